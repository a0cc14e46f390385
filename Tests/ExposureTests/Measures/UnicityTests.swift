import NATModel
import Testing

@testable import Exposure

@Suite struct UnicityTests {
  private let measure = Unicity(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `uniqueness is what looking at everybody says`() {
    let habits = HabitWorld(subscribers: 12, days: 2, visitsPerDay: 6, distinct: false)
    for regime in ["binding", "connection", "connection-host"] {
      let traces = SubscriberTraces(log: habits.world.log(regime))
      let sets = PointSets(traces, minutes: 60)
      var draws = DrawSource(CounterRandom(seed: 3))
      for place in sets.sets.indices {
        for size in 1...4 {
          let own = sets.sets[place]
          let wanted = (0..<size).map { _ in own[draws.below(own.count)] }
          let others = sets.sets.indices.filter { other in
            other != place && Set(wanted).isSubset(of: Set(sets.sets[other]))
          }
          #expect(sets.isUnique(wanted, holder: place) == others.isEmpty)
        }
      }
    }
  }

  @Test func `one habit apart is enough with the destination and not without`() {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada", "ben"])
    for hour in 0..<6 {
      world.connect("ada", at: Double(hour) * 3600, to: 1)
      world.connect("ben", at: Double(hour) * 3600 + 9, to: 2)
    }
    let connection = measure.figures(world, "connection")
    let binding = measure.figures(world, "binding")
    for part in ["p1", "p2", "p4", "p6", "p4-1min", "p4-popular"] {
      #expect(connection.part(part)?.value == 1, "\(part)")
      #expect(binding.part(part)?.value == 0, "\(part)")
    }
    #expect(
      measure.figures(world, "register").part("p4")?.note
        == "0 by construction: no record states a time")
    #expect(
      measure.figures(world, "deterministic").part("p4")?.status
        == .notInThisLog("no configuration was given"))
  }

  @Test func `more points never pick out fewer, and more people never make it easier`() {
    let habits = HabitWorld(subscribers: 40, days: 2, distinct: true)
    let figures = measure.figures(habits.world, "connection")
    let curve = (1...6).compactMap { figures.part("p\($0)")?.value }
    #expect(curve.count == 6)
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 <= $1 + 0.05 }, "\(curve)")
    let few = figures.part("p4-n10")?.value ?? 0
    let all = figures.part("p4")?.value ?? 1
    #expect(few >= all - 0.02)
    #expect((figures.part("p4-popular")?.value ?? 1) <= all + 0.02)
  }

  @Test func `with identical repertoires sites alone pick out nobody`() throws {
    let same = HabitWorld(subscribers: 30, days: 6, visitsPerDay: 40, distinct: false)
    let own = HabitWorld(subscribers: 30, days: 6, visitsPerDay: 40, distinct: true)
    func share(_ habits: HabitWorld) -> Double? {
      measure.figures(habits.world, "connection-host").part("p4-whenever")?.value
    }
    // 240 draws from 60 sites: everybody has been nearly everywhere.
    #expect(try #require(share(same)) < 0.05)
    #expect(try #require(share(own)) > 0.5)
    #expect(measure.figures(same.world, "binding").part("p4-whenever")?.value == 0)
  }

  @Test func `people who do the same at the same times cannot be picked out`() {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada", "ben", "cem"])
    for step in 0..<30 {
      for name in ["ada", "ben", "cem"] {
        world.connect(name, at: Double(step) * 1800, to: 1 + step % 5)
      }
    }
    for regime in ["binding", "connection"] {
      let figures = measure.figures(world, regime)
      for points in 1...6 { #expect(figures.part("p\(points)")?.value == 0) }
    }
  }
}
