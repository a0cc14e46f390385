import NATModel

/// The entries of a log in the order in which a device would have written them.
///
/// Memory grows with the records that are held at one time, not with the log. Records that hold for
/// ever give no entry; an end that never comes (`distantFuture`) is not written.
struct LogEntries {
  private let log: RetainedLog
  private let form: RecordForm
  private var ranges: ArraySlice<Range<Int>>
  private var position: Int
  private var upcoming: (position: Int, record: RetainedRecord, start: Int64)?
  private var queue = EndQueue()
  private var builder: EntryBuilder
  /// Records looked at so far that state a time.
  private(set) var records = 0

  /// Entries of the records at some positions, in ascending order.
  init(_ log: RetainedLog, form: RecordForm, positions: [Range<Int>]) {
    self.log = log
    self.form = form
    ranges = positions[...]
    position = positions.first?.lowerBound ?? 0
    builder = EntryBuilder(log)
    advance()
  }

  /// Texts that the entries given so far name.
  var texts: TextTable { builder.texts }

  /// The next entry, or `nil` after the last.
  mutating func next() -> RetainedEntry? {
    while true {
      if let waiting = queue.first, waiting.end <= upcoming?.start ?? .max {
        _ = queue.removeFirst()
        return builder.entry(
          log[waiting.position], at: waiting.position, form == .pair ? .ended : .whole)
      }
      guard let begun = upcoming else { return nil }
      advance()
      if form != .opening, let end = begun.record.span?.end, end != .distantFuture {
        queue.add(EndQueue.Waiting(end: end.nanoseconds, position: begun.position))
      }
      guard form != .whole, begun.start != Timestamp.distantPast.nanoseconds else { continue }
      return builder.entry(begun.record, at: begun.position, .began)
    }
  }

  /// Moves on to the next record that states a time.
  private mutating func advance() {
    upcoming = nil
    while let range = ranges.first {
      while position < range.upperBound {
        let record = log[position]
        position += 1
        guard let span = record.span else { continue }
        records += 1
        upcoming = (position - 1, record, span.start.nanoseconds)
        return
      }
      ranges = ranges.dropFirst()
      position = ranges.first?.lowerBound ?? 0
    }
  }
}
