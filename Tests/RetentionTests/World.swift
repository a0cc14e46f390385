import Correlation
import NATModel
import Retention

/// A hand-made world: three subscribers behind one shared address; times in seconds.
struct World {
  static let shared = IPAddress(ipv4: 0xcb00_7101)
  static let otherShared = IPAddress(ipv4: 0xcb00_7102)
  static let servers = (0..<3).map { IPAddress(ipv4: 0xc633_6401 + UInt32($0)) }
  static let insides = (0..<3).map { IPAddress(ipv4: 0x6440_0001 + UInt32($0)) }

  /// Sessions, with what goes into a ledger beside them.
  var sessions: [Session] = []
  var bindings: [Session] = []
  var ledger = Ledger()

  init() {
    for inside in World.insides { _ = ledger.subscribers.id(of: inside.description) }
    ledger.coverage = World.span(0, 1000)
  }

  static func seconds(_ value: Int) -> Timestamp {
    Timestamp(nanoseconds: Int64(value) * 1_000_000_000)
  }

  static func span(_ start: Int, _ end: Int) -> TimeSpan {
    TimeSpan(start: seconds(start), end: seconds(end))
  }

  static func id(_ holder: Int) -> SubscriberID { SubscriberID(rawValue: UInt32(holder)) }

  /// A session of a subscriber to one of the servers, or to none.
  func session(
    _ holder: Int, _ start: Int, _ end: Int, port: UInt16, server: Int? = 0, host: TextID = .none
  ) -> Session {
    Session(
      span: World.span(start, end), subscriber: World.id(holder), inside: World.insides[holder],
      insidePort: 40_000 + port, outside: World.shared, outsidePort: port,
      destination: server.map { World.servers[$0] }, destinationPort: server == nil ? 0 : 443,
      proto: .tcp, host: host, bytes: 1, location: SourceLocation(file: 0, record: UInt64(start)))
  }

  mutating func add(
    _ holder: Int, _ start: Int, _ end: Int, port: UInt16, server: Int? = 0, host: String = ""
  ) {
    let id = ledger.texts.intern(host)
    sessions.append(session(holder, start, end, port: port, server: server, host: id))
  }

  mutating func addBinding(_ holder: Int, _ start: Int, _ end: Int, port: UInt16) {
    bindings.append(session(holder, start, end, port: port, server: nil))
  }

  mutating func addBlock(_ holder: Int, _ start: Int, _ end: Int, ports: ClosedRange<UInt16>) {
    ledger.blocks.append(
      PortBlock(
        subscriber: World.id(holder), inside: World.insides[holder], outside: World.shared,
        ports: ports, span: World.span(start, end)))
  }

  /// The ledger with everything added so far.
  var complete: Ledger {
    var copy = ledger
    copy.sessions = SessionStore(sessions)
    copy.bindings = SessionStore(bindings)
    return copy
  }

  func log(_ regime: Regime, _ configuration: NATConfiguration? = nil) -> RetainedLog {
    regime.retain(complete, configuration)
  }

  /// A NAT that computes ports: 1000 for each inside address, from 1000 on.
  static let fixedRanges = NATConfiguration(
    behavior: .deterministic, outside: [shared],
    ranges: (0..<3).map { holder in
      let first = UInt16(1000 * (holder + 1))
      return NATConfiguration.Range(
        inside: [insides[holder]], outside: shared, ports: first...first + 999)
    })

  /// A request with an address, and what else is given.
  static func request(
    at time: Int, port: UInt16? = nil, server: Int? = nil, outside: IPAddress? = shared
  ) -> Request {
    Request(
      time: seconds(time), outside: outside, outsidePort: port, proto: port == nil ? nil : .tcp,
      destination: server.map { servers[$0] }, destinationPort: server == nil ? nil : 443)
  }
}

extension RetainedLog {
  /// All records.
  var records: [RetainedRecord] { (0..<count).map { self[$0] } }

  /// Why there are none, or `nil`.
  var absence: String? {
    if case .notInThisLog(let reason) = availability { reason } else { nil }
  }

  /// Numbers of the candidates of a request.
  func candidates(_ request: Request) -> [UInt32] {
    answer(request).candidates.map(\.subscriber.rawValue)
  }
}
