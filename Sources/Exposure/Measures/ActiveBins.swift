package import NATModel
package import Retention

/// E6's basis: in how many quarters of an hour the retained log shows the subscriber's line in use.
///
/// A record shows activity in every bin that its interval touches within the coverage, if it states
/// a time and a port or a destination. A port block does: what it shows is that a block was held,
/// and the note says so. An assignment of the inside address, a register and a port calculation
/// without a time show no activity: 0 by construction.
///
/// Parts: `share` (mean over subscribers), `share-median`, `share-p95` of the bins of the
/// coverage; `mean`, active bins per 24 hours (the share of the coverage applied to a day);
/// `recording`, active bins in the recording; `minutes` and `minutes-share`, the same as `recording`
/// and `share` in bins of one minute, for recordings too short for the bin.
package struct ActiveBins: Measure {
  /// Active bins by subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// The time the log covers.
    package var coverage: TimeSpan?
    /// Number of subscribers.
    package var subscribers: Int
    /// Bins of the chosen length.
    package var bins: BinCounts
    /// Bins of one minute.
    package var minutes: BinCounts
    /// Records in the log.
    package var records: Int
    /// True if a record states a time and a port or destination.
    package var showsActivity: Bool
    /// True if every such record is a range of ports.
    package var showsBlocksOnly: Bool
  }

  /// Length of a bin in minutes.
  package var binMinutes: Int
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure; bins stand on multiples of their length since 1970 UTC.
  /// - Precondition: `binMinutes` in 1...1440.
  package init(binMinutes: Int = 15, bootstrap: ClusterBootstrap = .standard) {
    precondition((1...1440).contains(binMinutes), "a bin is one minute to one day long")
    self.binMinutes = binMinutes
    self.bootstrap = bootstrap
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "active-bins", code: "E6", title: "Hours in use", theme: .exposure,
      definition: """
        The share of \(binMinutes)-minute intervals in which the retained log shows that a \
        subscriber's line was in use, from which hours of sleep and of absence can be read.
        """,
      unit: "share", denominator: "\(binMinutes)-minute intervals of every subscriber",
      misleads: """
        Devices connect while nobody is present: activity of a line is not activity of a person. \
        A port block shows that ports were held, which lasts longer than use. A share near 1 hides \
        the rhythm as well as a share near 0.
        """,
      citation: """
        D. Korff, comments on T-CY (2016)5, November 2016 ("intensity of using the internet"); \
        WiSleep (sleep from network connection events).
        """,
      headline: "share", needsTruth: false)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    let subscribers = log.subscribers.count
    var inference = Inference(
      regime: log.regime, availability: log.availability, coverage: log.coverage,
      subscribers: subscribers,
      bins: BinCounts(minutes: binMinutes, coverage: log.coverage, subscribers: subscribers),
      minutes: BinCounts(minutes: 1, coverage: log.coverage, subscribers: subscribers),
      records: log.count, showsActivity: false, showsBlocksOnly: true)
    log.forEachOutline { _, record in
      guard let span = record.span, record.ports > 0 || record.destination != 0 else { return }
      inference.showsActivity = true
      if record.destination != 0 || record.ports == 1 { inference.showsBlocksOnly = false }
      guard let index = log.index(of: record.subscriber) else { return }
      inference.bins.add(span, subscriber: index)
      inference.minutes.add(span, subscriber: index)
    }
    return inference
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    let units = [
      ("share", "share"), ("share-median", "share"), ("share-p95", "share"),
      ("mean", "\(binMinutes)-minute intervals per subscriber-day"),
      ("recording", "\(binMinutes)-minute intervals per subscriber in the recording"),
      ("minutes", "1-minute intervals per subscriber in the recording"),
      ("minutes-share", "share"),
    ]
    func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      units.map { series.blank($0.0, status, unit: $0.1, of: "subscribers", note: note) }
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blank(.notInThisLog(reason))
    }
    if inference.subscribers == 0 { return blank(.empty, "no subscriber is known") }
    guard inference.showsActivity else {
      let reason =
        inference.records == 0
        ? "the log holds no record" : "no record states a time of use"
      return units.map {
        series.zero(
          $0.0, unit: $0.1, denominator: inference.subscribers, of: "subscribers",
          because: reason)
      }
    }
    guard let duration = CoverageDuration(inference.coverage) else {
      return blank(.empty, "the log states no time")
    }
    let shares = ClusteredSample(onePerCluster: inference.bins.shares).estimates(
      [.mean, .quantile(Quantile.median), .quantile(Quantile.p95)], bootstrap)
    let minutes = ClusteredSample(onePerCluster: inference.minutes.shares).estimates(
      [.mean], bootstrap)
    guard shares.count == 3, minutes.count == 1 else { return blank(.empty) }
    let estimates = [
      shares[0], shares[1], shares[2], shares[0].scaled(by: 1440 / Double(binMinutes)),
      shares[0].scaled(by: Double(inference.bins.total)),
      minutes[0].scaled(by: Double(inference.minutes.total)), minutes[0],
    ]
    let blocks = inference.showsBlocksOnly ? "shows that a port block was held, not its use" : ""
    return zip(units, estimates).map { unit, estimate in
      let notes = [blocks, unit.0 == "mean" ? duration.extrapolation : ""]
      return series.figure(
        unit.0, estimate, unit: unit.1, of: "subscribers",
        note: notes.filter { !$0.isEmpty }.joined(separator: "; "))
    }
  }
}
