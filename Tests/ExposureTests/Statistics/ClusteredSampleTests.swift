import Testing

@testable import Exposure

@Suite struct ClusteredSampleTests {
  private let bootstrap = ClusterBootstrap(draws: 300)

  @Test func valuesAreThoseOfTheSample() {
    let sample = ClusteredSample(onePerCluster: (1...20).map(Double.init))
    let estimates = sample.estimates(
      [.mean, .quantile(Quantile.median), .quantile(Quantile.p95)], bootstrap)
    #expect(estimates.map(\.value) == [10.5, 10, 19])
    #expect(estimates.allSatisfy { $0.denominator == 20 && $0.clusters == 20 })
    #expect(estimates.allSatisfy { $0.interval?.contains($0.value) == true })
    #expect(estimates[0].method == "cluster bootstrap by subscriber, 300 draws")
  }

  @Test func intervalOfTheMeanIsThatOfTheTheory() throws {
    let values = (0..<100).map { Double($0 % 10) }
    let estimate = try #require(
      ClusteredSample(onePerCluster: values).estimates([.mean], bootstrap).first)
    let interval = try #require(estimate.interval)
    // Standard deviation 2.872, standard error 0.2872.
    #expect(abs(interval.lowerBound - (4.5 - 0.563)) < 0.12)
    #expect(abs(interval.upperBound - (4.5 + 0.563)) < 0.12)
  }

  @Test func repeatedObservationsDoNotNarrowTheInterval() throws {
    var repeated = ClusteredSample()
    for cluster in 0..<20 {
      for _ in 0..<25 { repeated.add(Double(cluster), cluster: cluster) }
    }
    let single = ClusteredSample(onePerCluster: (0..<20).map(Double.init))
    let left = try #require(repeated.estimates([.mean], bootstrap).first)
    let right = try #require(single.estimates([.mean], bootstrap).first)
    #expect(left.interval == right.interval)
    #expect(left.denominator == 500)
  }

  @Test func oneSubscriberGivesNoInterval() throws {
    var sample = ClusteredSample()
    sample.add(3, cluster: 8)
    sample.add(5, cluster: 8)
    let estimate = try #require(sample.estimates([.mean], bootstrap).first)
    #expect(estimate.value == 4 && estimate.interval == nil)
    #expect(estimate.method == "none: one subscriber")
  }

  @Test func fewSubscribersAreSaidToBeFew() throws {
    let sample = ClusteredSample(onePerCluster: [1, 2, 3])
    let estimate = try #require(sample.estimates([.mean], bootstrap).first)
    #expect(
      estimate.method
        == "cluster bootstrap by subscriber, 300 draws; only 3 subscribers, may be too narrow")
  }

  @Test func nothingObservedGivesNothing() {
    #expect(ClusteredSample().estimates([.mean], bootstrap).isEmpty)
  }
}
