import Simulation
import Testing

@Suite struct DayPlanTests {
  @Test func `a plan asked for in parts is the whole plan`() throws {
    let world = try SmallWorld.make()
    let start = world.traffic.start
    let whole = start..<start + 27 * SmallWorld.hour
    for subscriber in 0..<5 {
      var pages: [DayPlan.Page] = []
      world.traffic.plan(subscriber, day: 0, within: whole, into: &pages)
      var parts: [DayPlan.Page] = []
      for hour in 0..<27 as Range<Int64> {
        let span = start + hour * SmallWorld.hour..<start + (hour + 1) * SmallWorld.hour
        world.traffic.plan(subscriber, day: 0, within: span, into: &parts)
      }
      func order(_ left: DayPlan.Page, _ right: DayPlan.Page) -> Bool {
        (left.time, left.visit, left.page) < (right.time, right.visit, right.page)
      }
      #expect(pages.sorted(by: order) == parts.sorted(by: order))
      #expect(!pages.isEmpty || subscriber > 0)
    }
  }

  @Test func `people sleep`() throws {
    let world = try SmallWorld.make("rhythm.chronotype=0", "rhythm.night_jitter=0")
    let start = world.traffic.start
    var pages: [DayPlan.Page] = []
    for subscriber in 0..<20 {
      world.traffic.plan(
        subscriber, day: 0, within: start..<start + 5 * SmallWorld.hour, into: &pages)
    }
    #expect(pages.isEmpty)
  }
}
