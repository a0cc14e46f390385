/// Teredo (RFC 4380 section 5.1.1): an IPv6 packet, after an authentication and an origin indication
/// where they are given.
enum Teredo: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    var inner = cursor
    if inner.captured(bytes).count >= 4, bytes.uint16(at: inner.offset) == 1 {
      // Client identifier, authentication value, nonce and confirmation.
      let size = 4 + Int(bytes[inner.offset + 2]) + Int(bytes[inner.offset + 3]) + 9
      guard size <= inner.captured(bytes).count else { return nil }
      inner.offset += size
    }
    if inner.captured(bytes).count >= 8, bytes.uint16(at: inner.offset) == 0 { inner.offset += 8 }
    guard IPGuess.isIP(bytes, inner), bytes[inner.offset] >> 4 == 6 else { return nil }
    packet.encapsulations.insert(.teredo)
    cursor = inner
    return .etherType(0x86dd)
  }

  /// True for the payload of a datagram on another port that is a Teredo packet all the same: an
  /// IPv6 packet that fills it, with an address of 2001::/32.
  static func isDirect(_ bytes: Span<UInt8>, _ cursor: PacketCursor) -> Bool {
    let offset = cursor.offset
    guard cursor.captured(bytes).count >= 40, bytes[offset] >> 4 == 6,
      Int(bytes.uint16(at: offset + 4)) + 40 == cursor.remaining
    else { return false }
    return bytes.uint32(at: offset + 8) == 0x2001_0000
      || bytes.uint32(at: offset + 24) == 0x2001_0000
  }
}
