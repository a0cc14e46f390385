import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct ServerPortsTests {
  private let measure = ServerPorts(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `the share needed is where both lines meet`() throws {
    let figures = measure.score(
      measure.infer(from: PortWorld.world.logs.map(\.1), asked: PortWorld.requests),
      truth: PortWorld.truth)
    func part(_ name: String, _ regime: String) -> Figure? {
      figures.first { $0.part == name && $0.regime == regime }
    }
    let needed = try #require(part("needed", "port-block")?.value)
    let connection = (
      with: try #require(part("at-100", "connection")?.value),
      without: try #require(part("at-0", "connection")?.value)
    )
    let blocks = (
      with: try #require(part("at-100", "port-block")?.value),
      without: try #require(part("at-0", "port-block")?.value)
    )
    let today = 0.1 * connection.with + 0.9 * connection.without
    #expect(abs(needed * blocks.with + (1 - needed) * blocks.without - today) < 1e-12)
    #expect((0...1).contains(needed))
    #expect(blocks.with == 1 && blocks.without == 0)
    #expect(part("needed", "connection") == nil)
    #expect(part("needed", "deterministic")?.status == .notInThisLog("no configuration was given"))
  }

  @Test func `without truth there is no answer`() {
    let figures = measure.score(
      measure.infer(from: PortWorld.world.logs.map(\.1), asked: PortWorld.requests), truth: nil)
    #expect(figures.first { $0.regime == "binding" }?.status == .needsTruth)
  }
}
