/// PPP, with or without HDLC-like framing (RFC 1661 section 2, RFC 1662 section 3.1).
///
/// Address and control (ff 03) may be compressed away, and so may the first octet of the protocol:
/// its low bit tells. A frame of a multilink bundle (RFC 1990) is read if it is whole.
enum PPP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(2, of: bytes)
    packet.encapsulations.insert(.ppp)
    if bytes.uint16(at: cursor.offset) == 0xff03 { cursor.offset += 2 }
    return try protocolField(bytes, &cursor)
  }

  /// Reads the protocol field, of one or two octets.
  static func protocolField(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor
  ) throws(PacketFault) -> Layer? {
    try cursor.need(1, of: bytes)
    let first = bytes[cursor.offset]
    if first & 1 == 1 {
      cursor.offset += 1
      return first == 0x3d ? try multilink(bytes, &cursor) : .ppp(UInt16(first))
    }
    try cursor.need(2, of: bytes)
    let number = bytes.uint16(at: cursor.offset)
    cursor.offset += 2
    return number == 0x3d ? try multilink(bytes, &cursor) : .ppp(number)
  }

  /// Reads a multilink header with a long sequence number; the frame must begin and end here.
  private static func multilink(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor
  ) throws(PacketFault) -> Layer? {
    try cursor.need(5, of: bytes)
    guard bytes[cursor.offset] == 0xc0 else { return nil }
    cursor.offset += 4
    let first = bytes[cursor.offset]
    guard first & 1 == 0 else {
      cursor.offset += 1
      return .ppp(UInt16(first))
    }
    try cursor.need(2, of: bytes)
    cursor.offset += 2
    return .ppp(bytes.uint16(at: cursor.offset - 2))
  }
}
