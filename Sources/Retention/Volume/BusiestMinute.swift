import NATModel

/// Finds the busiest minute of times that come in order.
struct BusiestMinute {
  private static let minute: Int64 = 60_000_000_000
  private var current: (minute: Int64, count: Int)?
  private var busiest: (minute: Int64, count: Int)?

  /// Counts one entry.
  mutating func count(_ time: Timestamp) {
    let minute = time.floored(to: BusiestMinute.minute).nanoseconds
    if let known = current, known.minute == minute {
      current = (minute, known.count + 1)
    } else {
      settle()
      current = (minute, 1)
    }
  }

  /// The busiest minute as a peak; the earliest of several.
  mutating func peak(_ form: RecordForm) -> RegimeVolume.Peak? {
    settle()
    return busiest.map {
      RegimeVolume.Peak(
        form: form, entries: $0.count, minute: Timestamp(nanoseconds: $0.minute))
    }
  }

  private mutating func settle() {
    if let known = current, known.count > busiest?.count ?? 0 { busiest = known }
    current = nil
  }
}
