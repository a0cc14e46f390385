import Testing

@testable import Exposure

@Suite struct ClusteredSharesTests {
  private let bootstrap = ClusterBootstrap(draws: 200)

  private func shares(_ events: [Int], of trials: Int) -> ClusteredShares {
    var shares = ClusteredShares(parts: 1, clusters: events.count)
    for (cluster, count) in events.enumerated() {
      shares.observe(cluster: cluster, count: trials)
      shares.count(0, cluster: cluster, count: count)
    }
    return shares
  }

  @Test func nothingAndEverythingFallBackToTheNumberOfSubscribers() throws {
    let none = try #require(
      shares([Int](repeating: 0, count: 30), of: 50).estimates(bootstrap).first)
    #expect(none.value == 0 && none.interval == 0...0.1 && none.denominator == 1500)
    #expect(none.method == "rule of three over 30 subscribers")
    let all = try #require(
      shares([Int](repeating: 50, count: 30), of: 50).estimates(bootstrap).first)
    #expect(all.value == 1 && all.interval == 0.9...1 && all.numerator == 1500)
    #expect(all.method == "rule of three over 30 subscribers")
  }

  @Test func fewSubscribersGiveWilsonOverSubscribers() throws {
    let few = try #require(shares([3, 5, 1], of: 10).estimates(bootstrap).first)
    #expect(few.interval == WilsonInterval.interval(share: 0.3, trials: 3))
    #expect(few.method == "Wilson over 3 subscribers")
    let one = try #require(shares([4], of: 10).estimates(bootstrap).first)
    #expect(one.method == "Wilson over 1 subscriber" && one.interval != nil)
  }

  @Test func drawsThatDoNotDifferGiveWilson() throws {
    let same = try #require(
      shares([Int](repeating: 3, count: 20), of: 10).estimates(bootstrap).first)
    #expect(same.method == "Wilson over 20 subscribers")
    #expect(same.interval == WilsonInterval.interval(share: 0.3, trials: 20))
  }

  @Test func manySubscribersAreResampled() throws {
    let estimate = try #require(shares((0..<40).map { $0 % 5 }, of: 10).estimates(bootstrap).first)
    #expect(estimate.value == 0.2)
    #expect(estimate.method == "cluster bootstrap by subscriber, 200 draws")
    let interval = try #require(estimate.interval)
    // The standard error over 40 clusters of standard deviation 0.1414 is 0.0224.
    #expect(abs(interval.lowerBound - (0.2 - 1.96 * 0.0224)) < 0.012)
    #expect(abs(interval.upperBound - (0.2 + 1.96 * 0.0224)) < 0.012)
  }

  @Test func clustersWithoutObservationDoNotCount() throws {
    var shares = ClusteredShares(parts: 2, clusters: 5)
    shares.observe(cluster: 1, count: 4)
    shares.count(1, cluster: 1, count: 4)
    let estimates = shares.estimates(bootstrap)
    #expect(estimates.map(\.value) == [0, 1])
    #expect(estimates.map(\.clusters) == [1, 1])
    #expect(ClusteredShares(parts: 2, clusters: 5).estimates(bootstrap).isEmpty)
  }

  // Half of the subscribers succeed with 0.9, half with 0.1: requests of one are far from
  // independent. Share of 300 worlds whose interval holds the true 0.5.
  private func coverage(
    subscribers: Int, _ interval: (ClusteredShares, Int, Int) -> ClosedRange<Double>?
  ) -> Double {
    var held = 0
    for world in 0..<300 {
      let random = CounterRandom(seed: 99, stream: UInt64(world))
      var shares = ClusteredShares(parts: 1, clusters: subscribers)
      var events = 0
      var index: UInt64 = 0
      for cluster in 0..<subscribers {
        let chance = random.unit(at: index) < 0.5 ? 0.9 : 0.1
        shares.observe(cluster: cluster, count: 10)
        for _ in 0..<10 {
          index += 1
          if random.unit(at: index) < chance {
            shares.count(0, cluster: cluster)
            events += 1
          }
        }
        index += 1
      }
      if interval(shares, events, subscribers * 10)?.contains(0.5) == true { held += 1 }
    }
    return Double(held) / 300
  }

  @Test func intervalsOverSubscribersHoldTheTruthAndThoseOverRequestsDoNot() {
    let clustered = coverage(subscribers: 30) { shares, _, _ in
      shares.estimates(ClusterBootstrap(draws: 200)).first?.interval
    }
    let naive = coverage(subscribers: 30) { _, events, trials in
      WilsonInterval.interval(share: Double(events) / Double(trials), trials: trials)
    }
    // Four standard errors of 0.95 over 300 worlds are 0.05.
    #expect(clustered > 0.90)
    #expect(naive < 0.70)
  }

  @Test func fewSubscribersStillHoldTheTruth() {
    let few = coverage(subscribers: 6) { shares, _, _ in
      shares.estimates(ClusterBootstrap(draws: 200)).first?.interval
    }
    #expect(few > 0.93)
  }
}
