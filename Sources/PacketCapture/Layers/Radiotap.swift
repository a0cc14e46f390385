/// The radiotap header before an 802.11 frame, in little-endian order (radiotap.org): version,
/// length, words that tell which fields follow.
///
/// The one field of interest is "flags": whether the frame's header is padded.
enum Radiotap: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let start = cursor.offset
    guard bytes[start] == 0 else { throw .malformed }
    let length = Int(bytes[start + 2]) | Int(bytes[start + 3]) << 8
    guard length >= 8 else { throw .malformed }
    try cursor.need(length, of: bytes)
    var fields = start + 8
    var word = start + 4
    // The last octet of each word says whether another one follows.
    while bytes[word + 3] & 0x80 != 0 {
      word = fields
      fields += 4
      guard fields <= start + length else { throw .malformed }
    }
    var isPadded = false
    if bytes[start + 4] & 0x02 != 0 {
      if bytes[start + 4] & 0x01 != 0 { fields = start + (fields - start + 7) / 8 * 8 + 8 }
      guard fields < start + length else { throw .malformed }
      isPadded = bytes[fields] & 0x20 != 0
    }
    cursor.offset += length
    return .wlan(isPadded: isPadded)
  }
}
