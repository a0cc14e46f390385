import NATModel

/// What makes two packets part of one flow: both endpoints in a fixed order, and the protocol.
///
/// Endpoints are ordered by address, then port, so both directions have one key. Packets that came
/// through different DS-Lite softwires differ although their inside addresses may be equal.
struct FlowKey: Equatable, BitwiseCopyable {
  /// The endpoint that sorts first.
  let low: IPAddress
  /// The endpoint that sorts last.
  let high: IPAddress
  /// Digest of the two ends of the softwire, in any order; 0 without one.
  let softwire: UInt64
  /// Port of the first endpoint.
  let lowPort: UInt16
  /// Port of the last endpoint.
  let highPort: UInt16
  /// Protocol number.
  let proto: TransportProtocol

  /// One of the two ends of a flow.
  enum Side: UInt8, BitwiseCopyable {
    case low
    case high

    /// The other end.
    var other: Side { self == .low ? .high : .low }
  }

  /// The key of a packet, and the side that sent it.
  static func of(_ packet: IPPacket, _ hash: FlowHash) -> (key: FlowKey, sender: Side) {
    let softwire =
      packet.outerSource == .unspecified
      ? 0 : hash.symmetric(packet.outerSource, packet.outerDestination)
    let isLow =
      packet.source == packet.destination
      ? packet.sourcePort <= packet.destinationPort : packet.source < packet.destination
    let key = FlowKey(
      low: isLow ? packet.source : packet.destination,
      high: isLow ? packet.destination : packet.source,
      softwire: softwire,
      lowPort: isLow ? packet.sourcePort : packet.destinationPort,
      highPort: isLow ? packet.destinationPort : packet.sourcePort,
      proto: packet.proto)
    return (key, isLow ? .low : .high)
  }
}
