import NATModel

/// Where a capture was taken, as its addresses tell.
package enum CaptureSide: String, Sendable, CaseIterable {
  /// Before the NAT: subscribers have private addresses.
  case inside
  /// After the NAT, or where there is none: no address is private.
  case outside
  /// Neither is clear.
  case unclear

  /// How many flows have a private address at exactly one end, and how many at neither.
  package struct Tally: Sendable, Equatable {
    /// Flows that leave a private network.
    package var leaving: UInt64 = 0
    /// Flows between public addresses.
    package var open: UInt64 = 0

    /// Nothing counted.
    package init() {}

    /// Counts a flow; those that reach no single host beyond the link say nothing.
    mutating func add(_ key: FlowKey) {
      guard key.low.isOnInternet, key.high.isOnInternet else { return }
      switch (key.low.isInsideRange, key.high.isInsideRange) {
      case (false, false): open += 1
      case (true, true): break
      default: leaving += 1
      }
    }

    /// The side that they tell: a fifth of the other kind leaves it unclear.
    package var side: CaptureSide {
      if leaving > 0, leaving / 4 >= open { return .inside }
      return open > 0 && open / 4 >= leaving ? .outside : .unclear
    }
  }

  /// The side that flows tell.
  static func of(_ traces: [FlowTrace]) -> CaptureSide {
    var tally = Tally()
    for trace in traces where trace.isTranslatable { tally.add(trace.key) }
    return tally.side
  }
}

extension IPAddress {
  /// False for addresses that reach no single host beyond the link: multicast, broadcast, none.
  var isOnInternet: Bool {
    isIPv4 ? ipv4 >> 28 < 0xe && ipv4 >> 24 != 0 : high >> 56 != 0xff && (high | low) != 0
  }
}
