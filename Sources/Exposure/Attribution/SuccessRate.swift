package import NATModel

/// How often a log names the right subscriber, counted by subscriber: the P(correct unique) that
/// collateral is divided by.
package struct SuccessRate: Sendable {
  /// Type of request.
  package let kind: RequestKind
  /// Share of requests with known truth that are answered with the right subscriber alone.
  package let right: Estimate
  /// Share that name one subscriber, and the wrong one.
  package let wrong: Estimate

  /// The rates of one type of request; `nil` without requests whose truth is known.
  package init?(
    _ answered: AnsweredRequests, _ kind: RequestKind, truth: Truth?, _ bootstrap: ClusterBootstrap
  ) {
    let scored = ScoredRequests(answered, kind: kind, truth: truth, onlyKnown: true)
    var shares = ClusteredShares(parts: 2, clusters: scored.clusters)
    for entry in scored.entries {
      shares.observe(cluster: entry.cluster)
      guard entry.answer.verdict == .unique else { continue }
      shares.count(entry.hasRight ? 0 : 1, cluster: entry.cluster)
    }
    let estimates = shares.estimates(bootstrap)
    guard estimates.count == 2 else { return nil }
    self.kind = kind
    right = estimates[0]
    wrong = estimates[1]
  }

  /// So many per correct attribution: `amount / share`, with the interval turned over; without a
  /// right answer there is no number.
  package func perSuccess(_ amount: Double) -> Estimate? {
    guard right.value > 0 else { return nil }
    var estimate = right
    estimate.value = amount / right.value
    estimate.numerator = nil
    estimate.interval = right.interval.flatMap { interval in
      interval.lowerBound > 0
        ? amount / interval.upperBound...amount / interval.lowerBound : nil
    }
    if estimate.interval == nil { estimate.method = "none: the share may be 0" }
    return estimate
  }
}
