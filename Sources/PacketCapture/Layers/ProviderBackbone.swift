/// A provider backbone bridge tag (IEEE 802.1ah): four octets, then the customer's Ethernet frame.
enum ProviderBackbone: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(4, of: bytes)
    cursor.offset += 4
    packet.encapsulations.insert(.providerBackbone)
    return .link(.ethernet)
  }
}
