#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
package import NATModel

/// When a subscriber slept and was away, told from the times of records alone.
///
/// Records are counted by their start in bins of five minutes, and enter as log(1 + count), so that
/// one burst does not outweigh an hour. Equipment that reports by itself goes on at night: sleep is
/// not silence but a lower level. Each night, 20:00 to 12:00, is cut into evening, sleep and morning
/// where three levels explain it best (by the Poisson log-likelihood); the levels are the
/// subscriber's own, first with sleep from one to five, then as the cuts found say, for three rounds.
/// A day is one of absence if it has under a tenth of the active bins of the subscriber's median day,
/// where a bin is active if it holds more records than the median bin from midnight to five. Times
/// are UTC moved by an offset.
package struct NightEstimate: Sendable {
  /// The sleep told of one night.
  package struct Night: Hashable, Sendable {
    /// Days since 1970 of the evening, local.
    package var day: Int
    /// From the end of the last active bin before to the start of the first after.
    package var span: TimeSpan
  }

  /// Nights told, in order; only those whose 16 hours lie within the coverage.
  package private(set) var nights: [Night] = []
  /// Whole days within the coverage, ascending.
  package private(set) var days: [Int] = []
  /// Those of ``days`` that look like absence.
  package private(set) var absences: [Int] = []
  /// Records that began in each hour of each of ``days``, 24 a day.
  package private(set) var hourly: [Double] = []

  private static let binsPerDay = StartCounts.Grid.binsPerDay
  private static let evening = 240  // 20:00
  private static let nightBins = 192  // to 12:00

  /// What the starts of one subscriber's records tell.
  ///
  /// - Parameters:
  ///   - counts: records that began in each bin.
  ///   - grid: when the bins are; `nil` tells nothing.
  /// - Complexity: O(bins).
  package init(_ counts: [UInt32], _ grid: StartCounts.Grid?) {
    guard let grid else { return }
    let background = NightEstimate.background(counts)
    let active = counts.map { $0 > background }
    tellNights(counts, grid)
    tellDays(counts, active, grid)
  }

  /// The median count of the bins from midnight to five.
  private static func background(_ counts: [UInt32]) -> UInt32 {
    let night = counts.indices.filter { $0 % binsPerDay < 60 }.map { counts[$0] }.sorted()
    return night.isEmpty ? 0 : night[(night.count - 1) / 2]
  }

  /// Levels of activity: while a household sleeps, and while somebody is up before and after.
  private struct Levels {
    private var evening: Double
    private var asleep: Double
    private var morning: Double

    /// The mean levels of nights that are cut at these intervals of sleep.
    ///
    /// Sleep is the lowest of the three.
    init(_ levels: [Double], nights: [Range<Int>], asleep spans: [Range<Int>]) {
      func mean(_ part: (Range<Int>, Range<Int>) -> Range<Int>) -> Double {
        // Half a record more, so that silence has a logarithm.
        var (sum, bins) = (0.5, 1.0)
        for (night, span) in zip(nights, spans) {
          let part = part(night, span)
          sum += levels[part].reduce(0, +)
          bins += Double(part.count)
        }
        return sum / bins
      }
      asleep = mean { $1 }
      evening = max(mean { $0.lowerBound..<$1.lowerBound }, 1.05 * asleep)
      morning = max(mean { $1.upperBound..<$0.upperBound }, 1.05 * asleep)
    }

    /// The interval of sleep for which the levels explain a night best; at least one bin.
    ///
    /// O(bins): for each end the best beginning is the best so far.
    func sleep(in night: Range<Int>, _ levels: [Double]) -> Range<Int> {
      func likelihood(_ level: Double, _ mean: Double) -> Double { level * log(mean) - mean }
      // Likelihoods less those of a night that is all sleep, or all morning.
      var evenings = 0.0
      var sleeps = 0.0
      var beginning = (gain: 0.0, bin: night.lowerBound)
      var best = (gain: -Double.infinity, range: night.lowerBound..<night.lowerBound)
      for bin in night {
        if evenings > beginning.gain { beginning = (evenings, bin) }
        let asleep = likelihood(levels[bin], self.asleep)
        evenings += likelihood(levels[bin], evening) - asleep
        sleeps += asleep - likelihood(levels[bin], morning)
        let gain = beginning.gain + sleeps
        if gain > best.gain { best = (gain, beginning.bin..<bin + 1) }
      }
      return best.range
    }
  }

  private mutating func tellNights(_ counts: [UInt32], _ grid: StartCounts.Grid) {
    let evenings = stride(
      from: NightEstimate.evening, through: counts.count - NightEstimate.nightBins,
      by: NightEstimate.binsPerDay)
    let ranges = evenings.map { $0..<$0 + NightEstimate.nightBins }.filter(grid.isCovered)
    // From one to five in the morning.
    var spans = ranges.map { $0.lowerBound + 60..<$0.lowerBound + 108 }
    let levels = counts.map { log1p(Double($0)) }
    for _ in 0..<3 {
      let found = Levels(levels, nights: ranges, asleep: spans)
      spans = ranges.map { found.sleep(in: $0, levels) }
    }
    let zero = Int64(grid.first * NightEstimate.binsPerDay)
    func instant(_ bin: Int) -> Timestamp {
      Timestamp(nanoseconds: (zero + Int64(bin)) * StartCounts.Grid.bin - grid.shift)
    }
    for (night, span) in zip(ranges, spans) {
      nights.append(
        Night(
          day: grid.first + night.lowerBound / NightEstimate.binsPerDay,
          span: TimeSpan(start: instant(span.lowerBound), end: instant(span.upperBound))))
    }
  }

  private mutating func tellDays(
    _ counts: [UInt32], _ active: [Bool], _ grid: StartCounts.Grid
  ) {
    var busy: [Int] = []
    for day in 0..<counts.count / NightEstimate.binsPerDay {
      let bins = day * NightEstimate.binsPerDay..<(day + 1) * NightEstimate.binsPerDay
      guard grid.isCovered(bins) else { continue }
      days.append(grid.first + day)
      busy.append(bins.count { active[$0] })
      for hour in 0..<24 {
        let start = bins.lowerBound + hour * 12
        hourly.append(Double(counts[start..<start + 12].reduce(0, +)))
      }
    }
    guard !busy.isEmpty else { return }
    let median = busy.sorted()[(busy.count - 1) / 2]
    absences = zip(days, busy).filter { Double($0.1) < 0.1 * Double(median) }.map(\.0)
  }
}
