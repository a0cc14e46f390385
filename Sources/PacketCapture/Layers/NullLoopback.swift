/// BSD loopback: an address family in the byte order of the machine that captured (NULL) or in
/// network order (LOOP), then an IP packet.
///
/// Families for IPv6 differ between systems (24, 28, 30), so the family only tells that IP follows.
enum NullLoopback: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    let value = bytes.uint32(at: cursor.offset)
    cursor.offset += 4
    // Families are small: whichever order makes the number small is the right one.
    switch min(value, value.byteSwapped) {
    case 2, 10, 24, 28, 30: return .ip
    default: return nil
    }
  }
}
