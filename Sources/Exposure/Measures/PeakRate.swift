package import NATModel
package import Retention

/// V3: how many records a second the provider's collector must take.
///
/// Records are counted by their start. Parts `peak`: the busiest minute, as records per second and
/// 100,000 subscribers; `mean`: the same over the whole coverage; `peak-over-mean`: their ratio.
package struct PeakRate: Measure {
  /// Counts of the log.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// Records that state a time.
    package var records: Int
    /// Records of the busiest minute.
    package var busiest: Int
    /// Seconds covered, 0 if the log states no time.
    package var seconds: Double
    /// Subscribers the log knows.
    package var subscribers: Int
  }

  /// The measure.
  package init() {}

  package var about: MeasureDescription {
    MeasureDescription(
      id: "peak-rate", code: "V3", title: "Busiest minute", theme: .volume,
      definition: """
        How many records a second a collector must take in the busiest minute, for 100,000 \
        subscribers.
        """,
      unit: "records per second and 100,000 subscribers", denominator: "minutes of the log",
      misleads: """
        Few subscribers are burstier than many: carried to 100,000 the peak of a small population \
        is too high. A recording of minutes says nothing about the busiest hour of a day.
        """,
      citation: "RFC 7422 (rates of logging); RFC 6888 REQ-14.",
      headline: "peak", needsTruth: false)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var counts: [Int64: Int] = [:]
    var records = 0
    // Records stand in order of time, so those of one minute come together.
    var minute = Int64.min
    var inMinute = 0
    log.forEachOutline { _, record in
      guard let start = record.span?.start.nanoseconds else { return }
      records += 1
      if start / 60_000_000_000 != minute {
        if inMinute > 0 { counts[minute, default: 0] += inMinute }
        minute = start / 60_000_000_000
        inMinute = 0
      }
      inMinute += 1
    }
    if inMinute > 0 { counts[minute, default: 0] += inMinute }
    return Inference(
      regime: log.regime, availability: log.availability, records: records,
      busiest: counts.values.max() ?? 0,
      seconds: (CoverageDuration(log.coverage)?.hours ?? 0) * 3600,
      subscribers: log.subscribers.count)
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    let units = [("peak", about.unit), ("mean", about.unit), ("peak-over-mean", "ratio")]
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      units.map { series.blank($0.0, status, unit: $0.1, of: "minutes", note: note) }
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blanks(.notInThisLog(reason))
    }
    guard inference.records > 0, inference.seconds > 0, inference.subscribers > 0 else {
      return blanks(.empty, "no record states a time")
    }
    let factor = 100_000 / Double(inference.subscribers)
    let peak = Double(inference.busiest) / min(60, inference.seconds) * factor
    let mean = Double(inference.records) / inference.seconds * factor
    return zip(units, [peak, mean, peak / mean]).map { unit, value in
      Figure(
        measure: about.id, part: unit.0, regime: inference.regime, status: .computed,
        value: value, unit: unit.1, denominator: max(1, Int(inference.seconds / 60)),
        denominatorOf: "minutes", intervalMethod: "none: a count of the log itself")
    }
  }
}
