import Correlation
import NATModel

/// Short forms in which tests write events; times are in seconds.
struct Log {
  /// Texts of the events written so far.
  var texts = TextTable()
  /// Events written so far.
  var events: [Event] = []

  static let inside = IPAddress(ipv4: 0x6440_0002)
  static let outside = IPAddress(ipv4: 0xcb00_7101)
  static let server = IPAddress(ipv4: 0xc633_6407)

  static func seconds(_ value: Double) -> Timestamp {
    Timestamp(nanoseconds: Int64((value * 1e9).rounded()))
  }

  static func span(_ start: Double, _ end: Double) -> TimeSpan {
    TimeSpan(start: seconds(start), end: seconds(end))
  }

  /// Adds an event of a whole five-tuple; the place is counted up within its file.
  mutating func add(
    _ kind: EventKind, at time: Double, file: UInt32 = 0, _ change: (inout Event) -> Void = { _ in }
  ) {
    var event = Event(kind)
    event.time = Self.seconds(time)
    event.inside = Self.inside
    event.insidePort = 50_000
    event.outside = Self.outside
    event.outsidePort = 1024
    event.destination = Self.server
    event.destinationPort = 443
    event.proto = .tcp
    event.fields = [
      .time, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort, .proto,
    ]
    event.location = SourceLocation(file: file, record: UInt64(events.count + 1))
    change(&event)
    events.append(event)
  }

  /// Adds a range of ports given or taken back.
  mutating func block(
    _ kind: EventKind, at time: Double, inside: IPAddress = Log.inside, ports: ClosedRange<UInt16>
  ) {
    add(kind, at: time) { event in
      event.inside = inside
      event.outsidePort = ports.lowerBound
      event.outsidePortLast = ports.upperBound
      event.proto = .unknown
      event.fields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
    }
  }

  /// Adds an inside address given or taken back; without a time it is a static one.
  mutating func assign(
    _ kind: EventKind, at time: Double?, to name: String, inside: IPAddress = Log.inside
  ) {
    let subscriber = texts.intern(name)
    add(kind, at: time ?? 0) { event in
      event.inside = inside
      event.subscriber = subscriber
      event.fields = time == nil ? [.inside, .subscriber] : [.time, .inside, .subscriber]
    }
  }

  /// Adds a name that a client was seen to ask for.
  mutating func name(
    _ host: String, at time: Double, source: NameSource, client: IPAddress = Log.inside,
    port: UInt16 = 50_000
  ) {
    let id = texts.intern(host)
    add(.name, at: time) { event in
      event.host = id
      event.nameSource = source
      event.inside = client
      event.insidePort = port
      event.fields = [.time, .inside, .destination, .host]
      if source != .dns { event.fields.formUnion([.insidePort, .destinationPort, .proto]) }
    }
  }

  /// What comes out of the events, in the order they were written.
  func ledger(
    _ options: CorrelatorOptions = CorrelatorOptions(),
    _ prepare: (inout Correlator) -> Void = { _ in }
  ) -> Ledger {
    var correlator = Correlator(options: options)
    prepare(&correlator)
    _ = correlator.receive(EventBatch(events: events), texts: texts)
    return correlator.finish(texts: texts)
  }
}

extension Ledger {
  /// All sessions, for comparison.
  var allSessions: [Session] { (0..<sessions.count).map { sessions[$0] } }
  /// All bindings, for comparison.
  var allBindings: [Session] { (0..<bindings.count).map { bindings[$0] } }
  /// Names of the subscribers of all sessions.
  var holders: [String] { allSessions.map { subscribers.identity(of: $0.subscriber) } }
  /// Host names of all sessions.
  var hosts: [String] { allSessions.map { texts.string($0.host) } }
}
