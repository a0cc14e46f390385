/// An ICMP message (RFC 792); queries carry an identifier that a NAT treats like a port (RFC 5508
/// section 3.1).
enum ICMPHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    switch bytes[cursor.offset] {
    case 8, 13, 15, 17: packet.isReply = false  // echo, timestamp, information, address mask
    case 0, 14, 16, 18: packet.isReply = true
    default:
      packet.content = .icmpOther
      return nil
    }
    packet.readQuery(bytes, &cursor)
    return nil
  }
}

extension IPPacket {
  /// Takes the identifier of an ICMP query or its reply at the cursor as both ports.
  mutating func readQuery(_ bytes: Span<UInt8>, _ cursor: inout PacketCursor) {
    content = .icmpQuery
    sourcePort = bytes.uint16(at: cursor.offset + 4)
    destinationPort = sourcePort
    sequence = UInt32(bytes.uint16(at: cursor.offset + 6))
    cursor.offset += 8
    payload = cursor.captured(bytes)
    missing = cursor.remaining - payload.count
  }
}
