import LogFormats
import NATModel

/// One request, as what to look for in the bytes of a log.
struct Question {
  /// The request.
  let request: Request
  /// What every line about it holds.
  let needle: ByteNeedle
  private let address: IPAddress
  private let isOutside: Bool

  /// A question, or `nil` if the request's address has more than one way to be written.
  init?(_ request: Request) {
    guard let address = request.outside ?? request.destination, address.isIPv4,
      let needle = ByteNeedle(address.description)
    else { return nil }
    self.request = request
    self.needle = needle
    self.address = address
    isOutside = request.outside != nil
  }

  /// True if lines of a dialect, in an input that can be read twice, can be picked out.
  func canSearch(_ dialect: any LogDialect, name: String) -> Bool {
    name != "-" && !dialect.linesHangTogether
      && !Set(dialect.kinds).isDisjoint(
        with: [.sessionOpen, .sessionClose, .session, .blockAllocate, .blockRelease])
  }

  /// True if the event opens a session that may be the one asked about.
  func mayOpen(_ event: Event) -> Bool {
    guard event.kind == .sessionOpen, event.time < request.window.end,
      isOutside
        ? event.has(.outside) && event.outside == address
        : event.has(.destination) && event.destination == address
    else { return false }
    func agrees<Value: Equatable>(_ asked: Value?, _ stated: Value, _ field: EventFields) -> Bool {
      guard let asked, event.has(field) else { return true }
      return asked == stated
    }
    return agrees(request.outsidePort, event.outsidePort, .outsidePort)
      && agrees(request.proto, event.proto, .proto)
      && agrees(request.destination, event.destination, .destination)
      && agrees(request.destinationPort, event.destinationPort, .destinationPort)
  }

  /// True if the event ends a session and names the address asked about.
  func isEnd(_ event: Event) -> Bool {
    switch event.kind {
    case .sessionClose, .session:
      isOutside
        ? event.has(.outside) && event.outside == address
        : event.has(.destination) && event.destination == address
    default: false
    }
  }
}

/// Passes events on and keeps what openings need a close that does not name the address.
///
/// Some records of an end name the session by its number or its inside endpoint alone (Cisco ASA
/// 302014): they are found only once the opening was.
struct OpenSessions<Sink: EventSink>: EventSink {
  /// Where events go.
  var sink: Sink
  /// Openings that fit the question.
  private(set) var opened: [Event] = []
  /// True if ends name the address in this log: then nothing more needs to be looked for.
  private(set) var endsNameAddress = false
  private let question: Question

  init(_ sink: Sink, question: Question) {
    self.sink = sink
    self.question = question
  }

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    for event in batch.events {
      if question.mayOpen(event) { opened.append(event) }
      if question.isEnd(event) { endsNameAddress = true }
    }
    return try sink.receive(batch, texts: texts)
  }
}

/// Passes on only the ends of some sessions.
struct EndsOnly<Sink: EventSink>: EventSink {
  /// Where they go.
  var sink: Sink
  private let numbers: Set<UInt64>
  private let insides: Set<IPAddress>

  init(_ sink: Sink, of opened: [Event]) {
    self.sink = sink
    numbers = Set(opened.filter { $0.has(.session) }.map(\.session))
    insides = Set(opened.filter { !$0.has(.session) }.map(\.inside))
  }

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    let ends = batch.events.filter { event in
      event.kind == .sessionClose
        && (event.has(.session) ? numbers.contains(event.session) : insides.contains(event.inside))
    }
    return ends.isEmpty ? true : try sink.receive(EventBatch(events: ends), texts: texts)
  }
}
