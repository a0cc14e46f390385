/// An IEEE 802.11 data frame (IEEE 802.11-2020 section 9.2.3), its fields in little-endian order.
///
///      0       2         4          10         16         22       24
///     +-------+---------+----------+----------+----------+--------+----
///     | frame | duration| address 1| address 2| address 3|sequence| address 4, QoS, HT control …
///     +-------+---------+----------+----------+----------+--------+----
enum WLANFrame: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try decode(bytes, &cursor, &packet, isPadded: false)
  }

  /// Reads a frame whose header some drivers pad to four octets.
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket, isPadded: Bool
  ) throws(PacketFault) -> Layer? {
    try cursor.need(2, of: bytes)
    let start = cursor.offset
    let control = bytes[start]
    let flags = bytes[start + 1]
    // Version 0, type data, not one of the subtypes that carry nothing; encrypted ones say nothing.
    guard control & 0x0f == 0x08, control & 0x40 == 0, flags & 0x40 == 0 else { return nil }
    let isQoS = control & 0x80 != 0
    var length = flags & 0x03 == 0x03 ? 30 : 24
    let qos = start + length
    if isQoS { length += flags & 0x80 != 0 ? 6 : 2 }
    try cursor.need(length, of: bytes)
    // Of a frame in fragments only the first has a header; the radio's fragments are not joined.
    guard bytes[start + 22] & 0x0f == 0, flags & 0x04 == 0 else { return nil }
    // An aggregate (A-MSDU) holds frames of their own; the first one is read.
    let isAggregate = isQoS && bytes[qos] & 0x80 != 0
    if isPadded { length = (length + 3) & ~3 }
    if isAggregate { length += 14 }
    try cursor.need(length, of: bytes)
    cursor.offset += length
    packet.encapsulations.insert(.wlan)
    return .llc
  }
}
