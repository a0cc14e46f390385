/// GRE (RFC 2784, RFC 2890), with optional words told by flags; version 1 is PPTP's (RFC 2637).
///
///      0               2               4
///     +---------------+---------------+----
///     |C   K S    ver | Ethernet type | checksum, key, sequence number …
///     +---------------+---------------+----
enum GRE: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    let flags = bytes.uint16(at: cursor.offset)
    let type = bytes.uint16(at: cursor.offset + 2)
    if flags & 0x0007 == 1 { return try pointToPoint(flags, type, bytes, &cursor, &packet) }
    // Source routing (RFC 1701) went out of use.
    guard flags & 0x0007 == 0, flags & 0x4000 == 0 else { return nil }
    let words = [0x8000, 0x2000, 0x1000].count { flags & $0 != 0 }
    try cursor.need(4 + words * 4, of: bytes)
    cursor.offset += 4 + words * 4
    packet.encapsulations.insert(.gre)
    switch type {
    case 0x6558: return .link(.ethernet)
    case 0x880b: return .link(.ppp)
    case 0x88be:
      // ERSPAN type I has no header of its own and no sequence number, type II has eight octets.
      packet.encapsulations.insert(.erspan)
      if flags & 0x1000 != 0 {
        try cursor.need(8, of: bytes)
        cursor.offset += 8
      }
      return .link(.ethernet)
    default: return .etherType(type)
    }
  }

  /// A data packet of PPTP: the key is a length and a call, sequence and acknowledgment follow.
  private static func pointToPoint(
    _ flags: UInt16, _ type: UInt16, _ bytes: Span<UInt8>, _ cursor: inout PacketCursor,
    _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    guard type == 0x880b, flags & 0x2000 != 0 else { return nil }
    try cursor.need(8, of: bytes)
    let length = Int(bytes.uint16(at: cursor.offset + 4))
    // Without a sequence number it is an acknowledgment alone.
    guard flags & 0x1000 != 0, length > 0 else { return nil }
    let header = flags & 0x0080 != 0 ? 16 : 12
    try cursor.need(header, of: bytes)
    cursor.offset += header
    try cursor.limit(to: length)
    packet.encapsulations.insert(.pptp)
    return .link(.ppp)
  }
}
