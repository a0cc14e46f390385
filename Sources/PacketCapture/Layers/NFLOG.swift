/// What Linux's netfilter logs (LINKTYPE_NFLOG): family, version, resource, then attributes.
///
/// Lengths and types of attributes are in the byte order of the machine that captured: types are
/// small, so the order that makes a type small is the right one. Attribute 9 is the packet.
enum NFLOG: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    guard bytes[cursor.offset + 1] == 0 else { return nil }
    let family = bytes[cursor.offset]
    cursor.offset += 4
    while cursor.remaining >= 4 {
      try cursor.need(4, of: bytes)
      var length = Int(bytes.uint16(at: cursor.offset))
      var type = bytes.uint16(at: cursor.offset + 2)
      if type > 0xff {
        type = type.byteSwapped
        length = Int(UInt16(truncatingIfNeeded: length).byteSwapped)
      }
      guard length >= 4, length <= cursor.remaining else { throw .malformed }
      if type & 0x7fff == 9 {
        try cursor.limit(to: length)
        cursor.offset += 4
        packet.encapsulations.insert(.nflog)
        return family == 2 || family == 10 ? .ip : nil
      }
      cursor.offset += (length + 3) & ~3
    }
    return nil
  }
}
