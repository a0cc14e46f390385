/// An IP packet without a link header; its first four bits are the version.
enum RawIP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(1, of: bytes)
    switch bytes[cursor.offset] >> 4 {
    case 4: return .etherType(0x0800)
    case 6: return .etherType(0x86dd)
    default: throw .malformed
    }
  }
}
