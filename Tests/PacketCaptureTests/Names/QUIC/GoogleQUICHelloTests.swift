import Testing

@testable import PacketCapture

@Suite struct GoogleQUICHelloTests {
  /// A first packet whose hello has these tags.
  static func packet(_ tags: [(name: String, value: [UInt8])], version: String = "Q043") -> [UInt8]
  {
    func little(_ value: Int, _ octets: Int) -> [UInt8] {
      (0..<octets).map { UInt8(value >> (8 * $0) & 0xff) }
    }
    var table: [UInt8] = []
    var end = 0
    for (name, value) in tags {
      end += value.count
      table += Array(name.utf8) + [UInt8](repeating: 0, count: 4 - name.utf8.count)
      table += little(end, 4)
    }
    let hello = Array("CHLO".utf8) + little(tags.count, 2) + [0, 0] + table + tags.flatMap(\.value)
    return [0x09] + [1, 2, 3, 4, 5, 6, 7, 8] + Array(version.utf8) + [1]
      + [UInt8](repeating: 7, count: 12) + [0xa0, 1] + little(hello.count, 2) + hello
      + [UInt8](repeating: 0, count: 40)
  }

  func name(_ bytes: [UInt8]) -> String {
    guard GoogleQUICHello.canBegin(bytes.span) else { return "none" }
    let (isHello, range) = GoogleQUICHello.serverName(bytes.span)
    guard isHello else { return "no hello" }
    return range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "-"
  }

  @Test("the name among other tags")
  func names() {
    let tags: [(String, [UInt8])] = [
      ("PAD", [UInt8](repeating: 0x2d, count: 30)), ("SNI", Array("g.test".utf8)), ("VER", [1, 2]),
    ]
    #expect(name(GoogleQUICHelloTests.packet(tags)) == "g.test")
    #expect(name(GoogleQUICHelloTests.packet([tags[0]])) == "-")
    #expect(name(GoogleQUICHelloTests.packet(tags, version: "Q0x3")) == "none")
    #expect(name([0x09] + [UInt8](repeating: 0x51, count: 100)) == "none")
  }

  @Test("no variant traps")
  func hostile() {
    variants(of: GoogleQUICHelloTests.packet([("SNI", Array("g.test".utf8))])) { _ = name($0) }
  }
}
