import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct MarginalGainTests {
  private let measure = MarginalGain(bootstrap: ClusterBootstrap(draws: 200))

  private func figures(_ truth: Truth?) -> [Figure] {
    measure.score(
      measure.infer(from: PortWorld.world.logs.map(\.1), asked: PortWorld.requests), truth: truth)
  }

  private func gain(_ figures: [Figure], _ regime: String, _ kind: RequestKind) -> Figure? {
    figures.first { $0.regime == regime && $0.request == kind }
  }

  @Test func `blocks answer a port, and what comes after adds nothing`() throws {
    let figures = figures(PortWorld.truth)
    // Blocks are held at any time, so even the request with the slow clock is answered.
    #expect(gain(figures, "port-block", .addressPort)?.value == 1)
    #expect(gain(figures, "port-block", .addressPort)?.note == "over register")
    let binding = try #require(gain(figures, "binding", .addressPort))
    #expect(abs((binding.value ?? 0) + 1.0 / 6) < 1e-12)
    #expect(binding.note == "over port-block")
    #expect(binding.interval?.contains(binding.value ?? 9) == true)
    #expect(
      gain(figures, "deterministic", .addressPort)?.status
        == .notInThisLog("no configuration was given"))
    // Without a port only the destination tells ada from ben.
    #expect((gain(figures, "connection", .addressDestination)?.value ?? 0) > 0)
  }

  @Test func `gains need truth`() {
    #expect(figures(nil).filter { $0.status == .computed }.isEmpty)
  }

  @Test func `list and folder agree`() {
    #expect(Measures.ladder.map(\.about.id) == ["marginal-gain", "server-ports"])
    #expect(Set(Measures.described.map(\.id)).count == Measures.all.count + Measures.ladder.count)
  }
}
