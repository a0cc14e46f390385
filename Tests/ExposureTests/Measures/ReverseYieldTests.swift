import NATModel
import Testing

@testable import Exposure

@Suite struct ReverseYieldTests {
  private let measure = ReverseYield(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `a reverse search returns everybody who ever went there`() throws {
    let (world, asked, truth) = SmallWorld.street()
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    // Destination 1 returns ada and cem, destination 2 ben: (2 + 1 + 2) / 3.
    let hits = try #require(figures.part("hits", .destination))
    #expect(hits.value == 5.0 / 3 && hits.denominator == 3)
    let others = try #require(figures.part("hits-not-target", .destination))
    #expect(others.value == 2.0 / 5 && others.numerator == 2 && others.denominator == 5)
    let without = measure.figures(world, "connection", asked: asked)
    #expect(without.part("hits-not-target", .destination)?.status == .needsTruth)
    #expect(without.part("hits", .destination)?.value == 5.0 / 3)
  }

  @Test func `a log with gaps gives a lower bound`() throws {
    var (world, asked, truth) = SmallWorld.street()
    world.gaps = [SmallWorld.span(90, seconds: 30)]
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    #expect(figures.part("hits", .destination)?.note == "lower bound: the log has gaps")
  }

  @Test func `without a destination in the request or the record there is none`() {
    let (world, asked, truth) = SmallWorld.street()
    let plain = [Request(time: SmallWorld.instant(12), outside: SmallWorld.outside)]
    let figures = measure.figures(world, "connection", asked: plain)
    #expect(figures.part("hits", .destination)?.status == .empty)
    let binding = measure.figures(world, "binding", asked: asked, truth: truth)
    guard case .unanswerable = binding.part("hits", .destination)?.status else {
      Issue.record("bindings hold no destination")
      return
    }
  }
}
