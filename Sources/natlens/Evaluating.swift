import Correlation
import Exposure
import NATModel
import Retention

/// Puts one world through every regime and measure.
struct Evaluating {
  let asking: RequestOptions
  let threads: Int
  let seed: UInt64
  /// Variants to look at besides the ladder.
  var variants: [Regime] = []
  /// Ids of the measures to compute, or `nil` for all.
  var measures: Set<String>?

  /// All figures of a world; its access-log lines are the requests, else the log's own records.
  func evaluate(_ world: World) throws -> Evaluation {
    let withPort = world.ledger.requests.filter { $0.outsidePort != nil }
    // A server that writes two logs of the same visits must not have each visit asked twice.
    let requests = try (withPort.isEmpty ? world.ledger.requests : withPort)
      .map { try asking.completed($0) }
    var input = Evaluator.Input(
      name: world.name, behavior: world.configuration?.behavior,
      sessions: world.ledger.sessions.count,
      ladder: sources(of: world, Regime.all), requests: requests,
      requestOrigin: withPort.isEmpty
        ? "lines of server access logs, which state no client port"
        : "lines of server access logs that state the client's port",
      truth: world.truth, names: world.names?.names ?? [:], fingerprints: world.fingerprints,
      categories: world.categories, sites: .registered)
    input.variants = sources(of: world, variants)
    var evaluator = Evaluator(threads: threads)
    if let measures {
      evaluator.measures.removeAll { !measures.contains($0.about.id) }
      evaluator.ladderMeasures.removeAll { !measures.contains($0.about.id) }
    }
    return evaluator.evaluate(input)
  }

  private func sources(of world: World, _ regimes: [Regime]) -> [Evaluator.Source] {
    regimes.map { regime in
      Evaluator.Source(regime) { [ledger = world.ledger, configuration = world.configuration] in
        regime.retain(ledger, configuration)
      }
    }
  }
}
