import NATModel

/// An IPv4 header (RFC 791 section 3.1).
///
///      0       1       2               4               6
///     +-------+-------+---------------+---------------+---------------+
///     |4 | IHL|  TOS  | total length  |identification | flags, offset |
///     +-------+-------+---------------+---------------+---------------+
///     |  TTL  | proto |   checksum    |            source             |
///     +-------+-------+---------------+-------------------------------+
///     |          destination          | options …
///     +-------------------------------+----
enum IPv4Header: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(20, of: bytes)
    let start = cursor.offset
    let headerLength = Int(bytes[start] & 0x0f) * 4
    guard bytes[start] >> 4 == 4, headerLength >= 20 else { throw .malformed }
    // Segmentation offload leaves the length 0: the packet then fills its frame.
    let stated = Int(bytes.uint16(at: start + 2))
    if stated != 0 {
      guard stated >= headerLength else { throw .malformed }
      try cursor.limit(to: stated)
    }
    try cursor.need(headerLength, of: bytes)
    try packet.enterIP()
    let proto = bytes[start + 9]
    packet.source = bytes.ipv4Address(at: start + 12)
    packet.destination = bytes.ipv4Address(at: start + 16)
    packet.length = cursor.remaining
    packet.proto = TransportProtocol(rawValue: proto)
    packet.identification = UInt32(bytes.uint16(at: start + 4))
    cursor.offset = start + headerLength
    // The highest bit is reserved, the next says "do not fragment".
    let place = bytes.uint16(at: start + 6) & 0x3fff
    guard place != 0 else { return .ipProtocol(proto) }
    try packet.takeFragment(
      bytes, cursor, offset: Int(place & 0x1fff) * 8, isLast: place & 0x2000 == 0)
    return nil
  }
}
