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

  /// True unless the event is a session or block that states another address.
  func mayConcern(_ event: Event) -> Bool {
    switch event.kind {
    case .sessionOpen, .sessionClose, .session, .flow, .blockAllocate, .blockRelease, .blockInterim:
      isOutside
        ? !event.has(.outside) || event.outside == address
        : !event.has(.destination) || event.destination == address
    default: true
    }
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

/// Passes on what may concern a question and, so that it is still known what time an input covers, its
/// first and last record by time.
///
/// For inputs that have to be decoded whole: what is left out costs no correlation.
struct ConcernedEvents<Sink: EventSink>: EventSink {
  /// Where events go.
  var sink: Sink
  private let question: Question
  private var first: Event?
  private var last: Event?

  init(_ sink: Sink, question: Question) {
    self.sink = sink
    self.question = question
  }

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    var concerned: [Event] = []
    for event in batch.events {
      if question.mayConcern(event) {
        concerned.append(event)
      } else if event.has(.time) {
        if first.map({ Self.start(event) < Self.start($0) }) ?? true { first = event }
        if last.map({ $0.time < event.time }) ?? true { last = event }
      }
    }
    return concerned.isEmpty
      ? true : try sink.receive(EventBatch(events: concerned), texts: texts)
  }

  /// Passes on the two that were kept back; to be called after the last batch.
  mutating func finish(texts: TextTable) throws {
    if first?.location == last?.location { last = nil }
    let ends = [first, last].compactMap { $0 }
    first = nil
    last = nil
    if !ends.isEmpty { _ = try sink.receive(EventBatch(events: ends), texts: texts) }
  }

  private static func start(_ event: Event) -> Timestamp {
    event.has(.start) ? min(event.start, event.time) : event.time
  }
}

/// Passes events on and keeps what openings need a close that does not name the address.
///
/// Some records of an end name the session by its number or its inside endpoint alone (Cisco ASA
/// 302014): they are found only once the opening was, mostly in what comes after it.
struct OpenSessions<Sink: EventSink>: EventSink {
  /// Where events go.
  var sink: Sink
  /// Openings that fit the question and whose end was not seen.
  private(set) var opened: [Event] = []
  /// More of them than this are not worth a needle each.
  static var mostFollowed: Int { 8 }
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
      if event.kind == .sessionClose, !opened.isEmpty { opened.removeAll { Self.ends(event, $0) } }
    }
    return try sink.receive(batch, texts: texts)
  }
}

extension OpenSessions {
  /// What names the ends of open sessions, or nothing where the needle of the question does or there
  /// are too many.
  var followed: [ByteNeedle] {
    guard !endsNameAddress, opened.count <= Self.mostFollowed else { return [] }
    return needles
  }

  /// What names the ends of open sessions, each once.
  var needles: [ByteNeedle] {
    let texts = Set(opened.map { $0.has(.session) ? "\($0.session)" : $0.inside.description })
    return texts.sorted().compactMap(ByteNeedle.init)
  }

  /// True if a close is certainly that of an opening which precedes it.
  private static func ends(_ close: Event, _ opening: Event) -> Bool {
    guard close.time >= opening.time else { return false }
    if opening.has(.session) { return close.has(.session) && close.session == opening.session }
    return close.has([.inside, .insidePort]) && close.inside == opening.inside
      && close.insidePort == opening.insidePort
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
