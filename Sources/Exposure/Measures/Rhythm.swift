package import NATModel
package import Retention

/// E6: whether the times of records alone tell when people sleep and when they are away.
///
/// Parts `onset-error` and `wake-error`: mean absolute error in minutes of the sleep told for each
/// night (``NightEstimate``), over nights on which truth knows that everybody slept; `away-f1`: F1
/// score of days of absence; `hourly-correlation`: Pearson correlation between records per hour and
/// visits per hour, mean over subscribers; `within-hour`: of the subscribers with a night that truth
/// knows, of the half with most records, the share of whom both errors are below an hour on average.
/// No destination is looked at, even where the log has one.
package struct Rhythm: Measure {
  /// What was told of each subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// Provider's names of the subscribers looked at.
    package var subscribers: [String]
    /// What was told of each.
    package var nights: [NightEstimate]
    /// Records of each.
    package var records: [Int] = []
    /// True if no record states a time.
    package var isTimeless: Bool
    /// What a reader must know about the sample.
    package var note: String
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "rhythm", code: "E6", title: "Rhythm of life", theme: .exposure,
      definition: """
        How many minutes somebody errs who tells from the times of records alone when a household \
        went to bed and got up; and how well days away from home are told. Small errors mean that \
        the log shows the rhythm of life.
        """,
      unit: "minutes", denominator: "nights on which everybody slept",
      misleads: """
        An error of one to two hours is what somebody without any log achieves by naming the usual \
        time. Equipment that reports by itself is subtracted in a simple way, so a better estimator \
        may do better. In a simulated world people keep hours as regular as the model says.
        """,
      citation: "WiSleep (sleep within 60 min, wake within 39 min from network events).",
      headline: "onset-error", needsTruth: true,
      literature: """
        Sleep onset within 60 and waking within 39 minutes (WiSleep, recalled): of single phones, \
        while a line carries a household whose last goes to bed and whose first gets up.
        """)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      regime: log.regime, availability: log.availability, subscribers: [], nights: [],
      isTimeless: true, note: "")
    guard log.isAvailable, let coverage = log.coverage else { return inference }
    let counts = StartCounts(log: log, coverage: coverage)
    inference.note = counts.sample.note
    inference.records = counts.records
    inference.isTimeless = counts.records.allSatisfy { $0 == 0 }
    for (place, subscriber) in counts.sample.subscribers.enumerated() {
      inference.subscribers.append(log.identity(of: log.subscribers[subscriber]))
      inference.nights.append(NightEstimate(counts.counts(at: place), counts.grid))
    }
    return inference
  }

  private static let units = [
    ("onset-error", "minutes", "nights"), ("wake-error", "minutes", "nights"),
    ("away-f1", "F1 score", "subscriber-days"),
    ("hourly-correlation", "correlation", "subscribers"),
    ("within-hour", "share", "the more active half of subscribers"),
  ]

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    func blank(_ index: Int, _ status: Figure.Status, _ note: String = "") -> Figure {
      let unit = Self.units[index]
      return series.blank(unit.0, status, unit: unit.1, of: unit.2, note: note)
    }
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Self.units.indices.map { blank($0, status, note) }
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blanks(.notInThisLog(reason))
    }
    if inference.isTimeless { return blanks(.unanswerable("No record states a time.")) }
    guard let truth, !truth.visits.isEmpty || !truth.rests.isEmpty else {
      return blanks(.needsTruth)
    }
    var places: [String: Int] = [:]
    for (place, name) in inference.subscribers.enumerated() { places[name] = place }
    let errors =
      truth.rests.isEmpty
      ? [blank(0, .needsTruth), blank(1, .needsTruth), blank(4, .needsTruth)]
      : errors(inference, truth, places, series) ?? [
        blank(0, .empty, "no night is covered whole"),
        blank(1, .empty, "no night is covered whole"),
        blank(4, .empty, "no night is covered whole"),
      ]
    let away =
      truth.rests.isEmpty
      ? blank(2, .needsTruth)
      : away(inference, truth, places, series) ?? blank(2, .empty, "nobody was away, or seemed so")
    let hourly =
      hourly(inference, truth, places, series) ?? blank(3, .empty, "no day is covered whole")
    return Array(errors.prefix(2)) + [away, hourly] + errors.dropFirst(2)
  }

  private func errors(
    _ inference: Inference, _ truth: Truth, _ places: [String: Int], _ series: FigureSeries
  ) -> [Figure]? {
    var onset = ClusteredSample()
    var wake = ClusteredSample()
    // By subscriber: nights, and the sums of both errors.
    var sums = [(nights: Double, onset: Double, wake: Double)](
      repeating: (0, 0, 0), count: inference.nights.count)
    for rest in truth.rests {
      guard let place = places[rest.subscriber] else { continue }
      // The night whose 16 hours hold the middle of the rest.
      let middle = rest.span.start.advanced(by: rest.span.length / 2)
      let night = inference.nights[place].nights.first { night in
        let evening = Timestamp(nanoseconds: Int64(night.day) * 86_400_000_000_000)
          .advanced(by: 20 * 3_600_000_000_000)
        return evening <= middle && middle < evening.advanced(by: 16 * 3_600_000_000_000)
      }
      guard let night else { continue }
      func minutes(_ left: Timestamp, _ right: Timestamp) -> Double {
        abs(Double(left.since(right))) / 60e9
      }
      let errors = (
        minutes(night.span.start, rest.span.start), minutes(night.span.end, rest.span.end)
      )
      onset.add(errors.0, cluster: place)
      wake.add(errors.1, cluster: place)
      sums[place].nights += 1
      sums[place].onset += errors.0
      sums[place].wake += errors.1
    }
    guard let first = onset.estimates([.mean], bootstrap).first,
      let second = wake.estimates([.mean], bootstrap).first
    else { return nil }
    return [
      series.figure("onset-error", first, unit: "minutes", of: "nights", note: inference.note),
      series.figure("wake-error", second, unit: "minutes", of: "nights", note: inference.note),
      withinHour(sums, inference, series),
    ]
  }

  /// Of the half of the subscribers with most records, those whose hours are told to an hour.
  private func withinHour(
    _ sums: [(nights: Double, onset: Double, wake: Double)], _ inference: Inference,
    _ series: FigureSeries
  ) -> Figure {
    let known = sums.indices.filter { sums[$0].nights > 0 }
      .sorted { (-inference.records[$0], $0) < (-inference.records[$1], $1) }
    let active = known.prefix((known.count + 1) / 2)
    var shares = ClusteredShares(parts: 1, clusters: sums.count)
    for place in active {
      shares.observe(cluster: place)
      let hour = 60 * sums[place].nights
      if sums[place].onset < hour, sums[place].wake < hour { shares.count(0, cluster: place) }
    }
    let unit = Self.units[4]
    return shares.estimates(bootstrap).first.map {
      series.figure(unit.0, $0, unit: unit.1, of: unit.2, note: inference.note)
    } ?? series.blank(unit.0, .empty, unit: unit.1, of: unit.2, note: "no night is known")
  }

  private func away(
    _ inference: Inference, _ truth: Truth, _ places: [String: Int], _ series: FigureSeries
  ) -> Figure? {
    struct Day: Hashable {
      var place: Int
      var day: Int
    }
    var real: Set<Day> = []
    for absence in truth.absences {
      guard let place = places[absence.subscriber],
        inference.nights[place].days.contains(absence.day)
      else { continue }
      real.insert(Day(place: place, day: absence.day))
    }
    // F1 = 2 × both / (told + real): a share, so that it has an interval by subscriber.
    var shares = ClusteredShares(parts: 1, clusters: inference.nights.count)
    for (place, night) in inference.nights.enumerated() {
      let mine = real.filter { $0.place == place }
      let both = night.absences.count { mine.contains(Day(place: place, day: $0)) }
      shares.observe(cluster: place, count: night.absences.count + mine.count)
      shares.count(0, cluster: place, count: 2 * both)
    }
    return shares.estimates(bootstrap).first.map {
      var estimate = $0
      estimate.numerator = nil
      return series.figure(
        "away-f1", estimate, unit: "F1 score", of: "days told or real", note: inference.note)
    }
  }

  private func hourly(
    _ inference: Inference, _ truth: Truth, _ places: [String: Int], _ series: FigureSeries
  ) -> Figure? {
    var visits: [[Double]] = inference.nights.map {
      [Double](repeating: 0, count: $0.hourly.count)
    }
    for visit in truth.visits {
      guard let place = places[visit.subscriber] else { continue }
      let hour = Int(visit.time.nanoseconds / 3_600_000_000_000)
      guard let day = inference.nights[place].days.firstIndex(of: hour / 24) else { continue }
      visits[place][day * 24 + hour % 24] += 1
    }
    var values: [Double] = []
    for (place, night) in inference.nights.enumerated() {
      if let value = Correlation.pearson(night.hourly, visits[place]) { values.append(value) }
    }
    return ClusteredSample(onePerCluster: values).estimates([.mean], bootstrap).first.map {
      series.figure(
        "hourly-correlation", $0, unit: "correlation", of: "subscribers", note: inference.note)
    }
  }
}
