import Testing

@testable import Exposure

@Suite struct FigureSuppressionTests {
  private func figure(
    numerator: Int? = nil, denominator: Int = 100, of counted: String = "requests",
    subscribers: Int? = nil, note: String = ""
  ) -> Figure {
    Figure(
      measure: "m", part: "p", regime: "r", status: .computed, value: 0.5, unit: "share",
      numerator: numerator, denominator: denominator, denominatorOf: counted, interval: 0...1,
      intervalMethod: "Wilson", subscribers: subscribers, note: note)
  }

  @Test func fewSubscribersAreWithheldVisibly() {
    let hidden = figure(subscribers: 4, note: "n").suppressed(below: 5)
    #expect(hidden.status == .suppressed(below: 5))
    #expect(hidden.value == nil && hidden.interval == nil && hidden.subscribers == nil)
    #expect(hidden.denominator == 0 && hidden.numerator == nil)
    #expect(hidden.measure == "m" && hidden.unit == "share" && hidden.note == "n")
    let shown = figure(subscribers: 5)
    #expect(shown.suppressed(below: 5) == shown)
  }

  @Test func fewOfManySubscribersAreWithheldOnBothSides() {
    for numerator in [1, 4, 96, 99] {
      let cell = figure(numerator: numerator, of: "subscribers")
      #expect(cell.suppressed(below: 5).status == .suppressed(below: 5))
    }
    for numerator in [0, 5, 95, 100] {
      let cell = figure(numerator: numerator, of: "subscribers")
      #expect(cell.suppressed(below: 5) == cell)
    }
    let requests = figure(numerator: 1)
    #expect(requests.suppressed(below: 5) == requests)
  }

  @Test func whatSaysNothingAboutAnybodyStays() {
    let zero = figure(subscribers: 2, note: "0 by construction: no record states a host name")
    let none = Figure(
      measure: "m", part: "p", regime: "r", status: .needsTruth, unit: "share", denominator: 0,
      denominatorOf: "subscribers")
    #expect([zero, none].suppressed() == [zero, none])
  }
}
