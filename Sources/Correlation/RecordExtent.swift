import NATModel

/// The time that session records cover, kept up to date record by record.
///
/// Opening and closing records cover from the first to the last of them. Records of whole sessions
/// also cover the time since the first of them began, and so do closing records that carry a
/// duration in a log that holds no openings.
struct RecordExtent: Sendable {
  private var first = Int64.max
  private var last = Int64.min
  /// First start that a record of a whole session states.
  private var firstWholeStart = Int64.max
  /// First start that a closing record states.
  private var firstClosedStart = Int64.max
  private var hasOpens = false

  /// Counts one record.
  mutating func add(_ record: SessionRecord) {
    first = min(first, record.time)
    let end = Timestamp(nanoseconds: record.time).advanced(by: record.fold)
      .advanced(by: max(1, Int64(record.resolution)))
    last = max(last, end.nanoseconds)
    if record.kind == .sessionOpen { hasOpens = true }
    guard record.start != .min else { return }
    if record.kind == .sessionClose {
      firstClosedStart = min(firstClosedStart, record.start)
    } else if record.kind != .sessionOpen {
      firstWholeStart = min(firstWholeStart, record.start)
    }
  }

  /// Counts one event of a port block.
  mutating func add(block event: Event) {
    guard event.has(.time) else { return }
    first = min(first, event.time.nanoseconds)
    last = max(last, event.latestInstant.nanoseconds)
  }

  /// From the first to the last instant covered, or `nil` without any record.
  var span: TimeSpan? {
    var earliest = min(first, firstWholeStart)
    if !hasOpens { earliest = min(earliest, firstClosedStart) }
    guard earliest <= last else { return nil }
    return TimeSpan(start: Timestamp(nanoseconds: earliest), end: Timestamp(nanoseconds: last))
  }
}
