/// IEEE 802.2 logical link control; only SNAP with an Ethernet type leads on (RFC 1042).
enum LLC: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(3, of: bytes)
    guard bytes.uint24(at: cursor.offset) == 0xaaaa03 else { return nil }
    try cursor.need(8, of: bytes)
    guard bytes.uint24(at: cursor.offset + 3) == 0 else { return nil }
    let type = bytes.uint16(at: cursor.offset + 6)
    cursor.offset += 8
    return .etherType(type)
  }
}
