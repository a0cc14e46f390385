import NATModel
import Simulation
import Testing

@Suite struct TruthFileTests {
  private static let lines = """
    {"kind":"visit","time":"2026-11-24T11:30:01.5Z","subscriber":"s02","site":"News.example","visit":"v1"}
    {"kind":"request","time":"2026-11-24T11:30:01.6Z","subscriber":"s02","token":"00aa","host":"news.example"}
    {"kind":"connection","start":"2026-11-24T11:30:01Z","subscriber":"s02","purpose":"visit"}
    not json
    {"kind":"visit","time":"2026-11-24T11:30:00","subscriber":"s01","site":"a.example"}
    {"kind":"visit","time":"2026-11-24T11:29:00Z","subscriber":"s01","site":"a.example"}
    """

  @Test func `visits and requests are kept, other lines counted`() {
    let file = TruthFile(Array(TruthFileTests.lines.utf8), origin: "recorded by the clients")
    #expect(file.truth.visits.map(\.site) == ["a.example", "news.example"])
    #expect(file.truth.requesters == ["00aa": "s02"])
    #expect(file.malformed == [4, 5])
    #expect(file.truth.origin == "recorded by the clients")
  }

  @Test func `truth is recognised by its first line`() {
    let first = String(TruthFileTests.lines.prefix { $0 != "\n" })
    #expect(TruthFile.recognises(firstLine: first))
    #expect(!TruthFile.recognises(firstLine: "{\"kind\":\"session-open\",\"time\":\"x\"}"))
    #expect(!TruthFile.recognises(firstLine: "subscriber,inside"))
  }
}
