import Correlation
package import NATModel
package import Retention

/// A1: how many subscribers are consistent with a request; for reverse searches also A6.
///
/// Parts `mean`, `median`, `p95` for every type of request, over the answers that are neither
/// `undetermined` nor `unanswerable`; `none` counts as 0. For `destination` also `hits`, the mean
/// number of subscribers returned when the same destination is asked for over the whole coverage,
/// and `hits-not-target`, the share of those that are not the subscriber meant.
package struct CandidateSet: Measure {
  /// Answers to the requests, and to the reverse searches over the whole coverage.
  package struct Inference: Sendable {
    /// The answers in the requests' own windows.
    package var answered: AnsweredRequests
    /// For each answer to a `destination` request, in the same order: who is returned when the
    /// time is left open.
    package var hits: [[SubscriberID]]
    /// Provider's names of the subscribers in ``hits``.
    package var identities: [SubscriberID: String]
    /// True if the log has gaps, so that a reverse search may miss subscribers.
    package var isLowerBound: Bool
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "candidate-set", code: "A1", title: "Candidates per request", theme: .attribution,
      definition: """
        The number of subscribers whose retained records are consistent with what the requester \
        knows: the persons an investigator would have to look at. For a reverse search, hits counts \
        the subscribers returned when the destination is asked for over the whole time of the log.
        """,
      unit: "persons", denominator: "requests that the log could decide",
      misleads: """
        A request that nobody matches counts as 0, so a log that misses people looks precise: read \
        it beside the outcome split. A subscriber is a line, not a person.
        """,
      citation: "RFC 6269 (issues with IP address sharing); IPA 2016 s.62(3) Conditions A and D.",
      headline: "mean", needsTruth: false)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      answered: asked.answers(of: log), hits: [], identities: [:],
      isLowerBound: false)
    guard log.isAvailable, let coverage = log.coverage else { return inference }
    // Popular destinations are asked for often: one search each.
    var found: [Request: [SubscriberID]] = [:]
    for request in asked.requests {
      guard var search = request.reduced(to: .destination) else { continue }
      search.time = coverage.start
      search.resolution = coverage.length
      search.tolerance = 0
      search.location = nil
      search.label = ""
      if found[search] == nil {
        let answer = log.answer(search)
        if answer.verdict == .undetermined { inference.isLowerBound = true }
        let hits = answer.candidates.map(\.subscriber)
        for hit in hits where inference.identities[hit] == nil {
          inference.identities[hit] = log.identity(of: hit)
        }
        found[search] = hits
      }
      inference.hits.append(found[search] ?? [])
    }
    return inference
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    RequestKind.allCases.flatMap { kind in
      let series = FigureSeries(
        measure: about.id, regime: inference.answered.regime, request: kind)
      var figures = sizes(inference.answered, kind, truth, series)
      if kind == .destination { figures += hits(inference, truth, series) }
      return figures
    }
  }

  private static let counted = "decided requests"

  private func sizes(
    _ answered: AnsweredRequests, _ kind: RequestKind, _ truth: Truth?, _ series: FigureSeries
  ) -> [Figure] {
    let parts = ["mean", "median", "p95"]
    func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      parts.map { series.blank($0, status, unit: "persons", of: Self.counted, note: note) }
    }
    if let obstacle = answered.obstacle(kind) {
      return blank(obstacle, obstacle == .empty ? "no request knows enough for this type" : "")
    }
    var sample = ClusteredSample()
    for entry in ScoredRequests(answered, kind: kind, truth: truth).entries {
      switch entry.answer.verdict {
      case .undetermined, .unanswerable: continue
      case .none: sample.add(0, cluster: entry.cluster)
      case .unique, .ambiguous:
        sample.add(Double(entry.answer.candidates.count), cluster: entry.cluster)
      }
    }
    let statistics: [ClusteredSample.Statistic] = [
      .mean, .quantile(Quantile.median), .quantile(Quantile.p95),
    ]
    let estimates = sample.estimates(statistics, bootstrap)
    if estimates.isEmpty { return blank(.empty, "no request could be decided") }
    return zip(parts, estimates).map {
      series.figure($0, $1, unit: "persons", of: Self.counted)
    }
  }

  private func hits(_ inference: Inference, _ truth: Truth?, _ series: FigureSeries) -> [Figure] {
    let units = ["hits": "persons", "hits-not-target": "share"]
    let counted = ["hits": "requests", "hits-not-target": "persons returned"]
    func blank(_ part: String, _ status: Figure.Status, _ note: String = "") -> Figure {
      series.blank(
        part, status, unit: units[part] ?? "", of: counted[part] ?? "", note: note)
    }
    if let obstacle = inference.answered.obstacle(.destination) {
      return ["hits", "hits-not-target"].map { blank($0, obstacle) }
    }
    let scored = ScoredRequests(inference.answered, kind: .destination, truth: truth)
    guard inference.hits.count == scored.entries.count else {
      return ["hits", "hits-not-target"].map { blank($0, .empty, "the log states no time") }
    }
    var sample = ClusteredSample()
    var others = ClusteredShares(parts: 1, clusters: scored.clusters)
    for (entry, hits) in zip(scored.entries, inference.hits) {
      sample.add(Double(hits.count), cluster: entry.cluster)
      guard let right = truth?.requester(of: entry.answer.label) else { continue }
      others.observe(cluster: entry.cluster, count: hits.count)
      let notTarget = hits.count(where: { inference.identities[$0] != right })
      others.count(0, cluster: entry.cluster, count: notTarget)
    }
    let note = inference.isLowerBound ? "lower bound: the log has gaps" : ""
    let mean = sample.estimates([.mean], bootstrap).map {
      series.figure("hits", $0, unit: "persons", of: "requests", note: note)
    }
    let share = others.estimates(bootstrap).first.map {
      series.figure("hits-not-target", $0, unit: "share", of: "persons returned", note: note)
    }
    let missing = blank(
      "hits-not-target", scored.isScored ? .empty : .needsTruth,
      scored.isScored ? "nobody is returned" : "")
    return mean + [share ?? missing]
  }
}
