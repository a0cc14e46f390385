import Testing

@testable import Exposure

@Suite struct ChainingTests {
  private let measure = Chaining(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `a chain of seven days needs eight`() {
    let seven = HabitWorld(subscribers: 10, days: 7, distinct: true)
    #expect(seven.figures(measure, "connection-host").part("chained-7")?.status == .empty)
    let eight = HabitWorld(subscribers: 10, days: 8, distinct: true)
    let chained = eight.figures(measure, "connection-host").part("chained-7")
    #expect(chained?.denominator == 10 && (chained?.value ?? 0) > 0.5)
  }

  @Test func `with identical repertoires nobody is followed for a week`() {
    let habits = HabitWorld(subscribers: 30, days: 8, distinct: false)
    let chained = habits.figures(measure, "connection-host").part("chained-7")
    #expect(chained?.value == 0 && chained?.interval?.upperBound == 0.1)
  }
}
