/// An MPLS label stack (RFC 3032 section 2.1).
///
/// What follows the last label is told by its first four bits: IP, or the control word of an
/// Ethernet pseudowire (RFC 4385 section 3, RFC 4448).
enum MPLS: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    var isBottom = false
    while !isBottom {
      try cursor.need(4, of: bytes)
      isBottom = bytes[cursor.offset + 2] & 1 == 1
      cursor.offset += 4
    }
    try cursor.need(1, of: bytes)
    switch bytes[cursor.offset] >> 4 {
    case 4, 6: return .ip
    case 0:
      try cursor.need(4, of: bytes)
      cursor.offset += 4
      return .link(.ethernet)
    default: return nil
    }
  }
}
