/// Cisco HDLC: address, control, Ethernet type.
enum CiscoHDLC: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    let type = bytes.uint16(at: cursor.offset + 2)
    cursor.offset += 4
    return .etherType(type)
  }
}
