import NATModel
package import Retention

extension SubscriberDay {
  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// The day of the subscriber who stands in the middle of the richest log that states times, with what
  /// each log holds of it; `nil` if no record states a time.
  package static func ofMedianSubscriber(in logs: [(Regime, RetainedLog)]) -> SubscriberDay? {
    let median = MedianDay(count: logs.count)
    for place in Regime.richestFirst(logs.map(\.0)) {
      median.look(at: place, logs[place].1, logs[place].0)
    }
    return median.day
  }

  /// The day of the subscriber who stands in the middle of a log, without strips; `nil` if no record
  /// states a time.
  ///
  /// Subscribers with such records are put in order of their number, then id; the middle one (the
  /// lower of two) is shown, so nobody picks the example by hand. Shown is the whole coverage if it is
  /// at most a day long, else the UTC day with most of that subscriber's records (the earliest of
  /// several).
  static func ofMedianSubscriber(in log: RetainedLog, under regime: Regime) -> SubscriberDay? {
    guard log.isAvailable, let subscriber = medianSubscriber(in: log) else { return nil }
    let (span, choice) = busiestDay(of: subscriber, in: log)
    return SubscriberDay(
      subscriber: subscriber,
      rule: "the subscriber with the median number of records under \(regime.id); \(choice)",
      span: span, strips: [])
  }

  /// What one log holds about the subscriber on the day.
  func strip(_ regime: Regime, _ log: RetainedLog) -> Strip {
    Strip(
      regime: regime.id, availability: log.availability,
      marks: SubscriberDay.marks(of: subscriber, in: log, during: span))
  }

  private static func medianSubscriber(in log: RetainedLog) -> SubscriberID? {
    var counts = [Int](repeating: 0, count: log.subscribers.count)
    log.forEachOutline { _, record in
      guard isDated(record), let index = log.index(of: record.subscriber) else { return }
      counts[index] += 1
    }
    let present = counts.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$0], $0) < (counts[$1], $1) }
    let rank = Quantile.rank(Quantile.median, of: present.count)
    return rank == 0 ? nil : log.subscribers[present[rank - 1]]
  }

  /// A span for ever (a static assignment) is no date.
  private static func isDated(_ record: RecordOutline) -> Bool {
    record.span.map { $0.start != .distantPast } ?? false
  }

  private static func busiestDay(
    of subscriber: SubscriberID, in log: RetainedLog
  ) -> (TimeSpan, String) {
    if let coverage = log.coverage, coverage.length > 0, coverage.length <= nanosecondsPerDay {
      return (coverage, "all hours that the log covers")
    }
    var days: [Timestamp: Int] = [:]
    log.forEachOutline { _, record in
      guard record.subscriber == subscriber, isDated(record), let span = record.span else {
        return
      }
      days[span.start.floored(to: nanosecondsPerDay), default: 0] += 1
    }
    let best = days.max { left, right in
      left.value == right.value ? left.key > right.key : left.value < right.value
    }
    let start = best?.key ?? Timestamp(nanoseconds: 0)
    return (
      TimeSpan(start: start, end: start.advanced(by: nanosecondsPerDay)),
      "the UTC day with most of these records"
    )
  }

  /// What a log says about the subscriber and the hours shown; spans are cut to these hours.
  ///
  /// Records without a time come first, the others in order of time.
  private static func marks(
    of subscriber: SubscriberID, in log: RetainedLog, during shown: TimeSpan
  ) -> [Mark] {
    var marks: [Mark] = []
    log.forEachOutline { position, outline in
      guard outline.subscriber == subscriber else { return }
      if let span = outline.span, !span.overlaps(shown) { return }
      let record = log[position]
      let host = record.host.map { log.text($0) } ?? ""
      guard let span = record.span else {
        marks.append(Mark(span: nil, record: record, host: host))
        return
      }
      let cut = TimeSpan(start: max(span.start, shown.start), end: min(span.end, shown.end))
      marks.append(Mark(span: cut, record: record, host: host))
    }
    // Positions break ties, so that equal spans keep the order of the log.
    let order = marks.indices.sorted { left, right in
      let first = marks[left].span
      let second = marks[right].span
      guard let first, let second else {
        return first == nil && second == nil ? left < right : first == nil
      }
      if first.start != second.start { return first.start < second.start }
      return first.end == second.end ? left < right : first.end < second.end
    }
    return order.map { marks[$0] }
  }
}
