/// One header: reads it and says what follows.
protocol LayerDecoder {
  /// Reads the header at the cursor, moves past it, and returns what comes next.
  ///
  /// Returns `nil` if nothing that is read follows: the packet is complete as it stands, or holds
  /// nothing of interest. Every implementation checks lengths with ``PacketCursor/need(_:of:)``
  /// before it reads.
  static func decode(
    _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer?
}
