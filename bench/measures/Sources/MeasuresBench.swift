import Correlation
import Exposure
import NATModel
import Retention
import Simulation

import struct Foundation.Data
import struct Foundation.Date
import struct Foundation.URL

/// Puts every measure to the retained logs of a large simulated world, and prints time, memory and
/// figures.
///
///     MeasuresBench MILLIONS-OF-SESSIONS [THREADS]
///
/// A day of households behind a NAT with endpoint-independent mapping, streamed from the simulator into
/// the store: no text is written or read. Requests are those of the simulated web servers, whose number
/// does not grow with the sessions. There are no
/// lists of names and page loads, so measures at K1 and K2 have nothing to say; the others must say on
/// what sample they ran where they did not look at everything.
@main struct MeasuresBench {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
    let millions = numbers.first ?? 1
    let threads = numbers.dropFirst().first ?? 2
    // Some 4,900 sessions by IPv4 a household-day.
    let households = max(100, millions * 1_000_000 / 4900)
    var ledger = Ledger()
    var truth = Truth(requesters: [:], visits: [], origin: "")
    try timed("simulate and load \(millions) million sessions") {
      (ledger, truth) = try world(households: households, threads: threads)
    }
    row("sessions", "\(ledger.sessions.count)")
    var logs: [(Regime, RetainedLog)] = []
    timed("retain under every regime") {
      logs = Regime.all.map { ($0, $0.retain(ledger, nil)) }
    }
    var input = Evaluator.Input(
      name: "bench", behavior: .dynamic, sessions: ledger.sessions.count, logs: logs,
      requests: ledger.requests.filter { $0.outsidePort != nil }.map { request in
        var request = request
        request.tolerance = 1_000_000_000
        return request
      }, requestOrigin: "simulated web servers", truth: truth)
    input.names = [:]
    var evaluation: Evaluation?
    timed("every measure under every regime") {
      evaluation = Evaluator(threads: threads).evaluate(input)
    }
    row("greatest resident memory", peak())
    if let evaluation { report(evaluation) }
  }

  private static func world(households: Int, threads: Int) throws -> (Ledger, Truth) {
    var scenario = Scenario(name: "measures")
    for assignment in [
      "population.subscribers=\(households)", "time.days=1", "nat.behavior=dynamic",
      "nat.subscribers_per_address=32", "log.names=none", "server.port_logging=0.9",
      // As many requests as of a million sessions: answers are kept, and grow with both.
      "server.share=\(0.02 * min(1, 204 / Double(households)))",
    ] { try scenario.override(assignment) }
    let world = try World(scenario, seed: 1)
    var sink = BenchSink()
    var truth = TruthCollector()
    _ = try world.run(threads: threads, sink: &sink, truth: &truth)
    return (sink.correlator.finish(texts: sink.texts), truth.truth)
  }

  /// The headline of every measure for bindings and connections, and on what it rests.
  private static func report(_ evaluation: Evaluation) {
    for measure in Measures.described {
      for regime in ["binding", "connection"] {
        guard
          let figure = evaluation.figure(
            measure: measure.id, part: measure.headline, regime: regime,
            request: measure.headlineRequest)
        else { continue }
        let value = figure.value.map { "\(rounded($0)) \(figure.unit)" } ?? "\(figure.status)"
        row(
          "  \(measure.code) \(measure.id), \(regime)",
          "\(value); over \(figure.denominator) \(figure.denominatorOf)"
            + (figure.note.isEmpty ? "" : "; \(figure.note)"))
      }
    }
  }

  private static func timed(_ name: String, _ body: () throws -> Void) rethrows {
    let began = Date()
    try body()
    row(name, "\(rounded(Date().timeIntervalSince(began))) s, \(status("VmRSS:")) now")
  }

  private static func row(_ name: String, _ value: String) {
    print(name + String(repeating: " ", count: max(1, 44 - name.count)) + value)
  }

  private static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

  private static func peak() -> String { status("VmHWM:") }

  private static func status(_ key: String) -> String {
    guard let data = try? Data(contentsOf: URL(filePath: "/proc/self/status")) else { return "?" }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(key) }
    let kilobytes = line.flatMap { Double($0.split(separator: " ")[1]) } ?? 0
    return "\(rounded(kilobytes / 1_048_576)) GiB"
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
