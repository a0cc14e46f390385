/// PPP, with or without HDLC-like framing (RFC 1661 section 2, RFC 1662 section 3.1).
///
/// Address and control (ff 03) may be compressed away, and so may the first octet of the protocol:
/// its low bit tells.
enum PPP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(2, of: bytes)
    if bytes.uint16(at: cursor.offset) == 0xff03 { cursor.offset += 2 }
    return try protocolField(bytes, &cursor)
  }

  /// Reads the protocol field, of one or two octets.
  static func protocolField(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor
  ) throws(PacketFault) -> Layer {
    try cursor.need(1, of: bytes)
    let first = bytes[cursor.offset]
    if first & 1 == 1 {
      cursor.offset += 1
      return .ppp(UInt16(first))
    }
    try cursor.need(2, of: bytes)
    let number = bytes.uint16(at: cursor.offset)
    cursor.offset += 2
    return .ppp(number)
  }
}
