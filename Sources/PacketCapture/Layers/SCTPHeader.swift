/// An SCTP packet (RFC 9260 section 3): ports, verification tag and checksum, then chunks.
///
/// The payload is the whole packet; ports are left to who reads the chunks, because a flow of SCTP
/// is told by its addresses alone: an association may use several.
enum SCTPHeader: LayerDecoder {
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    packet.payload = cursor.captured(bytes)
    packet.missing = cursor.remaining - packet.payload.count
    return nil
  }
}
