/// What a NAT's configuration alone tells: how ports are handed out and which ranges are fixed.
package struct NATConfiguration: Hashable, Sendable {
  /// A fixed range of outside ports that belongs to inside addresses.
  package struct Range: Hashable, Sendable {
    /// Inside addresses that share the range.
    package var inside: [IPAddress]
    /// The outside address the ports belong to.
    package var outside: IPAddress
    /// The ports, both ends included.
    package var ports: ClosedRange<UInt16>

    /// A range from its parts.
    package init(inside: [IPAddress], outside: IPAddress, ports: ClosedRange<UInt16>) {
      self.inside = inside
      self.outside = outside
      self.ports = ports
    }
  }

  /// How ports are handed out.
  package var behavior: NATBehavior
  /// The shared addresses, in order.
  package var outside: [IPAddress]
  /// Fixed ranges; empty unless the behaviour is deterministic.
  package var ranges: [Range]

  /// A configuration from its parts.
  package init(behavior: NATBehavior, outside: [IPAddress], ranges: [Range]) {
    self.behavior = behavior
    self.outside = outside
    self.ranges = ranges
  }
}
