import Correlation
import NATModel
import Retention

/// A world written down by hand: connections, and what each regime keeps of them.
struct SmallWorld {
  static let second: Int64 = 1_000_000_000
  static let outside = IPAddress(ipv4: 0xcb00_7101)
  static let titles = [
    "register", "assignment", "deterministic", "port-block", "binding", "connection",
    "connection-host",
  ]
  /// Ports of one subscriber's block.
  static let blockLength: UInt16 = 100

  private(set) var ledger = Ledger()
  private(set) var connections: [RetainedRecord] = []
  var coverage: TimeSpan
  var gaps: [TimeSpan] = []
  private var used: [SubscriberID: UInt16] = [:]

  init(seconds: Int, from start: Int = 0, subscribers: [String] = []) {
    coverage = SmallWorld.span(start, seconds: seconds)
    for name in subscribers { _ = ledger.subscribers.id(of: name) }
  }

  static func instant(_ seconds: Double) -> Timestamp {
    Timestamp(nanoseconds: Int64(seconds * Double(second)))
  }

  static func span(_ start: Int, seconds: Int) -> TimeSpan {
    TimeSpan(
      start: Timestamp(nanoseconds: Int64(start) * second),
      end: Timestamp(nanoseconds: Int64(start + seconds) * second))
  }

  static func address(_ last: Int) -> IPAddress { IPAddress(ipv4: 0xc633_6400 + UInt32(last)) }

  /// Adds a connection; ports are taken in turn from the subscriber's block.
  @discardableResult
  mutating func connect(
    _ name: String, at start: Double, seconds: Double = 1, to destination: Int = 1,
    host: String = ""
  ) -> RetainedRecord {
    let id = ledger.subscribers.id(of: name)
    let next = used[id, default: 0]
    used[id] = (next + 1) % SmallWorld.blockLength
    let port = SmallWorld.firstPort(id) + next
    let record = RetainedRecord(
      subscriber: id,
      span: TimeSpan(
        start: SmallWorld.instant(start), end: SmallWorld.instant(start + seconds)),
      inside: IPAddress(ipv4: 0x6440_0000 + id.rawValue), outside: SmallWorld.outside,
      ports: port...port, proto: .tcp, destination: SmallWorld.address(destination),
      destinationPort: 443, host: ledger.texts.intern(host))
    connections.append(record)
    return record
  }

  static func firstPort(_ id: SubscriberID) -> UInt16 {
    1024 + UInt16(id.rawValue % 600) * blockLength
  }

  /// The request of a server that saw a connection, with its label.
  static func request(_ record: RetainedRecord, label: String) -> Request {
    Request(
      time: (record.span?.start ?? .distantPast).floored(to: second), resolution: second,
      outside: record.outside, outsidePort: record.ports?.lowerBound, proto: record.proto,
      destination: record.destination, destinationPort: record.destinationPort, label: label)
  }

  func log(_ regime: String) -> RetainedLog {
    let all = ledger.subscribers.all
    let keepsOutside = regime == "port-block" || regime == "binding" || keepsDestination(regime)
    let records: [RetainedRecord]
    switch regime {
    case "register": records = all.map { RetainedRecord(subscriber: $0) }
    case "assignment":
      records = all.map {
        RetainedRecord(
          subscriber: $0, span: coverage, inside: IPAddress(ipv4: 0x6440_0000 + $0.rawValue))
      }
    case "deterministic":
      return RetainedLog(
        regime: regime, notInThisLog: "no configuration was given", ledger: ledger)
    case "port-block":
      records = all.map {
        let first = SmallWorld.firstPort($0)
        return RetainedRecord(
          subscriber: $0, span: coverage, outside: SmallWorld.outside,
          ports: first...(first + SmallWorld.blockLength - 1))
      }
    default:
      records = connections.map { connection in
        var record = connection
        if regime != "connection-host" { record.host = nil }
        if regime == "binding" {
          record.destination = nil
          record.destinationPort = nil
        }
        return record
      }
    }
    return RetainedLog(
      regime: regime, provenance: .logged,
      records: ArrayRecords(
        records, keepsOutside: keepsOutside, keepsDestination: keepsDestination(regime),
        gaps: gaps),
      ledger: ledger, coverage: regime == "register" ? nil : coverage)
  }

  private func keepsDestination(_ regime: String) -> Bool { regime.hasPrefix("connection") }

  /// Every regime with its log, from the bottom of the ladder.
  var logs: [(Regime, RetainedLog)] {
    SmallWorld.titles.enumerated().map { index, id in
      let log = log(id)
      let regime = Regime(
        id: id, title: id, kept: "Kept in a test.", source: "Test.", rung: index + 1,
        containsDestination: keepsDestination(id), retain: { _, _ in log })
      return (regime, log)
    }
  }
}

extension SmallWorld {
  /// Three subscribers; ada and ben overlap at second 10, cem is alone at 100.
  static func street() -> (SmallWorld, [Request], Truth) {
    var world = SmallWorld(seconds: 1000, subscribers: ["ada", "ben", "cem", "dot"])
    let first = world.connect("ada", at: 10, seconds: 20, to: 1)
    let second = world.connect("ben", at: 15, seconds: 20, to: 2)
    let third = world.connect("cem", at: 100, seconds: 5, to: 1)
    let requests = [
      SmallWorld.request(first, label: "1"), SmallWorld.request(second, label: "2"),
      SmallWorld.request(third, label: "3"),
    ]
    let truth = Truth(
      requesters: ["1": "ada", "2": "ben", "3": "cem"], visits: [], origin: "written by hand")
    return (world, requests, truth)
  }

  /// Four subscribers, two days, three sites: enough for every measure to have something to say.
  static func town() -> SmallWorld {
    var world = SmallWorld(seconds: 2 * 86_400, subscribers: ["ada", "ben", "cem", "dot"])
    let sites = ["news.example", "bank.example", "club.example"]
    for step in 0..<48 {
      let name = ["ada", "ben", "cem"][step % 3]
      world.connect(
        name, at: Double(step) * 3600, seconds: 5, to: step % 3 + 1, host: sites[step % 3])
      if step % 4 == 0 {
        world.connect("ada", at: Double(step) * 3600 + 2, seconds: 5, to: 9, host: "ads.example")
      }
    }
    return world
  }
}
