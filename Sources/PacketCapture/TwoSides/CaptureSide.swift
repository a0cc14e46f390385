import NATModel

/// Where a capture was taken, as its addresses tell.
package enum CaptureSide: String, Sendable, CaseIterable {
  /// Before the NAT: subscribers have private addresses.
  case inside
  /// After the NAT, or where there is none: no address is private.
  case outside
  /// Neither is clear.
  case unclear

  /// The side that a share of flows tells, counted over those that leave a network: exactly one of
  /// the two addresses is private, or none is.
  static func of(_ traces: [FlowTrace]) -> CaptureSide {
    var mixed = 0
    var open = 0
    for trace in traces where trace.isTranslatable {
      guard trace.key.low.isOnInternet, trace.key.high.isOnInternet else { continue }
      switch (trace.key.low.isInsideRange, trace.key.high.isInsideRange) {
      case (false, false): open += 1
      case (true, true): break
      default: mixed += 1
      }
    }
    if mixed > 0, mixed >= open * 4 { return .inside }
    return open > 0 && open >= mixed * 4 ? .outside : .unclear
  }
}

extension IPAddress {
  /// False for addresses that reach no single host beyond the link: multicast, broadcast, none.
  var isOnInternet: Bool {
    isIPv4 ? ipv4 >> 28 < 0xe && ipv4 >> 24 != 0 : high >> 56 != 0xff && (high | low) != 0
  }
}
