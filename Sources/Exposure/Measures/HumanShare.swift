package import NATModel
package import Retention

/// V4: how many of the records are about something that somebody did.
///
/// Part `near-visits`: the share of records that begin within ``seconds`` seconds after a visit of
/// the same subscriber began. The rest is equipment that reports by itself. An upper bound: what
/// equipment reports within those seconds is counted too.
package struct HumanShare: Measure {
  /// Starts of records, by subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// Provider's names of the subscribers looked at.
    package var subscribers: [String]
    /// When their records began.
    package var starts: StartLists
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// How long after its start a visit opens connections.
  package static let seconds: Int64 = 30

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "human-share", code: "V4", title: "Records that somebody caused", theme: .volume,
      definition: """
        The share of records that begin within half a minute after a person of the line opened a \
        page; the others are made by equipment that reports by itself.
        """,
      unit: "share", denominator: "records",
      misleads: """
        Equipment also reports within those seconds, so the share is an upper bound; films and \
        calls that go on for longer are not pages and count as equipment.
        """,
      citation: "Evidence catalogue H.4; Mazhar and Shafiq 2020 (chatter of devices).",
      headline: "near-visits", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      regime: log.regime, availability: log.availability, subscribers: [],
      starts: StartLists(count: log.subscribers.count))
    guard log.isAvailable else { return inference }
    inference.subscribers = log.subscribers.map { log.identity(of: $0) }
    log.forEachOutline { _, record in
      guard let span = record.span, let index = log.index(of: record.subscriber) else { return }
      inference.starts.append(span.start.nanoseconds, at: index)
    }
    return inference
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      [series.blank("near-visits", status, unit: "share", of: "records", note: note)]
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blank(.notInThisLog(reason))
    }
    guard let truth, !truth.visits.isEmpty else { return blank(.needsTruth) }
    var visits: [String: [Int64]] = [:]
    for visit in truth.visits {
      visits[visit.subscriber, default: []].append(visit.time.nanoseconds)
    }
    var shares = ClusteredShares(parts: 1, clusters: inference.subscribers.count)
    let length = Self.seconds * 1_000_000_000
    for (place, name) in inference.subscribers.enumerated() {
      let own = visits[name] ?? []
      var next = 0
      var near = 0
      let starts = own.isEmpty ? [] : inference.starts.starts(at: place)
      for start in starts {
        while next < own.count, own[next] <= start { next += 1 }
        if next > 0, start - own[next - 1] < length { near += 1 }
      }
      shares.observe(cluster: place, count: inference.starts.counts[place])
      shares.count(0, cluster: place, count: near)
    }
    guard let estimate = shares.estimates(bootstrap).first else {
      return blank(.empty, "no record states a time")
    }
    return [series.figure("near-visits", estimate, unit: "share", of: "records")]
  }
}
