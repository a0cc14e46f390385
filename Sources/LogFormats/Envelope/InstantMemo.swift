import NATModel

/// An instant as a record states it.
struct Instant: BitwiseCopyable, Sendable {
  var time = Timestamp(nanoseconds: 0)
  /// Nanoseconds of the last digit.
  var resolution: UInt32 = 0
  /// What a rule added.
  var assumed: EventFields = []

  /// Gives an event this time.
  @inline(__always)
  func set(_ event: inout Event) {
    event.time = time
    event.resolution = resolution
    event.fields.formUnion(assumed.union(.time))
  }
}

/// The last few times that records stated inside themselves, kept to recognise the same text again.
///
/// Busy devices write many records in one second, and to work out an instant from six numbers and a
/// calendar costs more than all else in a line. A text of 8 to 32 bytes is kept as four words that
/// cover it. The same text may mean another instant in another dialect, so each has its own entries.
struct InstantMemo: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var count = 0
    var offset: Int?
    var dialect = 0
    var instant = Instant()
  }

  private var entries: [4 of Entry] = .init(repeating: Entry())

  /// The instant of the clock text that fills a part of the line.
  ///
  /// `offset`, in seconds, is that of a zone stated elsewhere in the record; `dialect` tells dialects
  /// that share the memo apart. Throws `malformedTime` if
  /// `read` finds no time there or the time does not exist.
  @inline(__always)
  mutating func instant(
    of range: Range<Int>, _ line: LineCursor, offset: Int? = nil, dialect: Int = 0,
    rules: TimeRules,
    _ read: (LineCursor) -> ClockText?
  ) throws(LineFault) -> Instant {
    let count = range.count
    guard count >= 8, count <= 32 else {
      return try InstantMemo.evaluate(read(line.part(range)), offset, rules)
    }
    let first = range.lowerBound
    let last = count &- 8
    let words = (
      line.word(at: first), line.word(at: first &+ min(8, last)),
      line.word(at: first &+ min(16, last)), line.word(at: first &+ last)
    )
    // The last bytes are those that differ between neighbours.
    let slot = Int(truncatingIfNeeded: (words.3 &* 0x9e37_79b9_7f4a_7c15) &>> 62)
    if entries[slot].count == count, entries[slot].offset == offset,
      entries[slot].dialect == dialect, entries[slot].words == words
    {
      return entries[slot].instant
    }
    let instant = try InstantMemo.evaluate(read(line.part(range)), offset, rules)
    entries[slot] = Entry(
      words: words, count: count, offset: offset, dialect: dialect, instant: instant)
    return instant
  }

  @inline(never)
  private static func evaluate(_ clock: ClockText?, _ offset: Int?, _ rules: TimeRules)
    throws(LineFault) -> Instant
  {
    guard var clock else { throw LineFault(.malformedTime) }
    if let offset { clock.offset = offset }
    guard let (time, assumed) = clock.resolved(by: rules) else { throw LineFault(.malformedTime) }
    return Instant(time: time, resolution: clock.resolution, assumed: assumed)
  }
}
