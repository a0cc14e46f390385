/// An ICMPv6 message (RFC 4443 section 4): only echo has an identifier.
enum ICMPv6Header: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let type = bytes[cursor.offset]
    guard type == 128 || type == 129 else {
      packet.content = .icmpOther
      return nil
    }
    packet.isReply = type == 129
    packet.readQuery(bytes, &cursor)
    return nil
  }
}
