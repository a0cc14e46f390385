import NATModel

/// The IPsec authentication header (RFC 4302 section 2); its length counts 32-bit words minus two.
enum AuthenticationHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(12, of: bytes)
    let length = (Int(bytes[cursor.offset + 1]) + 2) * 4
    let next = bytes[cursor.offset]
    guard length >= 12 else { throw .malformed }
    try cursor.need(length, of: bytes)
    cursor.offset += length
    packet.encapsulations.insert(.authentication)
    packet.proto = TransportProtocol(rawValue: next)
    return .ipProtocol(next)
  }
}
