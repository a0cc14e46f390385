/// Linux "cooked" capture, version 2: twenty octets that begin with a protocol
/// (LINKTYPE_LINUX_SLL2).
enum LinuxCooked2: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(20, of: bytes)
    let type = bytes.uint16(at: cursor.offset)
    cursor.offset += 20
    return LinuxCooked.layer(of: type)
  }
}
