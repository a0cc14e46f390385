/// VXLAN (RFC 7348 section 5): flags, a network identifier, then an Ethernet frame.
enum VXLAN: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 22, bytes[start] & 0x08 != 0, bytes[start + 7] == 0
    else { return nil }
    packet.encapsulations.insert(.vxlan)
    cursor.offset += 8
    return .link(.ethernet)
  }
}
