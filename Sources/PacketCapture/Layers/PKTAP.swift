/// The header of macOS's packet tap (LINKTYPE_PKTAP): its length, a kind, the link type of the frame,
/// all little-endian.
enum PKTAP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(12, of: bytes)
    let start = cursor.offset
    let length = bytes.uint32(at: start).byteSwapped
    let type = bytes.uint32(at: start + 8).byteSwapped
    guard length >= 12, length <= 65535 else { throw .malformed }
    try cursor.need(Int(length), of: bytes)
    cursor.offset += Int(length)
    return .link(LinkType(rawValue: Int32(truncatingIfNeeded: type)))
  }
}
