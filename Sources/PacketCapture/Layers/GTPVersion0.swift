/// GTP version 0 user data (3GPP TS 09.60 section 6): a header of twenty octets.
enum GTPVersion0: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 20, bytes[start] & 0xf0 == 0x10,
      bytes[start + 1] == 0xff
    else { return nil }
    var inner = cursor
    inner.offset += 20
    return packet.open(.gtp, at: inner, &cursor, bytes)
  }
}
