import Crypto
import CryptoExtras
import NATModel
import Testing

@testable import PacketCapture

/// Builds QUIC packets, protected as the peer that sends them would.
enum QUICBuilder {
  /// An integer in its shortest form (RFC 9000 section 16), or in two octets.
  static func integer(_ value: Int) -> [UInt8] {
    value < 64 ? [UInt8(value)] : PacketBuilder.uint16(0x4000 | value)
  }

  /// A CRYPTO frame.
  static func crypto(_ offset: Int, _ data: [UInt8]) -> [UInt8] {
    [6] + integer(offset) + integer(data.count) + data
  }

  /// An ACK frame with so many ranges beyond the first.
  static func acknowledgement(ranges: Int = 0, isMarked: Bool = false) -> [UInt8] {
    [isMarked ? 3 : 2, 9, 0, UInt8(ranges), 0] + [UInt8](repeating: 0, count: ranges * 2)
      + (isMarked ? [1, 2, 3] : [])
  }

  /// An Initial packet; padded with frames of padding to a length if that is given.
  static func initial(
    _ frames: [[UInt8]], id: [UInt8], source: [UInt8] = [], version: UInt32 = 1,
    keys: QUICInitialKeys? = nil, number: Int = 0, octets: Int = 4, token: [UInt8] = [],
    paddedTo length: Int = 1200
  ) throws -> [UInt8] {
    let family = try #require(keys?.version ?? QUICVersion.candidates(number: version).first)
    let keys = keys ?? QUICInitialKeys(family, connectionID: id)
    let type: UInt8 = family == .two ? 0x10 : 0
    var header: [UInt8] = [0xc0 | type | UInt8(octets - 1)] + PacketBuilder.uint32(version)
    header += [UInt8(id.count)] + id + [UInt8(source.count)] + source
    header += integer(token.count) + token
    var payload = frames.flatMap { $0 }
    // A packet has enough payload for the sample that hides its number.
    payload += [UInt8](repeating: 0, count: max(0, 4 - payload.count))
    let fixed = header.count + 2 + octets + 16
    if fixed + payload.count < length {
      payload += [UInt8](repeating: 0, count: length - fixed - payload.count)
    }
    header += PacketBuilder.uint16(0x4000 | (octets + payload.count + 16))
    let numberStart = header.count
    for index in (0..<octets).reversed() { header.append(UInt8(number >> (8 * index) & 0xff)) }
    var nonce = keys.vector
    for index in 0..<8 { nonce[11 - index] ^= UInt8(number >> (8 * index) & 0xff) }
    let sealed = try AES.GCM.seal(
      payload, using: keys.key, nonce: AES.GCM.Nonce(data: nonce), authenticating: header)
    var packet = header + sealed.ciphertext + sealed.tag
    var mask = Array(packet[numberStart + 4..<numberStart + 20])
    try AES.permute(&mask, key: keys.headerKey)
    packet[0] ^= mask[0] & 0x0f
    for index in 0..<octets { packet[numberStart + index] ^= mask[1 + index] }
    return packet
  }

  /// Any other packet with a long header, as it looks without its keys.
  static func long(
    _ type: UInt8, id: [UInt8], source: [UInt8], version: UInt32 = 1, _ rest: [UInt8]
  ) -> [UInt8] {
    [0xc0 | type << 4] + PacketBuilder.uint32(version) + [UInt8(id.count)] + id
      + [UInt8(source.count)] + source + rest
  }

  /// The hello of a client, as its handshake bytes.
  static func hello(_ name: String, size: Int = 300) -> [UInt8] {
    MessageBuilder.handshake(extensions: [
      MessageBuilder.extensionOf(51, [UInt8](repeating: 5, count: size)),
      MessageBuilder.serverName(name), MessageBuilder.extensionOf(57, [1, 2, 3, 4]),
    ])
  }
}
