/// An IEEE 802.1Q tag, also stacked (802.1ad): two octets of tag, then the next type.
enum VLANTag: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    let type = bytes.uint16(at: cursor.offset + 2)
    cursor.offset += 4
    packet.encapsulations.insert(.vlan)
    return type < 0x0600 ? .llc : .etherType(type)
  }
}
