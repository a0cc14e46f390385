/// A TCP header (RFC 9293 section 3.1).
///
///      0               2               4                               8
///     +---------------+---------------+-------------------------------+
///     |  source port  |   dest port   |        sequence number        |
///     +---------------+---------------+----+--+-------+---------------+
///     |     acknowledgment number     |offs|  | flags |    window     |
///     +-------------------------------+----+--+-------+---------------+
///     |   checksum    |  urgent ptr   | options …
///     +---------------+---------------+----
enum TCPHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(20, of: bytes)
    let start = cursor.offset
    let headerLength = Int(bytes[start + 12] >> 4) * 4
    guard headerLength >= 20 else { throw .malformed }
    if headerLength > cursor.remaining { throw .malformed }
    packet.sourcePort = bytes.uint16(at: start)
    packet.destinationPort = bytes.uint16(at: start + 2)
    packet.sequence = bytes.uint32(at: start + 4)
    packet.tcpFlags = TCPFlags(rawValue: bytes[start + 13])
    packet.content = .tcp
    // Options may be cut by the snap length: the ports are still good, the payload is empty.
    cursor.offset += headerLength
    packet.payload = cursor.captured(bytes)
    packet.missing = cursor.remaining - packet.payload.count
    return nil
  }
}
