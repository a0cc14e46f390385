import NATModel

/// An IPv4 packet in IP (RFC 2003); in IPv6 it came through a softwire, whose two ends are kept
/// because they tell whose it is (DS-Lite, RFC 6333 section 6.6; lw4o6 and MAP-E look the same).
enum IPInIP: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    if packet.source.isIPv4 {
      packet.encapsulations.insert(.ipInIP)
    } else {
      packet.encapsulations.insert(.dsLite)
      packet.outerSource = packet.source
      packet.outerDestination = packet.destination
    }
    return .etherType(0x0800)
  }
}
