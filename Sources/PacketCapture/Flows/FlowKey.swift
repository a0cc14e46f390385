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

  /// Compares words, because this runs for every packet and a call into another module does not
  /// inline.
  static func == (left: FlowKey, right: FlowKey) -> Bool {
    left.low.low == right.low.low && left.high.low == right.high.low
      && left.lowPort == right.lowPort && left.highPort == right.highPort
      && left.low.high == right.low.high && left.high.high == right.high.high
      && left.proto.rawValue == right.proto.rawValue && left.softwire == right.softwire
  }

  /// True if the sender of a packet is the endpoint that sorts first.
  private static func isOrdered(_ packet: IPPacket) -> Bool {
    let source = packet.source
    let destination = packet.destination
    if source.high != destination.high { return source.high < destination.high }
    if source.low != destination.low { return source.low < destination.low }
    return packet.sourcePort <= packet.destinationPort
  }

  /// One of the two ends of a flow.
  enum Side: UInt8, BitwiseCopyable {
    case low
    case high

    /// The other end.
    var other: Side { self == .low ? .high : .low }
  }

  /// The key of a packet, and the side that sent it.
  static func of(_ packet: IPPacket, _ hash: FlowHash) -> (key: FlowKey, sender: Side) {
    let hasSoftwire = packet.outerSource.high | packet.outerSource.low != 0
    let softwire =
      hasSoftwire ? hash.symmetric(packet.outerSource, packet.outerDestination) : 0
    let isLow = isOrdered(packet)
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
