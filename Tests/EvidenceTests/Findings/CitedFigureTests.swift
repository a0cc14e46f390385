import Exposure
import Testing

@testable import Evidence

@Suite struct CitedFigureTests {
  private func cited(_ status: Figure.Status, value: Double? = nil) -> CitedFigure {
    CitedFigure(
      figure: Figure(
        measure: "m", part: "p", regime: "r", status: status, value: value, unit: "share",
        numerator: 3, denominator: 8, denominatorOf: "subscribers", interval: 0.1...0.7),
      pointer: "/worlds/0/figures/0")
  }

  @Test func `a number with what it is out of`() {
    #expect(cited(.computed, value: 0.375).phrase == "3 of 8 (37.5\u{A0}%; 10–70\u{A0}%)")
    #expect(cited(.computed, value: 0.375).claim()?.pointer == "/worlds/0/figures/0/value")
  }

  @Test func `small cells show their limit only`() {
    let figure = cited(.suppressed(below: 5))
    #expect(figure.text == "<5")
    #expect(figure.value == nil)
    #expect(figure.basis.isEmpty)
    #expect(figure.claim() == nil)
  }

  @Test func `what is absent is a dash and never zero`() {
    for status in [Figure.Status.notInThisLog("x"), .unanswerable("x"), .needsTruth, .empty] {
      #expect(cited(status).text == "—")
      #expect(cited(status).value == nil)
    }
  }
}
