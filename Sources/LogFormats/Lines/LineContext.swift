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
  private var memo = EnvelopeMemo()
  private let blank = Event(.sessionOpen)

  /// A context for the lines of one input.
  package init(file: UInt32, rules: TimeRules) {
    self.rules = rules
    self.location = SourceLocation(file: file, record: 0)
  }

  /// Begins anew with no events and no texts, as for the first line of an input.
  package mutating func reset() {
    events.removeAll(keepingCapacity: true)
    texts = TextTable()
    location.record = 0
    memo.reset()
  }

  /// An event of a kind with no field set.
  @inline(__always)
  package func event(_ kind: EventKind) -> Event {
    var event = blank
    event.kind = kind
    return event
  }

  /// Reads the headers in front of a record; see ``EnvelopeReader`` for the forms.
  @inline(__always)
  package mutating func envelope(of line: LineCursor) -> Envelope {
    memo.read(line, rules: rules, texts: &texts)
  }

  /// Adds an event of the line being parsed, with the time and device of its envelope.
  ///
  /// Throws `malformedTime` if the envelope's time does not exist.
  @inline(__always)
  package mutating func add(_ event: inout Event, in envelope: Envelope) throws(LineFault) {
    guard !envelope.isTimeImpossible else { throw LineFault(.malformedTime) }
    event.time = envelope.time
    event.resolution = envelope.resolution
    event.fields.formUnion(envelope.fields)
    event.exporter = envelope.exporter
    event.location = location
    events.append(event)
  }

  /// Adds an event that carries its own time.
  @inline(__always)
  package mutating func add(_ event: inout Event) {
    event.location = location
    events.append(event)
  }
}
