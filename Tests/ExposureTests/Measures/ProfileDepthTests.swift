import NATModel
import Testing

@testable import Exposure

@Suite struct ProfileDepthTests {
  private let habits = HabitWorld(subscribers: 20, days: 2, distinct: true)
  private let few = ClusterBootstrap(draws: 200)

  @Test func `profiles resemble those that were lived`() throws {
    let figures = habits.figures(ProfileDepth(bootstrap: few), "connection-host")
    #expect((figures.part("cosine")?.value ?? 0) > 0.9)
    #expect((figures.part("divergence")?.value ?? 1) < 0.2)
    #expect((figures.part("top10")?.value ?? 0) > 0.8)
  }

  @Test func `two profiles compare as their definitions say`() {
    let same = InterestPair(["a": 2, "b": 1], ["a": 4, "b": 2])
    #expect(abs(same.cosine - 1) < 1e-12 && same.divergence < 1e-12 && same.topShare(10) == 1)
    let apart = InterestPair(["a": 1], ["b": 1])
    #expect(apart.cosine == 0 && apart.divergence == 1 && apart.topShare(10) == 0)
    let silent = InterestPair(["a": 1], [:])
    #expect(silent.cosine == 0 && silent.divergence == 1 && silent.topShare(10) == 0)
    // Half of each in common: JS = 1/2 bit.
    let half = InterestPair(["a": 1, "b": 1], ["b": 1, "c": 1])
    #expect(abs(half.divergence - 0.5) < 1e-12 && abs(half.cosine - 0.5) < 1e-12)
    #expect(half.topShare(1) == 0 && half.topShare(2) == 0.5)
  }
}
