/// The per-packet information header (CACE PPI specification): length and link type, little-endian.
enum PPIHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(8, of: bytes)
    let start = cursor.offset
    let length = Int(bytes[start + 2]) | Int(bytes[start + 3]) << 8
    guard bytes[start] == 0, length >= 8 else { throw .malformed }
    let type = bytes.uint32(at: start + 4).byteSwapped
    try cursor.need(length, of: bytes)
    cursor.offset += length
    return .link(LinkType(rawValue: Int32(truncatingIfNeeded: type)))
  }
}
