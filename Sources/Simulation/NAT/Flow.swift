package import NATModel

/// What arrives at a NAT from inside: one connection, before translation.
///
/// 48 bytes, trivial. Addresses are IPv4 in host order; instants are nanoseconds since 1970 UTC.
package struct Flow: Hashable, Sendable, BitwiseCopyable {
  /// First packet.
  package var start: Int64
  /// Last packet; before ``start`` counts as equal to it.
  package var end: Int64
  /// Number by which the caller knows the flow; comes back as `location.record` of its events.
  package var tag: UInt64
  /// The inside address.
  package var inside: UInt32
  /// The remote address.
  package var destination: UInt32
  /// The inside port, or ICMP identifier.
  package var insidePort: UInt16
  /// The remote port.
  package var destinationPort: UInt16
  /// Protocol; only TCP, UDP and ICMP have ports to translate.
  package var proto: TransportProtocol
  /// For TCP: a FIN or RST was seen at ``end``, so the mapping ends after the transitory time.
  package var isClosed: Bool

  /// A flow from its parts.
  package init(
    start: Int64, end: Int64, inside: UInt32, insidePort: UInt16, destination: UInt32,
    destinationPort: UInt16, proto: TransportProtocol, isClosed: Bool = true, tag: UInt64 = 0
  ) {
    self.start = start
    self.end = end
    self.tag = tag
    self.inside = inside
    self.destination = destination
    self.insidePort = insidePort
    self.destinationPort = destinationPort
    self.proto = proto
    self.isClosed = isClosed
  }
}

/// What the NAT did with a flow.
package struct Translation: Hashable, Sendable, BitwiseCopyable {
  /// Whether it went out, or why not.
  package enum Outcome: Sendable, BitwiseCopyable {
    /// A session was opened.
    case opened
    /// The same five-tuple was still open; that session lives on.
    case extended
    /// The subscriber already holds as many ports or blocks as allowed.
    case overQuota
    /// No outside port is free.
    case exhausted
    /// Not TCP, UDP or ICMP, or an inside address that the NAT does not serve.
    case untranslated
  }

  /// Whether it went out, or why not.
  package var outcome: Outcome
  /// The outside address in host order; 0 unless it went out.
  package var outside: UInt32 = 0
  /// The outside port; 0 unless it went out.
  package var outsidePort: UInt16 = 0
  /// Id of the session, as in ``Event/session``; 0 unless it went out.
  package var session: UInt64 = 0

  /// True if packets of the flow reach the destination.
  package var isTranslated: Bool { outcome == .opened || outcome == .extended }
}
