import NATModel
import Simulation
import Testing

@Suite struct TruthFileTests {
  private static let text = """
    {"kind":"visit","time":"2026-03-02T08:00:01Z","subscriber":"b","site":"News.example"}
    {"kind":"connection","time":"2026-03-02T08:00:01Z","subscriber":"b"}
    {"kind":"request","time":"2026-03-02T08:00:02Z","subscriber":"a","token":"t1"}
    {"kind":"visit","time":"2026-03-02T07:00:00+01:00","subscriber":"a","site":"shop.example"}
    {"kind":"visit","time":"yesterday","subscriber":"a","site":"shop.example"}
    {"kind":"dance","time":"2026-03-02T07:00:00Z","subscriber":"a"}
    """

  @Test func `visits are put in order, requests kept by token, bad lines counted`() {
    let file = TruthFile(Array(TruthFileTests.text.utf8), origin: "test")
    #expect(file.truth.visits.map(\.site) == ["shop.example", "news.example"])
    #expect(file.truth.requesters == ["t1": "a"] && file.truth.origin == "test")
    #expect(file.malformed == [5, 6])
  }

  @Test func `truth is recognised by its first line`() {
    let first = String(TruthFileTests.text.prefix { $0 != "\n" })
    #expect(TruthFile.recognises(firstLine: first))
    #expect(!TruthFile.recognises(firstLine: "{\"kind\":\"session-open\",\"time\":\"x\"}"))
    #expect(!TruthFile.recognises(firstLine: "subscriber,inside"))
  }

  @Test func `no prefix and no changed byte traps`() {
    let bytes = Array(TruthFileTests.text.utf8.prefix(180))
    for length in bytes.indices { _ = TruthFile(Array(bytes[..<length]), origin: "t") }
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x15
      _ = TruthFile(changed, origin: "t")
    }
  }
}
