package import Correlation
package import NATModel

/// What a provider is made to retain: a projection of sessions into a retained log.
///
/// A regime is a value; each stands in a file of its own under `Regimes/` and once in ``all``.
package struct Regime: Sendable, Identifiable {
  /// Name on the command line, in JSON and in reports (`port-block`).
  package let id: String
  /// Name for people, two to five words.
  package let title: String
  /// What is kept, in one sentence that a lawyer understands.
  package let kept: String
  /// Where the regime comes from: a norm, a standard, a practice.
  package let source: String
  /// Position on the ladder from 1 (least) to 7 (most); `nil` for variants.
  package let rung: Int?
  /// True if a record names the remote server.
  package let containsDestination: Bool
  /// Makes the retained log out of what the provider's equipment saw.
  ///
  /// A regime can only take away: where the ledger (with the NAT's configuration, if given) does
  /// not hold what the regime keeps, the result says `notInThisLog`.
  package let retain: @Sendable (Ledger, NATConfiguration?) -> RetainedLog

  /// A regime from its parts.
  package init(
    id: String, title: String, kept: String, source: String, rung: Int?,
    containsDestination: Bool,
    retain: @escaping @Sendable (Ledger, NATConfiguration?) -> RetainedLog
  ) {
    self.id = id
    self.title = title
    self.kept = kept
    self.source = source
    self.rung = rung
    self.containsDestination = containsDestination
    self.retain = retain
  }
}
