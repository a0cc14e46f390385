import Correlation
import NATModel
import Simulation

/// A run whose events go straight into correlation: what a provider would hold about the world.
struct CorrelatedWorld {
  let world: World
  let report: RunReport
  let truth: Truth
  let ledger: Ledger
  /// Ids of the sessions of which at least one record reached the collector.
  let seen: Set<UInt64>

  private struct Sink: EventSink {
    var correlator = Correlator()
    var texts = TextTable()
    var seen: Set<UInt64> = []

    mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
      self.texts = texts
      for event in batch.events where event.has(.session) { seen.insert(event.session) }
      return correlator.receive(batch, texts: texts)
    }
  }

  init(_ world: World) throws {
    self.world = world
    var sink = Sink()
    var collector = TruthCollector()
    report = try world.run(sink: &sink, truth: &collector)
    truth = collector.truth
    seen = sink.seen
    ledger = sink.correlator.finish(texts: sink.texts)
  }

  /// How the requests of the servers are answered under a tolerance in nanoseconds.
  func outcomes(tolerance: Int64) -> (right: Int, ambiguous: Int, wrong: Int, missed: Int) {
    let index = AttributionIndex(
      ledger.sessions, seeing: .bindings, completeness: ledger.completeness)
    var counts = (right: 0, ambiguous: 0, wrong: 0, missed: 0)
    for request in ledger.requests where request.outsidePort != nil {
      var request = request
      request.tolerance = tolerance
      let answer = index.answer(request)
      let names = answer.candidates.map { ledger.subscribers.identity(of: $0.subscriber) }
      let right = truth.requester(of: request.label)
      if !names.contains(right ?? "") {
        counts.missed += 1
        if answer.verdict == .unique { counts.wrong += 1 }
      } else if names.count == 1 {
        counts.right += 1
      } else {
        counts.ambiguous += 1
      }
    }
    return counts
  }
}
