/// An MPLS label stack (RFC 3032 section 2.1).
///
/// Labels do not say what follows the last one: IP is told by its first four bits, an Ethernet
/// pseudowire by the control word before it (RFC 4385 section 3, RFC 4448) or, without one, by the
/// type of its frame.
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
    packet.encapsulations.insert(.mpls)
    try cursor.need(1, of: bytes)
    switch bytes[cursor.offset] >> 4 {
    case 4, 6:
      if IPGuess.isEthernet(bytes, cursor, after: 0), !IPGuess.isIP(bytes, cursor) { break }
      return .ip
    case 0:
      try cursor.need(4, of: bytes)
      if IPGuess.isEthernet(bytes, cursor, after: 0), !IPGuess.isEthernet(bytes, cursor, after: 4) {
        break
      }
      cursor.offset += 4
    default:
      guard IPGuess.isEthernet(bytes, cursor, after: 0) else { return nil }
    }
    packet.encapsulations.insert(.pseudowire)
    return .link(.ethernet)
  }
}
