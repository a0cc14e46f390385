import Correlation
package import NATModel
package import Retention

/// A6: who is returned when somebody asks who was at a destination at all, whenever it was.
///
/// Only for requests that know a destination. Parts `hits`: the mean number of subscribers returned
/// when the destination is asked for over the whole coverage; `hits-not-target`: the share of those
/// who are not the subscriber meant.
package struct ReverseYield: Measure {
  /// The answers, and who was returned.
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
      id: "reverse-yield", code: "A6", title: "Returned by a reverse search", theme: .attribution,
      definition: """
        How many people are returned when the log is asked who contacted a destination at any time: \
        a search of everybody's records that starts from no suspect.
        """,
      unit: "persons", denominator: "requests that know a destination",
      misleads: """
        The number grows with the time covered and with how popular the destination is. A log \
        without destinations returns nobody because it cannot be asked, which is the point.
        """,
      citation: "IPA 2016 s.62(3) Condition D; Home Office review of the ICR trial, February 2023.",
      headline: "hits", needsTruth: false)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      answered: asked.answers(of: log), hits: [], identities: [:],
      isLowerBound: false)
    guard log.isAvailable, let coverage = log.coverage else { return inference }
    // Popular destinations are asked for often: one search each.
    var numbers: [Request: Int] = [:]
    var searches: [Request] = []
    var asking: [Int] = []
    for request in asked.requests {
      guard var search = request.reduced(to: .destination) else { continue }
      search.time = coverage.start
      search.resolution = coverage.length
      search.tolerance = 0
      search.location = nil
      search.label = ""
      let number = numbers[search] ?? searches.count
      if number == searches.count {
        numbers[search] = number
        searches.append(search)
      }
      asking.append(number)
    }
    let found = log.contacts(of: searches)
    inference.isLowerBound = found.contains { $0.verdict == .undetermined }
    for hit in found.flatMap(\.subscribers) where inference.identities[hit] == nil {
      inference.identities[hit] = log.identity(of: hit)
    }
    inference.hits = asking.map { found[$0].subscribers }
    return inference
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(
      measure: about.id, regime: inference.answered.regime, request: .destination)
    let units = ["hits": "persons", "hits-not-target": "share"]
    let counted = ["hits": "requests", "hits-not-target": "persons returned"]
    func blank(_ part: String, _ status: Figure.Status, _ note: String = "") -> Figure {
      series.blank(
        part, status, unit: units[part] ?? "", of: counted[part] ?? "", note: note)
    }
    if let obstacle = inference.answered.obstacle(.destination) {
      let note = obstacle == .empty ? "no request knows a destination" : ""
      return ["hits", "hits-not-target"].map { blank($0, obstacle, note) }
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
