import Testing

@testable import Exposure

@Suite struct WilsonIntervalTests {
  /// Values that statistical packages print for the score interval without correction.
  @Test(arguments: [
    (0, 10, 0.0, 0.277_533), (5, 10, 0.236_593, 0.763_407), (10, 10, 0.722_467, 1.0),
    (1, 20, 0.008_881, 0.236_130), (15, 148, 0.062_379, 0.160_532),
  ])
  func agreesWithKnownValues(events: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = try #require(
      WilsonInterval.interval(share: Double(events) / Double(trials), trials: trials))
    #expect(abs(interval.lowerBound - lower) < 2e-4)
    #expect(abs(interval.upperBound - upper) < 2e-4)
  }

  @Test func boundsSolveTheScoreEquation() throws {
    let interval = try #require(WilsonInterval.interval(share: 0.3, trials: 50))
    for bound in [interval.lowerBound, interval.upperBound] {
      let score = (0.3 - bound) / (bound * (1 - bound) / 50).squareRoot()
      #expect(abs(abs(score) - WilsonInterval.z95) < 1e-9)
    }
  }

  @Test func staysInsideAndHoldsTheShare() throws {
    for trials in [1, 2, 3, 10, 1000] {
      for step in 0...20 {
        let share = Double(step) / 20
        let interval = try #require(WilsonInterval.interval(share: share, trials: trials))
        #expect(interval.lowerBound >= 0 && interval.upperBound <= 1)
        #expect(interval.contains(share))
      }
    }
    #expect(WilsonInterval.interval(share: 0, trials: 0) == nil)
  }
}
