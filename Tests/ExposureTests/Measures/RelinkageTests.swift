import NATModel
import Testing

@testable import Exposure

@Suite struct RelinkageTests {
  private let measure = Relinkage(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `habits of one's own are recognised the next day`() {
    let habits = HabitWorld(subscribers: 30, days: 3, distinct: true)
    let figures = habits.figures(measure, "connection-host")
    #expect((figures.part("mnb")?.value ?? 0) > 0.8)
    #expect((figures.part("jaccard")?.value ?? 0) > 0.6)
    #expect(abs((figures.part("chance")?.value ?? 0) - 1.0 / 30) < 1e-12)
    #expect((figures.part("mnb-over-chance")?.value ?? 0) > 20)
    #expect(figures.part("mnb")?.denominator == 60)
  }

  @Test func `with identical repertoires it falls to chance`() {
    let habits = HabitWorld(subscribers: 60, days: 4, distinct: false)
    for regime in ["binding", "connection", "connection-host"] {
      let figures = habits.figures(measure, regime)
      let share = figures.part("mnb")?.value ?? 1
      // 180 trials at 1/60: 3 are expected, more than 12 happen less than once in 10,000 worlds.
      #expect(share <= 12.0 / 180, "\(regime) \(share)")
    }
  }

  @Test func `without two days in a row there is nothing to join`() {
    var world = SmallWorld(seconds: 4 * 86_400, subscribers: ["ada", "ben"])
    world.connect("ada", at: 100)
    world.connect("ada", at: 3 * 86_400)
    let figures = measure.figures(world, "connection")
    #expect(figures.part("mnb")?.status == .empty)
  }

  @Test func `a tie recognises nobody`() {
    var world = SmallWorld(seconds: 2 * 86_400, subscribers: ["ada", "ben"])
    for day in 0..<2 {
      for name in ["ada", "ben"] { world.connect(name, at: Double(day) * 86_400 + 10, to: 1) }
    }
    let figures = measure.figures(world, "connection")
    #expect(figures.part("mnb")?.value == 0 && figures.part("jaccard")?.value == 0)
  }
}
