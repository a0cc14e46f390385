import NATModel
import Simulation

/// A world of a few subscribers for tests, and everything that came out of one.
enum SmallWorld {
  /// Everything that a run handed on.
  struct Outcome {
    var report: RunReport
    var log = EventLog()
    var truth: TruthCollector
  }

  /// Keeps events with their texts.
  struct EventLog: EventSink {
    var events: [Event] = []
    var texts = TextTable()
    /// True if a batch ever held events of two logs.
    var isMixed = false

    mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
      events += batch.events
      self.texts = texts
      if Set(batch.events.map { EventLog.log($0.kind) }).count > 1 { isMixed = true }
      return true
    }

    private static func log(_ kind: EventKind) -> Int {
      switch kind {
      case .assignmentStart, .assignmentStop: 0
      case .name: 1
      case .request: 2
      default: 3
      }
    }

    func of(_ kinds: EventKind...) -> [Event] { events.filter { kinds.contains($0.kind) } }

    /// The events of all logs, each log in its order, with texts instead of ids.
    var lines: [String] {
      events.map { event in
        "\(event.kind) \(event.time) \(event.start) \(event.inside):\(event.insidePort) "
          + "\(event.outside):\(event.outsidePort) \(event.destination):\(event.destinationPort) "
          + "\(event.proto.name) \(event.session) \(texts.string(event.subscriber)) "
          + "\(texts.string(event.host)) \(texts.string(event.label)) \(event.location.record)"
      }
    }
  }

  static let hour: Int64 = 3_600_000_000_000

  /// 20 subscribers over half a day, with overrides.
  static func make(_ overrides: String..., seed: UInt64 = 7) throws -> World {
    try make(overrides, seed: seed)
  }

  /// The same, with overrides in a list.
  static func make(_ overrides: [String], seed: UInt64 = 7) throws -> World {
    var scenario = Scenario(name: "test")
    for override in [
      "population.subscribers=20", "time.days=0.5", "site.count=400", "site.third_parties=80",
      "server.sites=100", "server.share=0.5", "nat.subscribers_per_address=8",
    ] + overrides { try scenario.override(override) }
    return try World(scenario, seed: seed)
  }

  static func run(
    _ world: World, threads: Int = 1, slice: Int64? = nil, sessions: Bool = false
  ) throws -> Outcome {
    var log = EventLog()
    var truth = TruthCollector(sessions: sessions)
    let report = try world.run(
      threads: threads, sliceLength: slice, sink: &log, truth: &truth)
    return Outcome(report: report, log: log, truth: truth)
  }
}
