import Correlation
import Exposure
import NATModel
import Simulation

/// A simulated world in memory, with what is known of it.
struct BenchWorld {
  private(set) var ledger: Ledger
  private(set) var truth: Truth
  /// Everything but the regimes.
  private(set) var input: Evaluator.Input

  /// Some 4,900 sessions by IPv4 a household-day.
  private static let sessionsPerDay = 4900

  init(sessions: Int, days: Int, threads: Int) throws {
    let households = max(100, sessions / Self.sessionsPerDay / days)
    var scenario = Scenario(name: "measures")
    for assignment in [
      "population.subscribers=\(households)", "time.days=\(days)", "nat.behavior=dynamic",
      "nat.subscribers_per_address=32", "log.records=single", "log.names=none",
      "server.port_logging=0.9",
      // So many requests that there are enough to choose 2,000 from, and not many more.
      "server.share=\(min(0.02, 4e4 / Double(sessions)))",
    ] { try scenario.override(assignment) }
    let world = try World(scenario, seed: 1)
    var sink = BenchSink()
    var collected = TruthCollector()
    _ = try world.run(threads: threads, sink: &sink, truth: &collected)
    truth = collected.truth
    for subscriber in 0..<households {
      let name = world.name(ofSubscriber: subscriber)
      truth.households[name] = world.lives(behind: subscriber)
      truth.rests += world.rests(of: subscriber).map { Truth.Rest(subscriber: name, span: $0) }
      truth.absences += world.absences(of: subscriber).map {
        Truth.Absence(subscriber: name, day: $0)
      }
    }
    truth.rests.sort { ($0.span.start, $0.subscriber) < ($1.span.start, $1.subscriber) }
    ledger = sink.correlator.finish(texts: sink.texts)
    input = Evaluator.Input(
      name: "bench", behavior: .dynamic, sessions: ledger.sessions.count, ladder: [],
      requests: ledger.requests.filter { $0.outsidePort != nil }.map { request in
        var request = request
        request.tolerance = 1_000_000_000
        return request
      }, requestOrigin: "simulated web servers", truth: truth,
      names: NameList(Array(world.nameList(day: 0).utf8))?.names ?? [:],
      fingerprints: FingerprintList(Array(world.fingerprintList(day: 0).utf8)),
      categories: CategoryList(Array(world.categoryList.utf8)))
  }
}

/// A correlator that remembers the texts of the last batch.
private struct BenchSink: EventSink {
  var correlator = Correlator()
  var texts = TextTable()

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    self.texts = texts
    return correlator.receive(batch, texts: texts)
  }
}
