/// PPP with an octet of direction in front (LINKTYPE_PPP_WITH_DIR), or in place of the address
/// (LINKTYPE_PPP_PPPD).
enum DirectedPPP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(3, of: bytes)
    cursor.offset += 1
    if bytes[cursor.offset] == 0x03 { cursor.offset += 1 }
    return .link(.ppp)
  }
}
