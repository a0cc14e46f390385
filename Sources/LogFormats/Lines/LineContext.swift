package import NATModel

/// What parsing a run of lines needs and makes: where the lines stand, the rules for their times,
/// and the events and texts they gave.
package struct LineContext: Sendable {
  /// Events so far, in input order.
  package var events: [Event] = []
  /// The texts the events refer to.
  package var texts = TextTable()
  /// How times without a year or zone are completed.
  package let rules: TimeRules
  /// The line being parsed.
  package var location: SourceLocation
  /// What the columns of the lines after a header mean, in numbers of the dialect's own.
  ///
  /// Set by a header, kept until the next.
  package var columns: [UInt8] = []
  /// Which dialect reads: 0 the input's own, else one of the plan's others, counted from 1.
  var dialect = 0
  /// Where the fields of the last record of a dialect stood.
  var fortiGate = FieldLayout()
  var sonicWall = FieldLayout()
  /// The interfaces that a Cisco ASA's last record named.
  var firstInterface = WordMemo(until: UInt8(ascii: ":"))
  var secondInterface = WordMemo(until: UInt8(ascii: ":"))
  private var memo = EnvelopeMemo()
  private var instants = InstantMemo()
  private var names = TextMemo()
  /// An address to be set; see ``LineCursor/readAddress(into:before:)``.
  let noAddress = IPAddress.unspecified

  /// A context for the lines of one input.
  package init(file: UInt32, rules: TimeRules) {
    self.rules = rules
    self.location = SourceLocation(file: file, record: 0)
  }

  /// Begins anew with no events and no texts, as for the first line of an input.
  package mutating func reset() {
    events.removeAll(keepingCapacity: true)
    texts = TextTable()
    names.reset()
    columns.removeAll(keepingCapacity: true)
    location.record = 0
    memo.reset()
  }

  /// An event of a kind with no field set.
  @inline(__always)
  package func event(_ kind: EventKind) -> Event {
    Event(kind)
  }

  /// The headers in front of the line that ``readEnvelope(of:)`` was last called for.
  package var envelope: Envelope { memo.envelope }

  /// Reads the headers in front of a record into ``envelope``; see ``EnvelopeReader`` for the forms.
  @inline(__always)
  package mutating func readEnvelope(of line: LineCursor) {
    memo.read(line, rules: rules, texts: &texts)
  }

  /// The id of the text in a part of the line, one that many lines are expected to hold.
  @inline(__always)
  mutating func intern(_ range: Range<Int>, of line: LineCursor) -> TextID {
    names.intern(range, line, into: &texts)
  }

  /// The instant of a clock text inside the record; see ``InstantMemo``.
  @inline(__always)
  mutating func instant(
    of range: Range<Int>, _ line: LineCursor, offset: Int? = nil,
    _ read: (LineCursor) -> ClockText?
  ) throws(LineFault) -> Instant {
    try instants.instant(
      of: range, line, offset: offset, dialect: dialect, rules: rules, read)
  }

  /// The instant a number of seconds before the envelope's time, or `nil` if it has none.
  @inline(__always)
  func start(before seconds: Int64) -> Timestamp? {
    guard memo.envelope.fields.contains(.time) else { return nil }
    return memo.envelope.time.advanced(by: -min(seconds, 1 << 32) &* 1_000_000_000)
  }

  /// Gives an event the time and device of the envelope.
  ///
  /// Throws `malformedTime` if the envelope's time does not exist.
  @inline(__always)
  package func stamp(_ event: inout Event) throws(LineFault) {
    guard !memo.envelope.isTimeImpossible else { throw LineFault(.malformedTime) }
    event.time = memo.envelope.time
    event.resolution = memo.envelope.resolution
    event.fields.formUnion(memo.envelope.fields)
    event.exporter = memo.envelope.exporter
  }

  /// Adds an event with the time and device of the envelope, and has the rest of it set in its place.
  ///
  /// Faster than building an event and adding it: what was just written in small pieces would have
  /// to be read back at once to be copied. Throws `malformedTime`, and adds nothing, if the
  /// envelope's time does not exist.
  @inline(__always)
  mutating func add(_ kind: EventKind, _ fill: (inout Event) -> Void) throws(LineFault) {
    let envelope = memo.envelope
    guard !envelope.isTimeImpossible else { throw LineFault(.malformedTime) }
    add(kind, by: envelope, fill)
  }

  /// Adds an event whose record states its own time, with the device of the envelope.
  ///
  /// `assumed` holds what a rule added to that time.
  @inline(__always)
  mutating func add(
    _ kind: EventKind, at time: Timestamp, resolution: UInt32, assumed: EventFields = [],
    _ fill: (inout Event) -> Void
  ) {
    var envelope = memo.envelope
    envelope.time = time
    envelope.resolution = resolution
    envelope.fields = assumed.union(.time)
    add(kind, by: envelope, fill)
  }

  @inline(__always)
  private mutating func add(
    _ kind: EventKind, by envelope: Envelope, _ fill: (inout Event) -> Void
  ) {
    var event = Event(kind)
    event.time = envelope.time
    event.resolution = envelope.resolution
    event.exporter = envelope.exporter
    event.location = location
    fill(&event)
    event.fields.formUnion(envelope.fields)
    events.append(event)
  }

  /// Adds an event of the line being parsed, with the time and device of the envelope.
  ///
  /// Throws `malformedTime` if the envelope's time does not exist.
  @inline(__always)
  package mutating func add(_ event: inout Event) throws(LineFault) {
    try stamp(&event)
    event.location = location
    events.append(event)
  }

  /// Adds an event that has its time already, or none.
  @inline(__always)
  package mutating func addStamped(_ event: inout Event) {
    event.location = location
    events.append(event)
  }
}
