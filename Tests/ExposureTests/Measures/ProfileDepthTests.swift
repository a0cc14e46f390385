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

  @Test func `with identical repertoires one's own profile is no more like one than a stranger's`()
    throws
  {
    func cosine(_ habits: HabitWorld, strangers: Bool) -> Double? {
      var truth = habits.truth
      if strangers {
        for index in truth.visits.indices {
          let number = Int(truth.visits[index].subscriber.dropFirst(7)) ?? 0
          truth.visits[index].subscriber = "person \((number + 1) % 20)"
        }
      }
      return ProfileDepth(bootstrap: few).figures(
        habits.world, "connection-host", truth: truth, knowledge: habits.knowledge(.k2)
      ).part("cosine")?.value
    }
    let same = HabitWorld(subscribers: 20, days: 4, visitsPerDay: 60, distinct: false)
    let known = try #require(cosine(habits, strangers: false))
    #expect(known - (try #require(cosine(habits, strangers: true))) > 0.4)
    // Chance draws of one's own still set one apart a little; more days make that vanish.
    let own = try #require(cosine(same, strangers: false))
    #expect(own - (try #require(cosine(same, strangers: true))) < 0.25)
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
