package import NATModel

/// What correlation has to assume where the inputs are silent; printed with results.
package struct CorrelatorOptions: Hashable, Sendable {
  /// How long a session without a closing record is taken to last, in nanoseconds.
  ///
  /// The shortest times that a NAT is required (TCP, ICMP) or recommended (UDP) to keep an idle
  /// mapping; an end computed from them never lies after the end of the log.
  package struct Timeouts: Hashable, Sendable {
    /// Established TCP: 2 h 04 min (RFC 5382 REQ-5).
    package var tcp: Int64 = 7440 * 1_000_000_000
    /// UDP: 5 min (RFC 4787 REQ-5).
    package var udp: Int64 = 300 * 1_000_000_000
    /// ICMP queries: 60 s (RFC 5508 REQ-2).
    package var icmp: Int64 = 60 * 1_000_000_000
    /// Every other protocol; no standard says, 5 min as for UDP.
    package var other: Int64 = 300 * 1_000_000_000

    /// The standards' values.
    package init() {}

    /// The timeout of a protocol.
    package func timeout(of proto: TransportProtocol) -> Int64 {
      switch proto {
      case .tcp: tcp
      case .udp: udp
      case .icmp, .icmpv6: icmp
      default: other
      }
    }
  }

  /// How long sessions without a closing record last.
  package var timeouts = Timeouts()
  /// Clock error allowed for requests read from server logs, in nanoseconds.
  package var requestTolerance: Int64 = 0
  /// How old a DNS answer may be at the start of a session that it names, in nanoseconds: 1 h.
  package var nameLookback: Int64 = 3600 * 1_000_000_000
  /// How far the clocks of a capture and of the NAT's log may differ, in nanoseconds: 2 s.
  ///
  /// Used only to join host names to sessions.
  package var nameClockError: Int64 = 2 * 1_000_000_000
  /// How late a closing record may be written after the end that its own duration states, in
  /// nanoseconds: 120 s.
  ///
  /// Linux collects expired conntrack entries up to a minute late. If the record is later still, the
  /// opening record belongs to an earlier session with the same key whose closing is missing.
  package var closingDelay: Int64 = 120 * 1_000_000_000

  /// The documented defaults.
  package init() {}
}
