import Testing

@testable import Exposure

@Suite struct QuantileTests {
  @Test func nearestRankGivesAValueThatOccurs() {
    let values = [15.0, 20, 35, 40, 50]
    #expect(Quantile.nearestRank(0.05, ascending: values) == 15)
    #expect(Quantile.nearestRank(0.30, ascending: values) == 20)
    #expect(Quantile.nearestRank(0.40, ascending: values) == 20)
    #expect(Quantile.nearestRank(0.50, ascending: values) == 35)
    #expect(Quantile.nearestRank(1, ascending: values) == 50)
    #expect(Quantile.nearestRank(0, ascending: values) == 15)
  }

  @Test func medianOfEvenCountIsTheLower() {
    #expect(Quantile.nearestRank(Quantile.median, ascending: [1, 2, 3, 4]) == 2)
  }

  @Test func roundingDoesNotRaiseTheRank() {
    for count in 1...400 {
      for percent in 1...100 {
        let wanted = (percent * count + 99) / 100
        #expect(Quantile.rank(Double(percent) / 100, of: count) == wanted)
      }
    }
  }

  @Test func noValuesGiveNone() {
    #expect(Quantile.nearestRank(0.5, ascending: []) == nil)
    #expect(Quantile.rank(0.5, of: 0) == 0)
  }
}
