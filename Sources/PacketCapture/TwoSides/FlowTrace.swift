import NATModel

/// A stretch of a flow without long silence, and the prints of its first packets.
struct FlowTrace: BitwiseCopyable {
  /// Prints kept of one stretch.
  static let maximumPrints = 12
  /// Of these, how many of one direction at most.
  static let maximumOfSide = 8

  /// Both endpoints and the protocol.
  var key: FlowKey
  /// Earliest and latest packet.
  var start: Timestamp
  var end: Timestamp
  /// Who began, as far as the packets tell.
  var initiator: FlowKey.Side
  /// The near end of a softwire beside the low and the high endpoint, or unspecified.
  var outer: (low: IPAddress, high: IPAddress)
  /// IP octets and packets, both directions.
  var bytes: UInt64
  var packets: UInt64
  /// Where it begins: position of the file, number of the packet.
  var location: SourceLocation
  /// Resolution of its times in nanoseconds.
  var resolution: UInt32
  /// Where its prints are: from `firstPrint`, so many.
  var firstPrint: Int
  var printCount = 0
  /// Prints by side, low and high.
  var printsOfSide = (low: 0, high: 0)

  /// The endpoint on a side.
  func endpoint(_ side: FlowKey.Side) -> (address: IPAddress, port: UInt16) {
    side == .low ? (key.low, key.lowPort) : (key.high, key.highPort)
  }

  /// The side of the subscriber in a capture inside the NAT: the private address if exactly one is,
  /// else who began.
  var insideSide: FlowKey.Side {
    guard key.low.isInsideRange != key.high.isInsideRange else { return initiator }
    return key.low.isInsideRange ? .low : .high
  }

  /// True if the endpoints have ports, or an identifier, that a NAT translates.
  var isTranslatable: Bool {
    switch key.proto {
    case .tcp, .udp, .icmp, .icmpv6: true
    default: false
    }
  }
}
