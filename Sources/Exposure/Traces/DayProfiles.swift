/// What each subscriber did on each UTC day, as counted features: all that is left to join days by
/// when names are gone.
///
/// A feature is an item of the traces or, where the log names none, a quarter-hour of the day.
package struct DayProfiles: Sendable {
  /// Counts of one subscriber on one day, by ascending feature.
  package struct Profile: Sendable {
    /// Place of the subscriber in the traces.
    package var place: Int
    /// Features and how often each was recorded.
    package var counts: [(feature: UInt32, count: UInt32)]
  }

  /// Profiles of each day with a record, in order of place, by ascending day.
  package private(set) var days: [(day: Int, profiles: [Profile])] = []
  /// Features that can occur.
  package let features: Int

  private static let day: Int64 = 86_400_000_000_000
  private static let quarterHours: Int64 = 96

  /// The profiles of traces; O(n log n).
  package init(_ traces: SubscriberTraces) {
    let namesItems = traces.namesItems
    features = namesItems ? traces.items.count : Int(DayProfiles.quarterHours)
    var byDay: [Int: [Profile]] = [:]
    for place in traces.subscribers.indices {
      var counts: [UInt32: UInt32] = [:]
      var current = Int.min
      func close(_ day: Int) {
        guard !counts.isEmpty else { return }
        byDay[day, default: []].append(
          Profile(
            place: place, counts: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
        counts.removeAll(keepingCapacity: true)
      }
      for point in traces.points(at: place) {
        let day = Int(point.start / DayProfiles.day)
        if day != current {
          close(current)
          current = day
        }
        if namesItems {
          if point.item != SubscriberTraces.nothing { counts[point.item, default: 0] += 1 }
        } else {
          let second = point.start % DayProfiles.day
          let feature = second * DayProfiles.quarterHours / DayProfiles.day
          counts[UInt32(truncatingIfNeeded: max(0, feature)), default: 0] += 1
        }
      }
      close(current)
    }
    days = byDay.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
