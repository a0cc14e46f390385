/// Ethernet in IP (RFC 3378 section 3): two octets, version 3.
enum EtherIP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(2, of: bytes)
    guard bytes.uint16(at: cursor.offset) == 0x3000 else { return nil }
    cursor.offset += 2
    packet.encapsulations.insert(.etherIP)
    return .link(.ethernet)
  }
}
