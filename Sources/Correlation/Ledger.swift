package import NATModel

/// Everything that was correlated from the inputs: what a provider with these logs holds.
package struct Ledger: Sendable {
  /// Sessions in order of start, then of their place in the input.
  package var sessions: SessionStore
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
  /// From the first to the last instant that the session records cover, or `nil` without any.
  package var coverage: TimeSpan?
  /// Intervals in which the log is known to be incomplete, in time order.
  package var gaps: [TimeSpan]
  /// How pairing went.
  package var pairing: PairingStatistics

  /// An empty ledger.
  package init() {
    sessions = SessionStore()
    blocks = []
    assignments = []
    subscribers = SubscriberDirectory()
    requests = []
    texts = TextTable()
    coverage = nil
    gaps = []
    pairing = PairingStatistics()
  }
}
