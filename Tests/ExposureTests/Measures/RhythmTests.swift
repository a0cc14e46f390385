import NATModel
import Testing

@testable import Exposure

@Suite struct RhythmTests {
  private let measure = Rhythm(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `times alone tell when people sleep`() throws {
    let habits = HabitWorld(subscribers: 10, days: 4, visitsPerDay: 60, distinct: true)
    for regime in ["binding", "connection"] {
      let figures = habits.figures(measure, regime)
      #expect(try #require(figures.part("onset-error")?.value) < 45)
      #expect(try #require(figures.part("wake-error")?.value) < 45)
      #expect(figures.part("onset-error")?.denominator == 30)
      #expect((figures.part("hourly-correlation")?.value ?? 0) > 0.9)
      #expect(figures.part("within-hour")?.denominator == 5)
      #expect((figures.part("within-hour")?.value ?? 0) > 0.7)
    }
  }

  @Test func `shuffled times tell nothing`() throws {
    let habits = HabitWorld(
      subscribers: 10, days: 4, visitsPerDay: 60, distinct: true, shuffled: true)
    let figures = habits.figures(measure, "binding")
    #expect(try #require(figures.part("onset-error")?.value) > 120)
    #expect(try #require(figures.part("within-hour")?.value) < 0.3)
  }

  @Test func `a quiet day is an absence, and equipment that reports by itself is not activity`() {
    var world = SmallWorld(seconds: 4 * 86_400, subscribers: ["ada"])
    for step in 0..<4 * 288 {
      world.connect("ada", at: Double(step) * 300, to: 5)  // one report in each bin
      let hour = step % 288 / 12
      let day = step / 288
      if day != 2, (8..<22).contains(hour) {
        world.connect("ada", at: Double(step) * 300 + 60, to: 1)
      }
    }
    let counts = StartCounts(log: world.log("binding"), coverage: world.coverage)
    let night = NightEstimate(counts.counts(at: 0), counts.grid)
    #expect(night.days == [0, 1, 2, 3])
    #expect(night.absences == [2])
    #expect(night.nights.count == 3)
    #expect(night.nights[0].span == SmallWorld.span(22 * 3600, seconds: 10 * 3600))
    let figures = measure.figures(world, "binding", truth: truthOfAbsence)
    #expect(figures.part("away-f1")?.value == 1)
  }

  private var truthOfAbsence: Truth {
    var truth = Truth(requesters: [:], visits: [], origin: "written by hand")
    truth.rests = [
      Truth.Rest(subscriber: "ada", span: SmallWorld.span(22 * 3600, seconds: 10 * 3600))
    ]
    truth.absences = [Truth.Absence(subscriber: "ada", day: 2)]
    return truth
  }

  @Test func `without truth or time there is no figure`() {
    let habits = HabitWorld(subscribers: 3, days: 2, distinct: true)
    #expect(measure.figures(habits.world, "binding").part("onset-error")?.status == .needsTruth)
    guard case .unanswerable = habits.figures(measure, "register").part("wake-error")?.status else {
      Issue.record("a register has no time")
      return
    }
  }
}
