/// Counts over events: kinds, fields present, time range.
package struct EventSummary: Sendable, Equatable {
  /// Events by kind; a kind that did not occur is absent.
  package private(set) var kinds: [EventKind: Int] = [:]
  /// Events that state each field, in the order of ``EventFields/named``.
  package private(set) var fieldCounts = [Int](repeating: 0, count: EventFields.named.count)
  /// All events.
  package private(set) var total = 0
  /// Earliest and latest instant stated, or `nil` if no event has a time.
  package private(set) var range: (first: Timestamp, last: Timestamp)?
  /// Events whose year or zone came from a rule and not from the record.
  package private(set) var assumedTimes = 0
  /// Finest and coarsest resolution of time seen, in nanoseconds.
  package private(set) var resolutions: Set<UInt32> = []

  /// Nothing counted yet.
  package init() {}

  /// Counts the events of a batch.
  package mutating func add(_ events: [Event]) {
    for event in events {
      kinds[event.kind, default: 0] += 1
      for (index, entry) in EventFields.named.enumerated() where event.fields.contains(entry.field)
      {
        fieldCounts[index] += 1
      }
      if !event.fields.isDisjoint(with: [.assumedYear, .assumedZone]) { assumedTimes += 1 }
      guard event.fields.contains(.time) else { continue }
      resolutions.insert(event.resolution)
      let first = event.fields.contains(.start) ? min(event.start, event.time) : event.time
      range = (min(range?.first ?? first, first), max(range?.last ?? event.time, event.time))
    }
    total += events.count
  }

  /// Adds the counts of another part.
  package mutating func absorb(_ other: EventSummary) {
    for (kind, count) in other.kinds { kinds[kind, default: 0] += count }
    for index in fieldCounts.indices { fieldCounts[index] += other.fieldCounts[index] }
    total += other.total
    assumedTimes += other.assumedTimes
    resolutions.formUnion(other.resolutions)
    if let theirs = other.range {
      range = (
        min(range?.first ?? theirs.first, theirs.first),
        max(range?.last ?? theirs.last, theirs.last)
      )
    }
  }

  /// Equal if every count is.
  package static func == (left: EventSummary, right: EventSummary) -> Bool {
    left.kinds == right.kinds && left.fieldCounts == right.fieldCounts && left.total == right.total
      && left.range?.first == right.range?.first && left.range?.last == right.range?.last
      && left.assumedTimes == right.assumedTimes && left.resolutions == right.resolutions
  }
}
