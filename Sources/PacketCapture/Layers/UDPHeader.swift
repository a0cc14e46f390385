/// A UDP header (RFC 768): source port, destination port, length, checksum.
enum UDPHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let start = cursor.offset
    let length = Int(bytes.uint16(at: start + 4))
    // Length 0 stands for "to the end": jumbograms (RFC 2675 section 4) and offload.
    if length != 0 {
      guard length >= 8 else { throw .malformed }
      // The rest of a fragmented datagram is in other packets.
      if packet.fragment == .whole || length < cursor.remaining { try cursor.limit(to: length) }
    }
    packet.sourcePort = bytes.uint16(at: start)
    packet.destinationPort = bytes.uint16(at: start + 2)
    packet.content = .udp
    cursor.offset += 8
    packet.payload = cursor.captured(bytes)
    packet.missing = cursor.remaining - packet.payload.count
    if let tunnel = UDPTunnel.of(port: packet.destinationPort)
      ?? UDPTunnel.of(port: packet.sourcePort)
    {
      return .tunnel(tunnel)
    }
    return Teredo.isDirect(bytes, cursor) ? .tunnel(.teredo) : nil
  }
}
