/// Cisco HDLC with an octet of direction in front (LINKTYPE_C_HDLC_WITH_DIR).
enum DirectedHDLC: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(1, of: bytes)
    cursor.offset += 1
    return .link(.ciscoHDLC)
  }
}
