import Testing

@testable import Exposure

@Suite struct ClusterBootstrapTests {
  @Test func everyDrawTakesAsManyClustersAsThereAre() {
    var seen: [[UInt32]] = []
    let bootstrap = ClusterBootstrap(draws: 50)
    _ = bootstrap.distributions(clusters: 7, statistics: 1) { multiplicities, _ in
      seen.append((0..<7).map { multiplicities[$0] })
    }
    #expect(seen.count == 50)
    #expect(seen.allSatisfy { $0.reduce(0, +) == 7 })
    #expect(Set(seen).count > 40)
  }

  @Test func seedAloneDecides() {
    func means(_ seed: UInt64) -> [[Double]] {
      ClusterBootstrap(draws: 100, seed: seed).distributions(clusters: 20, statistics: 1) {
        multiplicities, values in
        values[0] = (0..<20).reduce(0) { $0 + Double(multiplicities[$1]) * Double($1) } / 20
      }
    }
    #expect(means(1) == means(1))
    #expect(means(1) != means(2))
  }

  @Test func undefinedDrawsDoNotCount() {
    let found = ClusterBootstrap(draws: 30).distributions(clusters: 3, statistics: 2) {
      _, values in
      values[1] = 4
    }
    #expect(found[0].isEmpty)
    #expect(found[1] == [Double](repeating: 4, count: 30))
    #expect(
      ClusterBootstrap(draws: 9).distributions(clusters: 0, statistics: 1) { _, _ in } == [[]])
  }

  @Test func percentilesAreRanksOfTheDraws() {
    let values = (1...1000).reversed().map(Double.init)
    #expect(ClusterBootstrap.percentileInterval(values) == 25...975)
    #expect(ClusterBootstrap.percentileInterval([]) == nil)
  }

  @Test func manyClustersCostFewerDrawsAndSaySo() {
    let bootstrap = ClusterBootstrap.standard
    #expect(bootstrap.draws(over: 500) == 1000)
    #expect(bootstrap.draws(over: 100_000) == 671)
    #expect(bootstrap.draws(over: 10_000_000) == 200)
    #expect(ClusterBootstrap(draws: 50).draws(over: 10_000_000) == 50)
    #expect(bootstrap.method(over: 10) == "cluster bootstrap by subscriber, 1000 draws")
    #expect(
      bootstrap.method(over: 10_000_000) == "cluster bootstrap by subscriber, 200 draws")
  }
}
