import Correlation
import Exposure
import NATModel
import Retention
import Simulation
import Synchronization

import struct Foundation.Date

/// Puts every measure to the retained logs of a large simulated world, and prints time, memory and
/// figures.
///
///     MeasuresBench MILLIONS-OF-SESSIONS [DAYS [THREADS]]
///
/// Households behind a NAT with endpoint-independent mapping, eight days unless stated, so that days
/// can be joined to weeks; streamed from the simulator into the store, one record for each session: no
/// text is written or read, and loading counts apart. Requests are those of the simulated web servers;
/// lists of names, page loads and categories are those of the simulated sites. Every figure says over
/// what it was computed, and on what sample where that is not everything.
@main struct MeasuresBench {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
    let millions = numbers.first ?? 1
    let days = numbers.dropFirst().first ?? 8
    let threads = numbers.dropFirst(2).first ?? 2
    let loaded = try Self.timed("simulate and load \(millions) million sessions") {
      try BenchWorld(sessions: millions * 1_000_000, days: days, threads: threads)
    }
    row("sessions", "\(loaded.ledger.sessions.count)")
    row("households, days", "\(loaded.ledger.subscribers.count), \(days)")
    row("visits", "\(loaded.truth.visits.count)")
    let retaining = Mutex(0.0)
    var input = loaded.input
    input.ladder = Regime.all.map { regime in
      Evaluator.Source(regime) { [ledger = loaded.ledger] in
        let began = Date()
        let log = regime.retain(ledger, nil)
        let seconds = Date().timeIntervalSince(began)
        retaining.withLock { $0 += seconds }
        return log
      }
    }
    let evaluation = Self.timed("retain and measure, \(threads) threads") { [input] in
      Evaluator(threads: threads).evaluate(input)
    }
    row("  of that, retain", "\(rounded(retaining.withLock { $0 })) s")
    row("greatest resident memory", ResidentMemory.peak)
    report(evaluation)
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

  private static func timed<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result
  {
    let began = Date()
    let result = try body()
    let seconds = rounded(Date().timeIntervalSince(began))
    row(name, "\(seconds) s; \(ResidentMemory.now) now, \(ResidentMemory.peak) at most")
    return result
  }

  private static func row(_ name: String, _ value: String) {
    print(name + String(repeating: " ", count: max(1, 44 - name.count)) + value)
  }

  private static func rounded(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
