/// VXLAN whose last flag bits say what follows (draft-ietf-nvo3-vxlan-gpe section 3).
enum VXLANGPE: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 9, bytes[start] & 0x0c == 0x0c else { return nil }
    let layer: Layer
    switch bytes[start + 3] {
    case 1, 2: layer = .ip
    case 3: layer = .link(.ethernet)
    case 5: layer = .etherType(0x8847)
    default: return nil
    }
    packet.encapsulations.insert(.vxlan)
    cursor.offset += 8
    return layer
  }
}
