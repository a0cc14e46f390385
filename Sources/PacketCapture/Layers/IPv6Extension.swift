import NATModel

/// Hop-by-hop, routing, destination options, mobility, HIP and shim6: next header, then a length in
/// units of eight octets beyond the first eight (RFC 8200 section 4, RFC 6564).
enum IPv6Extension: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let length = (Int(bytes[cursor.offset + 1]) + 1) * 8
    let next = bytes[cursor.offset]
    try cursor.need(length, of: bytes)
    cursor.offset += length
    packet.proto = TransportProtocol(rawValue: next)
    return .ipProtocol(next)
  }
}
