/// Geneve (RFC 8926 section 3.4): version and length of options, Ethernet type, identifier, options.
enum Geneve: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 8, bytes[start] >> 6 == 0, bytes[start + 7] == 0
    else { return nil }
    let length = 8 + Int(bytes[start] & 0x3f) * 4
    guard length <= cursor.captured(bytes).count else { return nil }
    let type = bytes.uint16(at: start + 2)
    guard type == 0x6558 || type == 0x0800 || type == 0x86dd || type == 0x8847 else { return nil }
    packet.encapsulations.insert(.geneve)
    cursor.offset += length
    return type == 0x6558 ? .link(.ethernet) : .etherType(type)
  }
}
