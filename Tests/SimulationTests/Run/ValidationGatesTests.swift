import NATModel
import Simulation
import Testing

@Suite struct ValidationGatesTests {
  @Test func `a short world is not measured and does not fail`() throws {
    let world = try SmallWorld.make("time.days=0.05")
    let outcome = try SmallWorld.run(world)
    let gates = ValidationGates(outcome.report, of: world)
    #expect(gates.failed.isEmpty)
    #expect(gates.gates.allSatisfy { $0.measured == nil })
  }

  @Test func `a day of the defaults passes, and a wrong parameter fails its gate`() throws {
    let passing = try SmallWorld.make(
      "time.days=1", "population.subscribers=24", "log.records=none", "site.count=6000",
      "site.third_parties=2000")
    let report = try SmallWorld.run(passing).report
    let gates = ValidationGates(report, of: passing)
    #expect(gates.failed.isEmpty, "\(gates.gates)")
    #expect(gates.gates.count { $0.measured != nil } >= 7)
    #expect(Set(gates.gates.map(\.id)).count == gates.gates.count)

    let crowded = try SmallWorld.make(
      "site.count=6000", "site.template_share=0.9", "site.crowded_share=1")
    let failing = ValidationGates(RunReport(), of: crowded)
    #expect(failing.failed == ["address-set-uniqueness"])
  }
}
