import Testing

@testable import PacketCapture

@Suite struct QUICLongHeaderTests {
  func read(_ bytes: [UInt8], limit: Int? = nil) throws -> (QUICLongHeader, next: Int) {
    var cursor = ByteCursor(offset: 0, limit: limit ?? bytes.count)
    let header = try QUICLongHeader.read(bytes.span, &cursor)
    return (header, cursor.offset)
  }

  @Test(
    "types by version",
    arguments: [
      (1, [.initial, .zeroRTT, .handshake, .retry]),
      (0x6b33_43cf, [.retry, .initial, .zeroRTT, .handshake]),
      (0xff00_001d, [.initial, .zeroRTT, .handshake, .retry]),
      (0, [.versionNegotiation]), (0x1234_5678, [.unknown]),
    ] as [(UInt32, [QUICLongHeader.Kind])])
  func kinds(version: UInt32, expected: [QUICLongHeader.Kind]) throws {
    for (type, kind) in expected.enumerated() {
      let bytes = QUICBuilder.long(
        UInt8(type), id: [1, 2], source: [3], version: version, [0, 3, 9, 9, 9, 9])
      let (header, next) = try read(bytes)
      #expect(header.kind == kind)
      #expect(header.destination == 6..<8 && header.source == 9..<10)
      switch kind {
      case .initial: #expect(header.protected == 12..<15 && next == 15)
      case .zeroRTT, .handshake: #expect(header.protected == 11..<11 && next == 11)
      default: #expect(header.protected.isEmpty && next == bytes.count)
      }
    }
  }

  @Test("lengths up to 2^62 are checked against the datagram")
  func lengths() {
    let head = QUICBuilder.long(0, id: [], source: [], [])
    for length: [UInt8] in [
      [0xff], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x7f, 0xff],
    ] {
      #expect(throws: MessageFault.self) { try read(head + length) }
      #expect(throws: MessageFault.self) { try read(head + [0] + length) }
    }
    let long = QUICBuilder.long(0, id: [UInt8](repeating: 1, count: 21), source: [], [0, 0])
    #expect(throws: MessageFault.malformed) { try read(long) }
  }

  @Test("integers of one to eight octets, RFC 9000 appendix A.1")
  func integers() throws {
    let cases: [([UInt8], Int)] = [
      ([0xc2, 0x19, 0x7c, 0x5e, 0xff, 0x14, 0xe8, 0x8c], 151_288_809_941_952_652),
      ([0x9d, 0x7f, 0x3e, 0x7d], 494_878_333), ([0x7b, 0xbd], 15_293), ([0x25], 37),
      ([0x40, 0x25], 37),
    ]
    for (bytes, expected) in cases {
      var cursor = ByteCursor(offset: 0, limit: bytes.count)
      #expect(try cursor.variableInteger(bytes.span) == expected)
      #expect(cursor.offset == bytes.count)
    }
  }

  @Test("a datagram that was cut is told from one that contradicts itself; no variant traps")
  func hostile() throws {
    let whole = try QUICBuilder.initial(
      [], id: [1, 2, 3, 4, 5, 6, 7, 8], source: [9], token: [7, 7], paddedTo: 60)
    for length in 0..<21 {
      #expect(throws: MessageFault.self) { try read(Array(whole[..<length]), limit: whole.count) }
    }
    #expect(try read(Array(whole[..<25]), limit: whole.count).next == whole.count)
    variants(of: Array(whole[..<30])) { bytes in _ = try? read(bytes) }
  }
}
