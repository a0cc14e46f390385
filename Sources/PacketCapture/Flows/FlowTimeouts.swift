/// Silence after which a flow is over, and the longest time one flow event may cover.
///
/// The defaults are the least that the RFCs on NAT ask a NAT to keep an idle mapping for, so that
/// one flow stands for one NAT session. All in nanoseconds; `Int64.max` stands for never.
package struct FlowTimeouts: Sendable, Equatable {
  /// TCP connections that are open or half open: 2 h 4 min (RFC 5382 REQ-5).
  package var tcp: Int64 = 7440 * 1_000_000_000
  /// TCP connections reset or closed by both sides: 4 min (RFC 5382 REQ-5).
  package var closedTCP: Int64 = 240 * 1_000_000_000
  /// UDP, ICMP queries and everything else: 5 min (RFC 4787 REQ-5, the value it recommends).
  package var other: Int64 = 300 * 1_000_000_000
  /// A flow that lasts longer is emitted in parts, none of which covers more than this.
  package var active: Int64 = .max

  /// The defaults.
  package init() {}

  /// No flow ever ends by time alone.
  package static let never: FlowTimeouts = {
    var timeouts = FlowTimeouts()
    timeouts.tcp = .max
    timeouts.closedTCP = .max
    timeouts.other = .max
    return timeouts
  }()

  /// Silence after which a flow in a queue is over.
  func limit(_ queue: FlowQueue.Kind) -> Int64 {
    switch queue {
    case .other: other
    case .tcp: tcp
    case .closedTCP: closedTCP
    }
  }
}
