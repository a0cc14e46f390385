package import NATModel

/// Everything that was correlated from the inputs: what a provider with these logs holds.
package struct Ledger: Sendable {
  /// Sessions in order of start, then of their place in the input.
  package var sessions: SessionStore
  /// Bindings that the log records apart from sessions, in order of start.
  ///
  /// Rows never state a destination. Sessions of the same mapping, where logged as well, stand in
  /// ``sessions`` and are not repeated here. Empty if the log records sessions only.
  package var bindings: SessionStore
  /// Port blocks in order of start.
  package var blocks: [PortBlock]
  /// Inside addresses given to subscribers, in order of start.
  package var assignments: [Assignment]
  /// Who the subscriber ids are.
  package var subscribers: SubscriberDirectory
  /// Requests read from server logs, in input order.
  package var requests: [Request]
  /// Host names of sessions and labels of requests.
  package var texts: TextTable
  /// From the first to the last instant that session and block records cover, or `nil` without any.
  package var coverage: TimeSpan?
  /// Intervals in which the log is known to be incomplete, in time order.
  package var gaps: [TimeSpan]
  /// Intervals in which the log's local hour occurs twice and it does not say which one it is.
  package var doubts: [TimeSpan] = []
  /// How pairing went.
  package var pairing: PairingStatistics
  /// True if a model (virtual NAT, simulator) supplied what the inputs do not state.
  package var isModelled: Bool

  /// An empty ledger.
  package init() {
    sessions = SessionStore()
    bindings = SessionStore()
    blocks = []
    assignments = []
    subscribers = SubscriberDirectory()
    requests = []
    texts = TextTable()
    coverage = nil
    gaps = []
    pairing = PairingStatistics()
    isModelled = false
  }

  /// For which times the session and block records can be trusted to hold everything.
  package var completeness: Completeness {
    Completeness(coverage: coverage, gaps: gaps, doubts: doubts)
  }
}
