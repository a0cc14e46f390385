package import NATModel
package import Retention

/// How many records of each subscriber began in each five minutes of the days that a log covers.
///
/// What is told from times alone needs no more of a record. Beyond ``mostCells`` a sample of
/// subscribers is taken.
package struct StartCounts: Sendable {
  /// The bins of a coverage: whole local days.
  package struct Grid: Sendable {
    /// First local day, days since 1970.
    package let first: Int
    /// Number of bins.
    package let bins: Int
    /// Nanoseconds to add to UTC for local time.
    package let shift: Int64
    /// Numbers of the bins since 1970 that the coverage touches whole, its last one left out.
    private let covered: Range<Int>

    /// Length of a bin in nanoseconds.
    package static let bin: Int64 = 300_000_000_000
    /// Bins of a day.
    package static let binsPerDay = 288
    private static let mostDays = 4000

    /// The bins of a coverage; `nil` if it is of more than some 4,000 days.
    init?(_ coverage: TimeSpan, offset: Int64) {
      shift = offset * 1_000_000_000
      let start = coverage.start.nanoseconds + shift
      let end = coverage.end.nanoseconds + shift
      let day = Int64(Grid.binsPerDay) * Grid.bin
      let first = Grid.number(start, day)
      let last = Grid.number(end, day)
      guard last >= first, last - first < Grid.mostDays else { return nil }
      self.first = Int(first)
      bins = Int(last - first + 1) * Grid.binsPerDay
      covered = Int(start / Grid.bin)..<max(Int(start / Grid.bin), Int(end / Grid.bin))
    }

    /// The bin of an instant, nanoseconds since 1970 UTC; `nil` outside the days.
    func bin(of instant: Int64) -> Int? {
      let bin = Int(Grid.number(instant + shift, Grid.bin)) - first * Grid.binsPerDay
      return bin >= 0 && bin < bins ? bin : nil
    }

    /// True if all these bins lie within the coverage.
    func isCovered(_ range: Range<Int>) -> Bool {
      let origin = first * Grid.binsPerDay
      return covered.lowerBound <= range.lowerBound + origin + 1
        && range.upperBound + origin <= covered.upperBound + 1
    }

    private static func number(_ instant: Int64, _ length: Int64) -> Int64 {
      instant / length - (instant % length < 0 ? 1 : 0)
    }
  }

  /// The bins, or `nil` if the coverage is too long.
  package let grid: Grid?
  /// Who is looked at.
  package let sample: SubscriberSample
  /// Records with a time of each subscriber looked at.
  package private(set) var records: [Int]
  /// Bins of the first subscriber, then those of the next.
  private var cells: [UInt32]

  /// Counts kept at most, 4 octets each.
  package static let mostCells = 1 << 27

  /// The counts of a log; O(records).
  ///
  /// - Parameters:
  ///   - log: the retained log.
  ///   - coverage: the time that the log covers.
  ///   - offset: seconds to add to UTC for local time.
  package init(log: RetainedLog, coverage: TimeSpan, offset: Int64 = 0) {
    let grid = Grid(coverage, offset: offset)
    let bins = grid?.bins ?? 0
    let sample = SubscriberSample(
      of: log.subscribers.count, most: bins == 0 ? .max : StartCounts.mostCells / bins)
    var records = [Int](repeating: 0, count: sample.count)
    var cells = [UInt32](repeating: 0, count: sample.count * bins)
    log.forEachOutline { _, record in
      guard let span = record.span, let index = log.index(of: record.subscriber),
        let place = sample.place(of: index)
      else { return }
      records[place] += 1
      if let bin = grid?.bin(of: span.start.nanoseconds) { cells[place * bins + bin] += 1 }
    }
    self.grid = grid
    self.sample = sample
    self.records = records
    self.cells = cells
  }

  /// The counts of the subscriber at a place in the sample, bin by bin.
  package func counts(at place: Int) -> [UInt32] {
    let bins = grid?.bins ?? 0
    return Array(cells[place * bins..<(place + 1) * bins])
  }
}
