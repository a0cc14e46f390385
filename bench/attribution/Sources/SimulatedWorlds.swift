import Correlation
import NATModel
import Simulation

/// A million requests to simulated worlds whose truth is known: how often the only candidate is the
/// wrong person.
///
/// Servers log every connection with its port. With clocks that are right within the tolerance no
/// answer may be wrong; with the clocks that were measured in 2007 some are, and how many is printed.
enum SimulatedWorlds {
  /// What became of the requests of one world.
  struct Score {
    var requests = 0
    var right = 0
    var wrong = 0
    var ambiguous = 0
    /// Several candidates, and the right one not among them.
    var missed = 0
    var other = 0

    mutating func add(_ answer: Answer, right subscriber: SubscriberID?) {
      requests += 1
      let named = answer.candidates.contains { $0.subscriber == subscriber }
      switch answer.verdict {
      case .unique: if named { right += 1 } else { wrong += 1 }
      case .ambiguous: if named { ambiguous += 1 } else { missed += 1 }
      default: other += 1
      }
    }
  }

  /// Asks at least so many requests of worlds of every way to give out ports, and prints the scores.
  static func run(requests wanted: Int) throws {
    let clocks = [
      (
        name: "right clocks, 1 s", sets: ["log.clock_sigma=0", "server.clock=perfect"], tolerance: 1
      ),
      (
        name: "NAT within 0.2 s (sigma), 2 s",
        sets: ["log.clock_sigma=0.2", "server.clock=perfect"],
        tolerance: 2
      ),
      (
        name: "servers as measured in 2007, 1 s",
        sets: ["log.clock_sigma=0.2", "server.clock=measured-2007"], tolerance: 1
      ),
    ]
    for clock in clocks {
      for behavior in ["deterministic", "port-block", "dynamic", "overloaded"] {
        var bindings = Score()
        var connections = Score()
        var seed: UInt64 = 1
        while bindings.requests < wanted / 8 {
          try one(
            ["nat.behavior=\(behavior)"] + clock.sets, seed: seed, tolerance: clock.tolerance,
            &bindings, &connections)
          seed += 1
        }
        report("\(clock.name), \(behavior), binding", bindings)
        report("\(clock.name), \(behavior), connection", connections)
      }
    }
  }

  private static func one(
    _ overrides: [String], seed: UInt64, tolerance: Int, _ bindings: inout Score,
    _ connections: inout Score
  ) throws {
    var scenario = Scenario(name: "accuracy")
    for assignment in [
      "population.subscribers=400", "time.days=1", "nat.subscribers_per_address=64",
      "server.sites=4000", "server.share=1", "server.port_logging=1", "log.names=none",
      "log.loss=0",
    ] + overrides {
      try scenario.override(assignment)
    }
    let world = try World(scenario, seed: seed)
    var correlator = WorldSink()
    var truth = TruthCollector()
    _ = try world.run(threads: 2, sink: &correlator, truth: &truth)
    let ledger = correlator.correlator.finish(texts: correlator.texts)
    let requests = ledger.requests.map { request in
      var request = request
      request.tolerance = Int64(tolerance) * 1_000_000_000
      return request
    }
    let known = truth.truth
    let people = requests.map { request in
      known.requester(of: request.label).flatMap { ledger.subscribers.find($0) }
    }
    func score(_ visibility: AttributionIndex.Visibility, _ score: inout Score) {
      let index = AttributionIndex(
        ledger.sessions, seeing: visibility, completeness: ledger.completeness)
      for (request, person) in zip(requests, people) {
        score.add(index.answer(request), right: person)
      }
    }
    score(.bindings, &bindings)
    score(.connections, &connections)
  }

  private static func report(_ name: String, _ score: Score) {
    func share(_ count: Int) -> String {
      "\(Double(count * 1_000_000 / max(1, score.requests)) / 10_000) %"
    }
    print(
      name + String(repeating: " ", count: max(1, 62 - name.count))
        + "\(score.requests) requests: \(score.right) right, \(score.wrong) wrong "
        + "(\(share(score.wrong))), \(score.ambiguous) ambiguous with the right one among them, "
        + "\(score.missed) without, \(score.other) open or none")
  }
}

/// A correlator that remembers the texts of the last batch.
private struct WorldSink: EventSink {
  var correlator = Correlator()
  var texts = TextTable()

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    self.texts = texts
    return correlator.receive(batch, texts: texts)
  }
}
