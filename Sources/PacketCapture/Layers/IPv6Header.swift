import NATModel

/// An IPv6 header (RFC 8200 section 3): version, payload length, next header, two addresses.
enum IPv6Header: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(40, of: bytes)
    let start = cursor.offset
    guard bytes[start] >> 4 == 6 else { throw .malformed }
    // Payload length 0: a jumbogram (RFC 2675) or segmentation offload; it fills its frame.
    let stated = Int(bytes.uint16(at: start + 4))
    if stated != 0 { try cursor.limit(to: 40 + stated) }
    try packet.enterIP()
    let next = bytes[start + 6]
    packet.source = bytes.ipv6Address(at: start + 8)
    packet.destination = bytes.ipv6Address(at: start + 24)
    packet.length = cursor.remaining
    packet.proto = TransportProtocol(rawValue: next)
    packet.identification = 0
    cursor.offset = start + 40
    return .ipProtocol(next)
  }
}
