package import NATModel

/// The offsets from UTC that a zone has had: what is applied to times that state none.
///
/// A clock reading is not always one instant. When clocks go back, the readings of one hour come
/// twice; when they go forward, those of one hour do not come at all. Neither is decided silently.
package struct ZoneRules: Hashable, Sendable {
  /// From an instant on, an offset.
  package struct Change: Hashable, Sendable {
    /// When it begins.
    package var instant: Timestamp
    /// Seconds east of UTC from then on.
    package var offsetSeconds: Int

    /// A change from its parts.
    package init(instant: Timestamp, offsetSeconds: Int) {
      self.instant = instant
      self.offsetSeconds = offsetSeconds
    }
  }

  /// Seconds east of UTC before the first change.
  private let firstOffset: Int
  private let changes: [Change]

  /// UTC.
  package static let utc = ZoneRules(offsetSeconds: 0)

  /// One offset for ever, in seconds east of UTC; or one that changes, in the order of time.
  package init(offsetSeconds: Int, changes: [Change] = []) {
    firstOffset = offsetSeconds
    self.changes = changes.sorted { $0.instant < $1.instant }
  }

  /// The instant at which clocks of the zone read so, given as if the reading were in UTC.
  ///
  /// Of two instants the earlier is given; of a reading that never came, the instant it would have
  /// been had the clock not gone forward. Both are `isAmbiguous`. O(log n) in the number of changes.
  package func instant(reading local: Timestamp) -> (time: Timestamp, isAmbiguous: Bool) {
    func instant(_ offset: Int) -> Timestamp { local.advanced(by: -Int64(offset) * 1_000_000_000) }
    guard !changes.isEmpty else { return (instant(firstOffset), false) }
    // Offsets are less than a day, so only the periods within a day can matter.
    let day: Int64 = 86_400_000_000_000
    var index = firstIndex(after: local.advanced(by: -day))
    var found: Timestamp?
    var unread: Timestamp?
    while true {
      let time = instant(index == 0 ? firstOffset : changes[index - 1].offsetSeconds)
      let hasBegun = index == 0 || changes[index - 1].instant <= time
      let isOver = index < changes.count && changes[index].instant <= time
      if hasBegun, !isOver {
        if let found { return (found, true) }
        found = time
      } else if isOver {
        unread = time
      }
      guard index < changes.count, changes[index].instant <= local.advanced(by: day) else { break }
      index += 1
    }
    if let found { return (found, false) }
    return (unread ?? instant(firstOffset), true)
  }

  /// The index of the first change after an instant.
  private func firstIndex(after instant: Timestamp) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].instant <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
