import Correlation
import NATModel
import Simulation
import Testing

/// What correlation makes of simulated logs, against truth.
@Suite struct AttributionTests {
  private static let perfect = [
    "log.loss=0", "log.clock_sigma=0", "log.resolution=0.000000001", "server.clock=perfect",
    "server.port_logging=1", "server.share=1", "population.null_world=shuffled-times",
    "time.days=0.1", "population.subscribers=12",
  ]

  /// Few ports, so that each has many holders in turn, with a hold-down of two minutes.
  private func crowded(_ behavior: String, _ more: String...) throws -> CorrelatedWorld {
    try CorrelatedWorld(
      SmallWorld.make(
        AttributionTests.perfect + [
          "nat.behavior=\(behavior)", "nat.subscribers_per_address=12", "nat.last_port=2500",
          "nat.block_size=64", "nat.hold_down=120", "nat.tcp_transitory=4", "nat.udp=35",
        ] + more))
  }

  @Test(arguments: ["dynamic", "port-block", "deterministic"])
  func `address and port: the right one for any tolerance below the hold-down`(
    behavior: String
  ) throws {
    let run = try crowded(behavior)
    #expect(run.report.requestsWithPort > 100)
    // A window of twice the tolerance and a second is shorter than the hold-down: one holder.
    let narrow = run.outcomes(tolerance: 59_000_000_000)
    #expect(narrow.right == run.report.requestsWithPort, "\(narrow)")
    // Below the hold-down the right one is always among the candidates, and never another alone.
    let wide = run.outcomes(tolerance: 119_000_000_000)
    #expect(wide.missed == 0 && wide.wrong == 0, "\(wide)")
    #expect(wide.right + wide.ambiguous == run.report.requestsWithPort)
  }

  @Test func `without hold-down a busy port is ambiguous, and the engine's overloading is too`()
    throws
  {
    // Two dozen ports for everybody, handed on at once.
    let reused = try CorrelatedWorld(
      SmallWorld.make(
        AttributionTests.perfect + [
          "nat.subscribers_per_address=12", "nat.last_port=1100", "nat.hold_down=0",
          "nat.tcp_transitory=0", "nat.udp=0", "connection.unclosed_share=0",
        ]))
    let outcomes = reused.outcomes(tolerance: 59_000_000_000)
    #expect(outcomes.ambiguous > 20 && outcomes.wrong == 0, "\(outcomes)")
    let overloaded = try crowded("overloaded", "nat.last_port=1100", "nat.hold_down=0")
    let shared = overloaded.outcomes(tolerance: 0)
    #expect(shared.ambiguous > 10 && shared.wrong == 0 && shared.missed == 0, "\(shared)")
  }

  @Test(arguments: [0.0, 0.05], ["pair", "single"])
  func `pairing finds every session of which a record is left`(
    loss: Double, records: String
  ) throws {
    let run = try crowded("dynamic", "log.loss=\(loss)", "log.records=\(records)")
    #expect(run.ledger.sessions.count == run.seen.count && run.seen.count > 3000)
    #expect(run.ledger.pairing.duplicates == 0 && run.ledger.pairing.unusable == 0)
    guard records == "pair" else { return }
    let pairing = run.ledger.pairing
    if loss == 0 {
      #expect(run.seen.count == run.report.nat.sessions)
      #expect(pairing.closedWithoutOpen == 0)
    } else {
      // Lost independently: a share p(1-p) of sessions has only a close, as many only an open.
      let expected = Double(run.report.nat.sessions) * loss * (1 - loss)
      #expect(abs(Double(pairing.closedWithoutOpen) - expected) < 4 * expected.squareRoot())
    }
  }

  @Test func `exhaustion is counted as blocked sessions`() throws {
    let run = try crowded(
      "dynamic", "nat.last_port=1073", "nat.tcp_transitory=240", "nat.udp=120")
    let nat = run.report.nat
    #expect(nat.exhausted > 100 && nat.overQuota == 0)
    #expect(nat.sessions + nat.extended + nat.blocked == run.report.traffic.ipv4)
    let quota = try crowded("dynamic", "nat.ports_per_subscriber=3").report.nat
    #expect(quota.overQuota > 100 && quota.exhausted == 0)
  }
}
