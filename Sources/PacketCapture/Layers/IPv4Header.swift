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
    if packet.content == .ip, !packet.source.isIPv4 {
      packet.outerSource = packet.source
      packet.outerDestination = packet.destination
    } else {
      packet.outerSource = .unspecified
      packet.outerDestination = .unspecified
    }
    let proto = bytes[start + 9]
    packet.source = bytes.ipv4Address(at: start + 12)
    packet.destination = bytes.ipv4Address(at: start + 16)
    packet.length = cursor.remaining
    packet.proto = TransportProtocol(rawValue: proto)
    packet.content = .ip
    cursor.offset = start + headerLength
    let place = bytes.uint16(at: start + 6)
    if place & 0x1fff != 0 {
      packet.fragment = .later
      return nil
    }
    if place & 0x2000 != 0 { packet.fragment = .first }
    return .ipProtocol(proto)
  }
}
