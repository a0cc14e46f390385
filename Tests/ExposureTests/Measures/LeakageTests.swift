import Foundation
import NATModel
import Testing

@testable import Exposure

@Suite struct LeakageTests {
  private let habits = HabitWorld(subscribers: 20, days: 2, distinct: true)
  private let few = ClusterBootstrap(draws: 200)

  @Test func `leakage is the logarithm of the success ratio`() throws {
    let figures = habits.figures(Leakage(bootstrap: few), "connection-host")
    let prior = try #require(figures.part("prior")?.value)
    let posterior = try #require(figures.part("posterior")?.value)
    let bits = try #require(figures.part("bits")?.value)
    #expect(posterior > 0.8)
    #expect(abs(bits - log2(posterior / prior)) < 1e-9)
    let mutual = try #require(figures.part("mutual-information")?.value)
    let entropy = try #require(figures.part("entropy")?.value)
    #expect(mutual <= entropy + 1e-9 && mutual > 0.7 * entropy)
    guard case .unanswerable = habits.figures(Leakage(), "binding").part("bits")?.status else {
      Issue.record("bindings name no site")
      return
    }
  }
}
