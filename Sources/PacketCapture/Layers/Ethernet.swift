/// Ethernet II, or IEEE 802.3 with a length instead of a type.
///
///      0                   6                   12     14
///     +-------------------+-------------------+------+----
///     |    destination    |      source       | type | ...
///     +-------------------+-------------------+------+----
enum Ethernet: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(14, of: bytes)
    let type = bytes.uint16(at: cursor.offset + 12)
    cursor.offset += 14
    // Types start at 0x0600; below it is the length of an LLC frame.
    return type < 0x0600 ? .llc : .etherType(type)
  }
}
