/// What monitoring drivers of old put before an 802.11 frame: the Prism header of 144 octets, or the
/// AVS header, which starts with a magic number and states its length.
enum PrismHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let magic = bytes.uint32(at: cursor.offset)
    let length = magic >> 4 == 0x0802_1100 ? Int(bytes.uint32(at: cursor.offset + 4)) : 144
    guard length >= 8 else { throw .malformed }
    try cursor.need(length, of: bytes)
    cursor.offset += length
    return .wlan(isPadded: false)
  }
}
