import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct SensitiveCollateralTests {
  @Test func `days with a claim of a listed category are counted once a person`() throws {
    let habits = HabitWorld(subscribers: 20, days: 2, distinct: true)
    let measure = SensitiveCollateral(
      bootstrap: ClusterBootstrap(draws: 200), volume: RequestVolume(perMillion: 1000))
    let asked = habits.world.connections.prefix(50).enumerated().map { number, record in
      SmallWorld.request(record, label: "r\(number)")
    }
    var truth = habits.truth
    let log = habits.world.log("connection-host")
    for (number, record) in habits.world.connections.prefix(50).enumerated() {
      truth.requesters["r\(number)"] = log.identity(of: record.subscriber)
    }
    let figures = measure.figures(
      habits.world, "connection-host", asked: asked, truth: truth, knowledge: habits.knowledge(.k2))
    let value = try #require(figures.part("person-days", .addressPort)?.value)
    // All 50 are answered rightly, so it is person-days per person and day × 365,000.
    var days: Set<String> = []
    for visit in habits.truth.visits where habits.categories.categories[visit.site] != nil {
      days.insert("\(visit.subscriber) \(SiteContacts.day(of: visit.time))")
    }
    let wanted = Double(days.count) / 20 / 2 * 365_000
    #expect(abs(value - wanted) / wanted < 0.1)
    let binding = measure.figures(
      habits.world, "binding", asked: asked, truth: truth, knowledge: habits.knowledge(.k2))
    #expect(binding.part("person-days", .addressPort)?.value == 0)
  }
}
