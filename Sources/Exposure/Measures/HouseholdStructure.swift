package import NATModel
package import Retention

/// E8: whether the log tells how many devices are behind a line.
///
/// Devices hold connections open for hours to be reached; the number told is the third quartile, over
/// the hours of the log, of how many records of at least 30 minutes stand open at once. Parts
/// `devices-error`: mean absolute error; `devices-bias`: mean of told less real;
/// `devices-correlation`: Pearson correlation over subscribers.
package struct HouseholdStructure: Measure {
  /// Devices told of each subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// Provider's names of the subscribers looked at.
    package var subscribers: [String]
    /// Devices told, by subscriber.
    package var devices: [Int]
    /// True if records are blocks or have no time, so that nothing of the kind is told.
    package var isSilent: Bool
    /// What a reader must know about the sample.
    package var note: String
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "household-structure", code: "E8", title: "Devices behind a line", theme: .exposure,
      definition: """
        How far the number of devices behind a line, told from how many long connections stand open \
        at once, is from the real one.
        """,
      unit: "devices", denominator: "subscribers",
      misleads: """
        The rule is simple and was not tuned; a large error says that this rule fails, not that the \
        log is silent. One device may hold several long connections, another none.
        """,
      citation: "Maier et al. 2011 (several hosts on 52 % of lines).",
      headline: "devices-error", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      regime: log.regime, availability: log.availability, subscribers: [], devices: [],
      isSilent: true, note: "")
    guard log.isAvailable, let coverage = log.coverage,
      log.count > 0, (log[0].ports?.count ?? 0) == 1
    else { return inference }
    inference.isSilent = false
    let open = OpenRecords(log, coverage)
    inference.note = open.sample.note
    for (place, subscriber) in open.sample.subscribers.enumerated() {
      inference.subscribers.append(log.identity(of: log.subscribers[subscriber]))
      inference.devices.append(open.thirdQuartile(at: place))
    }
    return inference
  }

  private static let parts = [
    ("devices-error", "devices"), ("devices-bias", "devices"),
    ("devices-correlation", "correlation"),
  ]

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Self.parts.map { series.blank($0.0, status, unit: $0.1, of: "subscribers", note: note) }
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blanks(.notInThisLog(reason))
    }
    if inference.isSilent {
      return blanks(.unanswerable("The regime keeps no record of single connections."))
    }
    guard let truth, !truth.households.isEmpty else { return blanks(.needsTruth) }
    var told: [Double] = []
    var real: [Double] = []
    for (name, devices) in zip(inference.subscribers, inference.devices) {
      guard let household = truth.households[name] else { continue }
      told.append(Double(devices))
      real.append(Double(household.devices))
    }
    let errors = zip(told, real).map { abs($0 - $1) }
    let biases = zip(told, real).map { $0 - $1 }
    guard let error = ClusteredSample(onePerCluster: errors).estimates([.mean], bootstrap).first,
      let bias = ClusteredSample(onePerCluster: biases).estimates([.mean], bootstrap).first
    else { return blanks(.empty, "truth knows none of these subscribers") }
    var figures = [
      series.figure(
        "devices-error", error, unit: "devices", of: "subscribers", note: inference.note),
      series.figure(
        "devices-bias", bias, unit: "devices", of: "subscribers", note: inference.note),
    ]
    if let correlation = Correlation.pearson(told, real) {
      figures.append(
        Figure(
          measure: about.id, part: "devices-correlation", regime: inference.regime,
          status: .computed, value: correlation, unit: "correlation", denominator: told.count,
          denominatorOf: "subscribers", intervalMethod: "none: not computed",
          subscribers: told.count, note: inference.note))
    } else {
      figures.append(
        series.blank(
          "devices-correlation", .empty, unit: "correlation", of: "subscribers",
          note: "the same number for everybody"))
    }
    return figures
  }
}

/// How many long records of each subscriber stand open at each hour of a coverage.
private struct OpenRecords {
  let sample: SubscriberSample
  private let hours: Int
  /// For each subscriber the change at each hour, and one more where what is left open ends.
  private var changes: [Int32]

  private static let longLived: Int64 = 1_800_000_000_000
  private static let hour: Int64 = 3_600_000_000_000
  private static let mostHours: Int64 = 24 * 400

  init(_ log: RetainedLog, _ coverage: TimeSpan) {
    let first = coverage.start.nanoseconds
    let hours = Int(min(coverage.length / Self.hour, Self.mostHours))
    let sample = SubscriberSample(
      of: log.subscribers.count, most: StartCounts.mostCells / (hours + 1))
    var changes = [Int32](repeating: 0, count: sample.count * (hours + 1))
    log.forEachOutline { _, record in
      guard let span = record.span, span.length >= Self.longLived,
        let index = log.index(of: record.subscriber), let place = sample.place(of: index)
      else { return }
      // Open at the hours h with start <= first + h × hour < end.
      let from = max(0, (span.start.nanoseconds - first + Self.hour - 1) / Self.hour)
      let to = (span.end.nanoseconds - first + Self.hour - 1) / Self.hour
      guard from < hours, to > from else { return }
      changes[place * (hours + 1) + Int(from)] += 1
      changes[place * (hours + 1) + Int(min(to, Int64(hours)))] -= 1
    }
    self.sample = sample
    self.hours = hours
    self.changes = changes
  }

  /// Of the subscriber at a place, over the hours.
  func thirdQuartile(at place: Int) -> Int {
    guard hours > 0 else { return 0 }
    var open = 0
    let counts = changes[place * (hours + 1)..<place * (hours + 1) + hours].map { change in
      open += Int(change)
      return open
    }
    return counts.sorted()[Quantile.rank(0.75, of: hours) - 1]
  }
}
