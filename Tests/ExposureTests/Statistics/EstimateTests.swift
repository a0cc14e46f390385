import Testing

@testable import Exposure

@Suite struct EstimateTests {
  @Test func scalingMovesValueAndInterval() {
    let estimate = Estimate(
      value: 2, interval: 1...4, method: "m", clusters: 3, numerator: nil, denominator: 9)
    let scaled = estimate.scaled(by: 10)
    #expect(scaled.value == 20)
    #expect(scaled.interval == 10...40)
    #expect(scaled.clusters == 3 && scaled.denominator == 9 && scaled.method == "m")
  }
}
