/// A PPPoE session packet (RFC 2516 section 4).
///
///      0      1      2             4             6
///     +------+------+-------------+-------------+----
///     | 1  1 | code | session id  |   length    | PPP
///     +------+------+-------------+-------------+----
enum PPPoE: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(6, of: bytes)
    guard bytes[cursor.offset] == 0x11 else { throw .malformed }
    guard bytes[cursor.offset + 1] == 0 else { return nil }
    let length = Int(bytes.uint16(at: cursor.offset + 4))
    cursor.offset += 6
    packet.encapsulations.insert(.pppoe)
    try cursor.limit(to: length)
    return try PPP.protocolField(bytes, &cursor)
  }
}
