import NATModel

/// The IPv6 fragment header (RFC 8200 section 4.5); offset 0 without "more" is an atomic fragment,
/// that is a whole packet (RFC 6946).
enum IPv6Fragment: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let next = bytes[cursor.offset]
    let place = bytes.uint16(at: cursor.offset + 2)
    packet.identification = bytes.uint32(at: cursor.offset + 4)
    cursor.offset += 8
    packet.proto = TransportProtocol(rawValue: next)
    guard place & 0xfff9 != 0 else { return .ipProtocol(next) }
    try packet.takeFragment(
      bytes, cursor, offset: Int(place & 0xfff8), isLast: place & 1 == 0)
    return nil
  }
}
