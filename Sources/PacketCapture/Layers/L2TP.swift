/// A data message of L2TP version 2 over UDP (RFC 2661 section 3.1); what follows is PPP.
///
/// What is of version 3 goes to ``L2TPv3``.
enum L2TP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    let start = cursor.offset
    guard cursor.captured(bytes).count >= 6 else { return nil }
    let flags = bytes.uint16(at: start)
    guard flags & 0x8000 == 0 else { return nil }
    if flags & 0x000f == 3 {
      var inner = cursor
      inner.offset += 4
      let layer = try L2TPv3.decode(bytes, &inner, &packet)
      if layer != nil { cursor = inner }
      return layer
    }
    guard flags & 0x000f == 2 else { return nil }
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
