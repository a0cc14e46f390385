import NATModel
import Testing

@testable import Exposure

@Suite struct HumanShareTests {
  private let measure = HumanShare(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `records within half a minute of a visit are counted`() throws {
    var world = SmallWorld(seconds: 3600, subscribers: ["ada", "ben"])
    for time in [0.0, 99, 100, 110, 129.9, 130, 1000] { world.connect("ada", at: time) }
    world.connect("ben", at: 101)
    let truth = Truth(
      requesters: [:],
      visits: [
        Truth.Visit(subscriber: "ada", site: "a.example", time: SmallWorld.instant(100))
      ], origin: "written by hand")
    let figure = try #require(
      measure.figures(world, "binding", truth: truth).part("near-visits"))
    #expect(figure.numerator == 3 && figure.denominator == 8)
    #expect(measure.figures(world, "binding").part("near-visits")?.status == .needsTruth)
  }
}
