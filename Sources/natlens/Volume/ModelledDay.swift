import Correlation
import NATModel
import Simulation

/// A simulated day of a few households, whose records are weighed where a rate is given and no log.
///
/// Sizes of records hardly depend on who makes them; how many there are is stated. So few households
/// are burstier than many, which makes the busiest minute too busy. Their NAT gives ports out in
/// blocks, so that there are records of every rung but fixed ranges.
enum ModelledDay {
  static let households = 20

  /// The day; every record in it says that it is modelled.
  static func world(seed: UInt64, threads: Int) throws -> World {
    var scenario = Scenario(name: "modelled day")
    for assignment in [
      "population.subscribers=\(households)", "time.days=1", "nat.behavior=port-block",
      "log.names=sni",
    ] { try scenario.override(assignment) }
    let simulated = try Simulation.World(scenario, seed: seed)
    var sink = LedgerSink()
    var truth = TruthCollector()
    _ = try simulated.run(threads: threads, sink: &sink, truth: &truth)
    var ledger = sink.correlator.finish(texts: sink.texts)
    ledger.isModelled = true
    return World(
      name: "a modelled day of \(households) households, seed \(seed)", files: [], reports: [],
      digests: [:], ledger: ledger, configuration: simulated.configuration, names: nil,
      truth: truth.truth)
  }
}

/// A correlator that remembers the texts of the last batch.
private struct LedgerSink: EventSink {
  var correlator = Correlator()
  var texts = TextTable()

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    self.texts = texts
    return correlator.receive(batch, texts: texts)
  }
}
