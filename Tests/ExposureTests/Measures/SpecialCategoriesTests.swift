import NATModel
import Testing

@testable import Exposure

@Suite struct SpecialCategoriesTests {
  private let habits = HabitWorld(subscribers: 20, days: 2, distinct: true)
  private let few = ClusterBootstrap(draws: 200)

  @Test func `labels are right where pages are told apart, and false labels are counted`() throws {
    let measure = SpecialCategories(bootstrap: few)
    let figures = habits.figures(measure, "connection-host")
    let labelled = try #require(figures.part("labelled-m1")?.value)
    let visited = try #require(figures.part("visited-m1")?.value)
    #expect(labelled > 0 && abs(labelled - visited) <= 0.1)
    #expect((figures.part("right-m1")?.value ?? 0) > 0.8)
    let counts = [1, 3, 10].compactMap { figures.part("labelled-m\($0)")?.value }
    #expect(counts.count == 3 && counts[0] >= counts[1] && counts[1] >= counts[2])
    #expect(
      measure.figures(
        habits.world, "connection", truth: habits.truth,
        knowledge: Knowledge(level: .k2, names: [:], fingerprints: habits.fingerprints)
      ).part("labelled-m1")?.note == "no list of categories was given")
  }

  @Test func `with persons exchanged a label says nothing, after correction for looking often`()
    throws
  {
    let measure = SpecialCategories(bootstrap: few)
    let figures = habits.figures(measure, "connection-host")
    let told = try #require(figures.part("told-categories"))
    #expect(told.value == 1 && told.denominator == 1)
    var exchanged = habits.truth
    for index in exchanged.visits.indices {
      let number = Int(exchanged.visits[index].subscriber.dropFirst(7)) ?? 0
      exchanged.visits[index].subscriber = "person \((number * 7 + 3) % 20)"
    }
    let null = measure.figures(
      habits.world, "connection-host", truth: exchanged, knowledge: habits.knowledge(.k2))
    #expect(null.part("told-categories")?.value == 0)
    // Right labels are as many as chance gives: the share of those who visited such a site.
    let prior = try #require(null.part("visited-m1")?.value)
    #expect(abs((null.part("right-m1")?.value ?? 1) - prior) < 0.3)
  }

  @Test func `permuted labels say nothing about who visited what`() throws {
    // Categories of other sites than those visited: what is labelled is not what was visited.
    let moved = CategoryList(
      Dictionary(
        uniqueKeysWithValues: habits.categories.categories.keys.map { name in
          let number = Int(name.dropFirst(5).prefix { $0 != "." }) ?? 0
          return (HabitWorld.site((number + 3) % HabitWorld.sites), "health")
        }))
    let measure = SpecialCategories(bootstrap: few)
    var knowledge = habits.knowledge(.k2)
    knowledge.categories = moved
    let inference = measure.infer(
      from: habits.world.log("connection-host"), knowing: knowledge, asked: [])
    var permuted = inference
    permuted.categories = habits.categories
    let right = measure.score(permuted, truth: habits.truth).part("right-m1")?.value
    #expect(right.map { $0 > 0.8 } ?? false)
    #expect(
      measure.score(inference, truth: habits.truth).part("labelled-m1")?.value
        == measure.score(inference, truth: nil).part("labelled-m1")?.value)
  }
}
