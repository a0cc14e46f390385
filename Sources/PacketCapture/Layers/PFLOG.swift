/// The header of BSD's packet filter log (LINKTYPE_PFLOG): its length, an address family, the rule.
enum PFLOG: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    let length = (Int(bytes[cursor.offset]) + 3) & ~3
    guard length >= 4 else { throw .malformed }
    try cursor.need(length, of: bytes)
    cursor.offset += length
    return .ip
  }
}
