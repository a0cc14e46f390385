/// OpenBSD's IPsec interface (LINKTYPE_ENC): family, index and flags of four octets each, then IP.
enum EncapsulationInterface: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    try cursor.need(12, of: bytes)
    cursor.offset += 12
    return .ip
  }
}
