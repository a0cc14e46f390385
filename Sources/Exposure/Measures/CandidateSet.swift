package import NATModel
package import Retention

/// A1: how many subscribers are consistent with a request.
///
/// Parts `mean`, `median`, `p95` for every type of request, over the answers that are neither
/// `undetermined` nor `unanswerable`; `none` counts as 0. `effective` is the mean of 2^H over the
/// candidates' weights (``AnsweredRequests/Entry/effectiveCandidates``): less than `mean` where one
/// candidate is likelier than another.
package struct CandidateSet: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "candidate-set", code: "A1", title: "Candidates per request", theme: .attribution,
      definition: """
        The number of subscribers whose retained records are consistent with what the requester \
        knows: the persons an investigator would have to look at.
        """,
      unit: "persons", denominator: "requests that the log could decide",
      misleads: """
        A request that nobody matches counts as 0, so a log that misses people looks precise: read \
        it beside the outcome split. A subscriber is a line, not a person.
        """,
      citation: """
        RFC 6269 (issues with IP address sharing); Serjantov and Danezis, PET 2002 (effective size).
        """,
      headline: "mean", needsTruth: false)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> AnsweredRequests { asked.answers(of: log) }

  package func score(_ inference: AnsweredRequests, truth: Truth?) -> [Figure] {
    RequestKind.allCases.flatMap { kind in
      sizes(
        inference, kind, truth,
        FigureSeries(measure: about.id, regime: inference.regime, request: kind))
    }
  }

  private static let counted = "decided requests"

  private func sizes(
    _ answered: AnsweredRequests, _ kind: RequestKind, _ truth: Truth?, _ series: FigureSeries
  ) -> [Figure] {
    let parts = ["mean", "median", "p95", "effective"]
    func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      parts.map { series.blank($0, status, unit: "persons", of: Self.counted, note: note) }
    }
    if let obstacle = answered.obstacle(kind) {
      return blank(obstacle, obstacle == .empty ? "no request knows enough for this type" : "")
    }
    var sample = ClusteredSample()
    var effective = ClusteredSample()
    for entry in ScoredRequests(answered, kind: kind, truth: truth).entries {
      switch entry.answer.verdict {
      case .undetermined, .unanswerable: continue
      case .none, .unique, .ambiguous:
        sample.add(Double(entry.answer.candidates.count), cluster: entry.cluster)
        effective.add(entry.answer.effectiveCandidates, cluster: entry.cluster)
      }
    }
    let statistics: [ClusteredSample.Statistic] = [
      .mean, .quantile(Quantile.median), .quantile(Quantile.p95),
    ]
    let estimates =
      sample.estimates(statistics, bootstrap) + effective.estimates([.mean], bootstrap)
    if estimates.isEmpty { return blank(.empty, "no request could be decided") }
    return zip(parts, estimates).map {
      series.figure($0, $1, unit: "persons", of: Self.counted)
    }
  }
}
