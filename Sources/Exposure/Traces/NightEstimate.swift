package import NATModel

/// When a subscriber slept and was away, told from the times of records alone.
///
/// Records are counted by their start in bins of five minutes. Equipment that reports by itself goes
/// on at night: a bin counts as active only if it holds more records than the median bin between
/// midnight and five. Sleep is the longest run without an active bin between 20:00 and 12:00; a day
/// is one of absence if it has under a tenth of the active bins of the subscriber's median day. Times
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

  private static let bin: Int64 = 300_000_000_000
  private static let binsPerDay = 288
  private static let evening = 240  // 20:00
  private static let nightBins = 192  // to 12:00

  /// What the points of one subscriber tell.
  ///
  /// - Parameters:
  ///   - points: in order of start.
  ///   - coverage: the time that the log covers.
  ///   - offset: seconds to add to UTC for local time.
  /// - Complexity: O(points + bins of the coverage).
  package init(
    _ points: ArraySlice<SubscriberTraces.Point>, coverage: TimeSpan, offset: Int64 = 0
  ) {
    let shift = offset * 1_000_000_000
    let length = Int64(NightEstimate.binsPerDay) * NightEstimate.bin
    let first = NightEstimate.number(coverage.start.nanoseconds + shift, length)
    let last = NightEstimate.number(coverage.end.nanoseconds + shift, length)
    guard last >= first, last - first < 4000 else { return }
    var counts = [UInt32](repeating: 0, count: Int(last - first + 1) * NightEstimate.binsPerDay)
    for point in points {
      let bin = Int(NightEstimate.number(point.start + shift, NightEstimate.bin))
      let place = bin - Int(first) * NightEstimate.binsPerDay
      if counts.indices.contains(place) { counts[place] += 1 }
    }
    let covered =
      Int(
        (coverage.start.nanoseconds + shift) / NightEstimate.bin)..<max(
        Int((coverage.start.nanoseconds + shift) / NightEstimate.bin),
        Int((coverage.end.nanoseconds + shift) / NightEstimate.bin))
    let origin = Int(first) * NightEstimate.binsPerDay
    func isCovered(_ range: Range<Int>) -> Bool {
      covered.lowerBound <= range.lowerBound + origin + 1
        && range.upperBound + origin <= covered.upperBound + 1
    }
    let background = NightEstimate.background(counts)
    let active = counts.map { $0 > background }
    tellNights(active, first: Int(first), shift: shift, isCovered)
    tellDays(counts, active, first: Int(first), isCovered)
  }

  /// The median count of the bins from midnight to five.
  private static func background(_ counts: [UInt32]) -> UInt32 {
    let night = counts.indices.filter { $0 % binsPerDay < 60 }.map { counts[$0] }.sorted()
    return night.isEmpty ? 0 : night[(night.count - 1) / 2]
  }

  private mutating func tellNights(
    _ active: [Bool], first: Int, shift: Int64, _ isCovered: (Range<Int>) -> Bool
  ) {
    var evening = NightEstimate.evening
    while evening + NightEstimate.nightBins <= active.count {
      defer { evening += NightEstimate.binsPerDay }
      let night = evening..<evening + NightEstimate.nightBins
      guard isCovered(night) else { continue }
      var best = night.lowerBound..<night.lowerBound
      var start = night.lowerBound
      for bin in night where active[bin] || bin == night.upperBound - 1 {
        let end = active[bin] ? bin : bin + 1
        if end - start > best.count { best = start..<end }
        start = bin + 1
      }
      let zero = Int64(first * NightEstimate.binsPerDay)
      nights.append(
        Night(
          day: first + evening / NightEstimate.binsPerDay,
          span: TimeSpan(
            start: Timestamp(
              nanoseconds: (zero + Int64(best.lowerBound)) * NightEstimate.bin - shift),
            end: Timestamp(
              nanoseconds: (zero + Int64(best.upperBound)) * NightEstimate.bin - shift))))
    }
  }

  private mutating func tellDays(
    _ counts: [UInt32], _ active: [Bool], first: Int, _ isCovered: (Range<Int>) -> Bool
  ) {
    var busy: [Int] = []
    for day in 0..<counts.count / NightEstimate.binsPerDay {
      let bins = day * NightEstimate.binsPerDay..<(day + 1) * NightEstimate.binsPerDay
      guard isCovered(bins) else { continue }
      days.append(first + day)
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

  private static func number(_ instant: Int64, _ length: Int64) -> Int64 {
    instant / length - (instant % length < 0 ? 1 : 0)
  }
}
