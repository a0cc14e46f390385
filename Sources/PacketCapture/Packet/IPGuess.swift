/// Tells bytes that are an IP packet from bytes that only begin like one.
///
/// Tunnels over UDP are recognised by their port alone, and MPLS does not say what it carries: a
/// packet is opened only if what is inside agrees with itself.
enum IPGuess {
  /// True if a plausible IPv4 or IPv6 header stands at the cursor and fits what is declared.
  static func isIP(_ bytes: Span<UInt8>, _ cursor: PacketCursor) -> Bool {
    let offset = cursor.offset
    let captured = cursor.captured(bytes).count
    guard captured >= 1 else { return false }
    switch bytes[offset] >> 4 {
    case 4:
      guard captured >= 20 else { return false }
      let header = Int(bytes[offset] & 0x0f) * 4
      let length = Int(bytes.uint16(at: offset + 2))
      return header >= 20 && length >= header && length <= cursor.remaining
    case 6:
      guard captured >= 40 else { return false }
      return 40 + Int(bytes.uint16(at: offset + 4)) <= cursor.remaining
    default: return false
    }
  }

  /// True if an Ethernet header with a well-known type stands some octets after the cursor.
  static func isEthernet(_ bytes: Span<UInt8>, _ cursor: PacketCursor, after skipped: Int) -> Bool {
    let offset = cursor.offset + skipped
    guard cursor.captured(bytes).count >= skipped + 14 else { return false }
    switch bytes.uint16(at: offset + 12) {
    case 0x0800, 0x0806, 0x86dd, 0x8100, 0x88a8, 0x8847, 0x8848, 0x8863, 0x8864: return true
    case let length where length < 0x0600: return bytes[offset] & 1 == 1
    default: return false
    }
  }
}

extension IPPacket {
  /// Opens a tunnel at whose end an IP packet stands; `nil`, and nothing changed, if none does.
  mutating func open(
    _ kind: Encapsulations, at inner: PacketCursor, _ cursor: inout PacketCursor,
    _ bytes: Span<UInt8>
  ) -> Layer? {
    guard IPGuess.isIP(bytes, inner) else { return nil }
    encapsulations.insert(kind)
    cursor = inner
    return .ip
  }
}
