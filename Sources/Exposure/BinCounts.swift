package import NATModel

/// Counts, for each subscriber, the bins of a coverage that intervals touch.
///
/// Intervals must come in order of start. Then one number per subscriber, the last bin counted, is
/// all the state there is, however long the coverage.
package struct BinCounts: Sendable {
  private let length: Int64
  private let coverage: TimeSpan?
  /// The last bin already counted, by subscriber.
  private var last: [Int64]
  /// Active bins, by subscriber.
  package private(set) var active: [Int]
  /// Bins that the coverage touches, at least 1.
  package let total: Int

  /// No bin counted yet.
  /// - Precondition: `minutes > 0`.
  package init(minutes: Int, coverage: TimeSpan?, subscribers: Int) {
    length = Int64(minutes) * 60_000_000_000
    self.coverage = coverage
    last = [Int64](repeating: .min, count: subscribers)
    active = [Int](repeating: 0, count: subscribers)
    if let coverage {
      let bins = BinCounts.bins(of: coverage, length)
      total = Int(bins.upperBound - bins.lowerBound) + 1
    } else {
      total = 1
    }
  }

  /// Counts the bins of an interval, cut to the coverage; an empty interval touches the bin of its
  /// start.
  /// - Precondition: its start is not before that of the interval added last.
  package mutating func add(_ span: TimeSpan, subscriber: Int) {
    guard let coverage, span.overlaps(coverage) else { return }
    let inside = TimeSpan(
      start: max(span.start, coverage.start), end: min(span.end, coverage.end))
    let bins = BinCounts.bins(of: inside, length)
    let first = max(bins.lowerBound, last[subscriber] == .min ? .min : last[subscriber] + 1)
    guard first <= bins.upperBound else { return }
    active[subscriber] += Int(bins.upperBound - first) + 1
    last[subscriber] = bins.upperBound
  }

  /// Share of the coverage's bins that are active, by subscriber.
  package var shares: [Double] { active.map { Double($0) / Double(total) } }

  /// Numbers of the bins from the first to the last instant of an interval.
  private static func bins(of span: TimeSpan, _ length: Int64) -> ClosedRange<Int64> {
    let first = number(span.start, length)
    let lastInstant = span.end > span.start ? span.end.advanced(by: -1) : span.start
    return first...max(first, number(lastInstant, length))
  }

  /// Number of the bin of an instant, counted from 1970 UTC; rounds down for earlier years too.
  private static func number(_ instant: Timestamp, _ length: Int64) -> Int64 {
    let quotient = instant.nanoseconds / length
    return instant.nanoseconds % length < 0 ? quotient - 1 : quotient
  }
}
