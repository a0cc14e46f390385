/// A half-open interval of time `[start, end)`.
package struct TimeSpan: Hashable, Sendable, BitwiseCopyable {
  /// The first instant inside.
  package var start: Timestamp
  /// The first instant after.
  package var end: Timestamp

  /// An interval; an `end` before `start` is taken as empty at `start`.
  package init(start: Timestamp, end: Timestamp) {
    self.start = start
    self.end = max(start, end)
  }

  /// Length in nanoseconds, saturating.
  package var length: Int64 { end.since(start) }

  /// True if the instant lies inside.
  package func contains(_ instant: Timestamp) -> Bool { start <= instant && instant < end }

  /// True if the two intervals share an instant; an empty interval counts as its start.
  package func overlaps(_ other: TimeSpan) -> Bool {
    if start == end { return other.start <= start && (start < other.end || start == other.start) }
    if other.start == other.end { return start <= other.start && other.start < end }
    return start < other.end && other.start < end
  }
}
