import Crypto
import Testing

@testable import PacketCapture

@Suite struct QUICInitialKeysTests {
  static let firstID: [UInt8] = [0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08]

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func hex(_ key: SymmetricKey) -> String {
    var bytes: [UInt8] = []
    unsafe key.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    return hex(bytes)
  }

  static func opens(_ keys: QUICInitialKeys, _ bytes: [UInt8], _ header: QUICLongHeader) -> Bool {
    keys.open(bytes.span, header, largest: -1) != nil
  }

  @Test(
    "keys of RFC 9001 appendix A.1 and RFC 9369 appendix A.1",
    arguments: [
      (
        QUICVersion.one, QUICInitialKeys.Side.client,
        "1f369613dd76d5467730efcbe3b1a22d fa044b2f42a3fd3b46fb255c 9f50449e04a0e810283a1e9933adedd2"
      ),
      (
        .one, .server,
        "cf3a5331653c364c88f0f379b6067e37 0ac1493ca1905853b0bba03e c206b8d9b9f0f37644430b490eeaa314"
      ),
      (
        .two, .client,
        "8b1a0bc121284290a29e0971b5cd045d 91f73e2351d8fa91660e909f 45b95e15235d6f45a6b19cbcb0294ba9"
      ),
      (
        .two, .server,
        "82db637861d55e1d011f19ea71d5d2a7 dd13c276499c0249d3310652 edf6d05c83121201b436e16877593c3a"
      ),
    ])
  func keys(version: QUICVersion, side: QUICInitialKeys.Side, expected: String) {
    let keys = QUICInitialKeys(version, connectionID: QUICInitialKeysTests.firstID, side: side)
    let found = [
      QUICInitialKeysTests.hex(keys.key), QUICInitialKeysTests.hex(keys.vector),
      QUICInitialKeysTests.hex(keys.headerKey),
    ]
    #expect(found.joined(separator: " ") == expected)
  }

  /// A packet of the appendices, protected and not.
  struct Vector: CustomTestStringConvertible {
    var document: String
    var version: QUICVersion
    var side: QUICInitialKeys.Side
    var length: Int
    var number: Int
    var testDescription: String { "\(document) \(side)" }

    func bytes(_ part: String) throws -> [UInt8] {
      let name = side == .client ? "client" : "server"
      return try SharedCaptures.bytes(
        SharedCaptures.path("vectors/\(document)-long-\(name)-\(part).bin"))
    }
  }

  @Test(
    "packets of RFC 9001 and RFC 9369, appendices A.2 and A.3",
    .enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"),
    arguments: [
      Vector(document: "rfc9001", version: .one, side: .client, length: 1162, number: 2),
      Vector(document: "rfc9001", version: .one, side: .server, length: 99, number: 1),
      Vector(document: "rfc9369", version: .two, side: .client, length: 1162, number: 2),
      Vector(document: "rfc9369", version: .two, side: .server, length: 99, number: 1),
    ])
  func vectors(vector: Vector) throws {
    let packet = try vector.bytes("encrypted-packet")
    let plain = try vector.bytes("plain-payload")
    let keys = QUICInitialKeys(
      vector.version, connectionID: QUICInitialKeysTests.firstID, side: vector.side)
    var cursor = ByteCursor(offset: 0, limit: packet.count)
    let header = try QUICLongHeader.read(packet.span, &cursor)
    #expect(header.kind == .initial)
    #expect(cursor.offset == packet.count)
    let opened = keys.open(packet.span, header, largest: -1)
    let (payload, number) = try #require(opened)
    #expect(number == vector.number)
    #expect(payload.count == vector.length)
    #expect(payload.prefix(plain.count) == plain[...])
    #expect(payload.dropFirst(plain.count).allSatisfy { $0 == 0 })
    let other = QUICInitialKeys(
      vector.version, connectionID: QUICInitialKeysTests.firstID,
      side: vector.side == .client ? .server : .client)
    #expect(!QUICInitialKeysTests.opens(other, packet, header))
    for index in stride(from: header.protected.lowerBound, to: packet.count, by: 7) {
      var changed = packet
      changed[index] ^= 1
      #expect(!QUICInitialKeysTests.opens(keys, changed, header))
    }
  }

  @Test("full packet numbers from truncated ones, RFC 9000 appendix A.3")
  func numbers() {
    #expect(QUICInitialKeys.number(0x9b32, octets: 2, largest: 0xa82f_30ea) == 0xa82f_9b32)
    #expect(QUICInitialKeys.number(0, octets: 1, largest: -1) == 0)
    #expect(QUICInitialKeys.number(255, octets: 1, largest: -1) == 255)
    #expect(QUICInitialKeys.number(1, octets: 1, largest: 255) == 257)
    for octets in 1...4 {
      for largest in [0, 5, 127, 128, 300, 70_000] {
        for step in [1, 2, 60] {
          let number = largest + step
          let truncated = number & (1 << (8 * octets) - 1)
          #expect(
            QUICInitialKeys.number(truncated, octets: octets, largest: largest) == number)
        }
      }
    }
  }

  @Test("what is too short to hold a sample or a tag opens nothing")
  func short() throws {
    let packet = try QUICBuilder.initial([], id: [1, 2, 3], octets: 1, paddedTo: 0)
    let keys = QUICInitialKeys(.one, connectionID: [1, 2, 3])
    for length in 0..<packet.count {
      let part = Array(packet[..<length])
      var cursor = ByteCursor(offset: 0, limit: part.count)
      guard let header = try? QUICLongHeader.read(part.span, &cursor) else { continue }
      #expect(!QUICInitialKeysTests.opens(keys, part, header))
    }
  }
}
