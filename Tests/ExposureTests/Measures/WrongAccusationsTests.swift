import NATModel
import Testing

@testable import Exposure

@Suite struct WrongAccusationsTests {
  private let measure = WrongAccusations(
    bootstrap: ClusterBootstrap(draws: 200), volume: RequestVolume(perMillion: 1000))

  @Test func `a wrong name is counted, a right one is not`() throws {
    #expect(PortWorld.figures(measure, "binding").part("persons", .addressPort)?.value == 0)
    // Cem is said to have made ada's first request: one of six names somebody else.
    var truth = PortWorld.truth
    truth.requesters["r0"] = "cem"
    let figure = measure.figures(
      PortWorld.world, "binding", asked: PortWorld.requests, truth: truth
    ).part("persons", .addressPort)
    #expect(abs((figure?.value ?? 0) - 1000.0 / 6) < 1e-9)
    #expect(figure?.interval != nil)
  }
}
