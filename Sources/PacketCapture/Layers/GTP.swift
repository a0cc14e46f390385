/// GTP-U, the tunnel of mobile networks (3GPP TS 29.281 section 5.1).
///
///      0       1       2             4                           8
///     +-------+-------+-------------+---------------------------+----
///     | flags | type  |   length    |            TEID           | sequence, next extension …
///     +-------+-------+-------------+---------------------------+----
///
/// Only type 255 (G-PDU) carries a user's packet. Extension headers are chained by their last octet
/// and have a length in units of four octets.
enum GTP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 8, bytes[start] >> 4 == 0x3, bytes[start + 1] == 0xff
    else { return nil }
    var inner = cursor
    inner.offset += 8
    let length = Int(bytes.uint16(at: start + 2))
    guard length <= inner.remaining else { return nil }
    try inner.limit(to: length)
    if bytes[start] & 0x07 != 0 {
      guard inner.captured(bytes).count >= 4 else { return nil }
      var next = bytes[start] & 0x04 == 0 ? 0 : bytes[start + 11]
      inner.offset += 4
      while next != 0 {
        guard !inner.captured(bytes).isEmpty else { return nil }
        let size = Int(bytes[inner.offset]) * 4
        guard size > 0, inner.captured(bytes).count >= size else { return nil }
        next = bytes[inner.offset + size - 1]
        inner.offset += size
      }
    }
    return packet.open(.gtp, at: inner, &cursor, bytes)
  }
}
