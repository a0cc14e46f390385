/// A data message of L2TP version 2 over UDP (RFC 2661 section 3.1); what follows is PPP.
///
/// Version 3 (RFC 3931) has cookies whose length only its control connection tells; it is not opened.
enum L2TP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 6 else { return nil }
    let flags = bytes.uint16(at: start)
    guard flags & 0x8000 == 0, flags & 0x000f == 2 else { return nil }
    var inner = cursor
    inner.offset += 2
    if flags & 0x4000 != 0 {
      let length = Int(bytes.uint16(at: start + 2))
      guard length >= 8, length <= cursor.remaining else { return nil }
      inner.offset = start
      try inner.limit(to: length)
      inner.offset += 4
    }
    inner.offset += 4
    if flags & 0x0800 != 0 { inner.offset += 4 }
    if flags & 0x0200 != 0 {
      guard inner.captured(bytes).count >= 2 else { return nil }
      inner.offset += 2 + Int(bytes.uint16(at: inner.offset))
    }
    guard inner.captured(bytes).count >= 4 else { return nil }
    packet.encapsulations.insert(.l2tp)
    cursor = inner
    return .link(.ppp)
  }
}
