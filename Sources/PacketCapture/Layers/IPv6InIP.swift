import NATModel

/// An IPv6 packet in IP: in IPv4 (RFC 4213 section 3, 6to4, 6rd) or in IPv6 (RFC 2473).
enum IPv6InIP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    packet.encapsulations.insert(packet.source.isIPv4 ? .sixInFour : .sixInSix)
    return .etherType(0x86dd)
  }
}
