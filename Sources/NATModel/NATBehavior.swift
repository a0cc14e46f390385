/// How a NAT hands out outside ports; the raw value is the name in every output.
package enum NATBehavior: String, CaseIterable, Hashable, Sendable {
  /// Ports computed from the inside address (RFC 7422).
  case deterministic
  /// Ranges of ports allocated on demand (RFC 6888 REQ-14, RFC 8045).
  case portBlock = "port-block"
  /// One holder per outside port at a time, endpoint-independent (RFC 4787).
  case dynamic
  /// One outside port shared at the same instant towards different destinations.
  case overloaded
}
