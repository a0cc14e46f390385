/// Linux "cooked" capture, version 1: sixteen octets that end in a protocol (LINKTYPE_LINUX_SLL).
enum LinuxCooked: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(16, of: bytes)
    let type = bytes.uint16(at: cursor.offset + 14)
    cursor.offset += 16
    return layer(of: type)
  }

  /// What a protocol number of a cooked header says: small ones are Linux's own.
  static func layer(of type: UInt16) -> Layer? {
    switch type {
    case 4: .llc
    case 0..<0x0600: nil
    default: .etherType(type)
    }
  }
}
