/// A data message of L2TP version 3 over IP (RFC 3931 section 4.1.1.1), or behind the four octets
/// that UDP adds (section 4.1.2.1).
///
///      0               4
///     +---------------+----------------------+------------------------+----
///     |  session id   | cookie (0, 4 or 8)   | sublayer (0 or 4)      | frame …
///     +---------------+----------------------+------------------------+----
///
/// How long cookie and sublayer are, only the control connection tells. The frame is opened where an
/// Ethernet frame with an IP packet, or an IP packet, stands that fits what is declared.
enum L2TPv3: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    guard cursor.captured(bytes).count >= 4, bytes.uint32(at: cursor.offset) != 0 else {
      return nil  // session 0 is the control connection
    }
    for skipped in stride(from: 4, through: 16, by: 4) {
      var inner = cursor
      inner.offset += skipped
      if isEthernet(bytes, inner) {
        packet.encapsulations.insert(.l2tp)
        cursor = inner
        return .link(.ethernet)
      }
      if let layer = packet.open(.l2tp, at: inner, &cursor, bytes) { return layer }
    }
    return nil
  }

  /// True for an Ethernet frame, tagged or not, that holds an IP packet.
  private static func isEthernet(_ bytes: Span<UInt8>, _ cursor: PacketCursor) -> Bool {
    let captured = cursor.captured(bytes).count
    guard captured >= 18 else { return false }
    var inner = cursor
    inner.offset += 14
    var type = bytes.uint16(at: inner.offset - 2)
    if type == 0x8100 || type == 0x88a8 {
      type = bytes.uint16(at: inner.offset + 2)
      inner.offset += 4
    }
    return (type == 0x0800 || type == 0x86dd) && IPGuess.isIP(bytes, inner)
  }
}
