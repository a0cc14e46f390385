package import NATModel
package import Retention

/// V1: how many records are kept about one subscriber in one day.
///
/// Parts `mean`, `median`, `p95` per 24 hours of coverage, with a note where a shorter recording
/// was extrapolated; `recording-mean`, `recording-median`, `recording-p95` per subscriber over the
/// recording as it is; `without-subscriber`, the number of records that name no subscriber, which
/// the other parts leave out. Subscribers without a record count as 0.
package struct RecordsPerDay: Measure {
  /// Records by subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// By subscriber, in order.
    package var counts: [Int]
    /// Records that name none of the subscribers.
    package var withoutSubscriber: Int
    /// The time the log covers.
    package var coverage: TimeSpan?
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "records-per-day", code: "V1", title: "Records per subscriber-day", theme: .volume,
      definition: """
        The number of records that the provider would keep about one subscriber in 24 hours, \
        averaged over all subscribers, those without a record included.
        """,
      unit: "records per subscriber-day", denominator: "subscribers",
      misleads: """
        Rates in the literature span more than two orders of magnitude: it is the ratio between \
        regimes in one population that carries over, not the number. A short recording \
        extrapolated to a day takes its hour for every hour, and a port block held all day is \
        counted once in every recording however short.
        """,
      citation: "RFC 6888 REQ-14 (minimise log volume); RFC 7422 (per-connection logging).",
      headline: "mean", needsTruth: false,
      literature: """
        33,000 connections per household and day (RFC 7422, operators before 2014), 11,200 flows per \
        person (AGH 2015), 360 per citizen (Denmark, one packet in 500), 200 per customer (an operator \
        in New Zealand, 2014): the rate depends on what is counted and whom one asks.
        """)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      regime: log.regime, availability: log.availability,
      counts: [Int](repeating: 0, count: log.subscribers.count), withoutSubscriber: 0,
      coverage: log.coverage)
    log.forEachOutline { _, record in
      if let index = log.index(of: record.subscriber) {
        inference.counts[index] += 1
      } else {
        inference.withoutSubscriber += 1
      }
    }
    return inference
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    let names = ["mean", "median", "p95"]
    let perDay = "records per subscriber-day"
    let perRecording = "records per subscriber in the recording"
    func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      names.map { series.blank($0, status, unit: perDay, of: "subscribers", note: note) }
        + names.map {
          series.blank(
            "recording-" + $0, status, unit: perRecording, of: "subscribers", note: note)
        } + [series.blank("without-subscriber", status, unit: "records", of: "records", note: note)]
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blank(.notInThisLog(reason))
    }
    let sample = ClusteredSample(onePerCluster: inference.counts.map(Double.init))
    let estimates = sample.estimates(
      [.mean, .quantile(Quantile.median), .quantile(Quantile.p95)], bootstrap)
    if estimates.isEmpty { return blank(.empty, "no subscriber is known") }
    let duration = CoverageDuration(inference.coverage)
    let daily = zip(names, estimates).map { name, estimate in
      guard let duration else {
        return series.blank(
          name, .empty, unit: perDay, of: "subscribers", note: "the log states no time")
      }
      return series.figure(
        name, estimate.scaled(by: 1 / duration.days), unit: perDay, of: "subscribers",
        note: duration.extrapolation)
    }
    let recorded = zip(names, estimates).map {
      series.figure("recording-" + $0, $1, unit: perRecording, of: "subscribers")
    }
    let total = inference.counts.reduce(0, +) + inference.withoutSubscriber
    let stray = Figure(
      measure: about.id, part: "without-subscriber", regime: inference.regime, status: .computed,
      value: Double(inference.withoutSubscriber), unit: "records",
      numerator: inference.withoutSubscriber, denominator: total, denominatorOf: "records",
      intervalMethod: "none: a count of the log itself")
    return daily + recorded + [stray]
  }
}
