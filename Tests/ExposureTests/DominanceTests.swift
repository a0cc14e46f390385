import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct DominanceTests {
  private let measures = [OutcomeSplit().about, Unicity().about, Rhythm().about]

  /// An evaluation in which each regime has a share of right answers, a unicity and a sleep error.
  private func evaluation(_ rows: [(id: String, right: Double, unicity: Double, sleep: Double?)])
    -> Evaluation
  {
    let world = SmallWorld.town()
    func figure(
      _ measure: String, _ part: String, _ regime: String, _ value: Double?,
      _ request: RequestKind? = nil, _ knowledge: Knowledge.Level? = nil
    ) -> Figure {
      Figure(
        measure: measure, part: part, regime: regime, request: request, knowledge: knowledge,
        status: value == nil ? .unanswerable("no time") : .computed, value: value, unit: "share",
        denominator: 100, denominatorOf: "requests")
    }
    return Evaluation(
      world: Evaluation.World(
        name: "w", behavior: nil, subscribers: 4, sessions: 10, coverage: nil, requests: 100,
        requestOrigin: "", truthOrigin: nil),
      retained: rows.enumerated().map { index, row in
        Evaluation.Retained(
          regime: Regime(
            id: row.id, title: row.id, kept: "", source: "", rung: index + 1,
            containsDestination: false, retain: { _, _ in world.log("binding") }),
          availability: .kept, provenance: .logged, records: 1)
      },
      figures: rows.flatMap { row in
        [
          figure("outcome-split", "unique-right", row.id, row.right, .addressPort),
          figure("unicity", "p4", row.id, row.unicity),
          figure("rhythm", "onset-error", row.id, row.sleep),
        ]
      }, day: nil)
  }

  @Test func `what answers as much and reveals no more makes the other superfluous`() throws {
    let dominance = try #require(
      Dominance(
        evaluation([
          ("none", 0, 0, nil), ("block", 0.95, 0, 200), ("binding", 0.95, 0.1, 60),
          ("connection", 0.97, 0.9, 60),
        ]), .addressPort, measures: measures))
    #expect(dominance.front == ["block", "connection"])
    #expect(dominance.silent == ["none"])
    #expect(dominance.dominated == [Dominance.Pair(dominated: "binding", by: "block")])
    #expect(dominance.measures == ["unicity", "rhythm"])
  }

  @Test func `a smaller error reveals more, and equals do not dominate each other`() throws {
    let dominance = try #require(
      Dominance(
        evaluation([("one", 0.9, 0.5, 30), ("two", 0.9, 0.4, 20), ("three", 0.9, 0.4, 20)]),
        .addressPort, measures: measures))
    #expect(dominance.front == ["one", "two", "three"])
    #expect(dominance.dominated.isEmpty)
  }

  @Test func `a measure is compared at the most knowledge that has a number`() throws {
    var evaluation = evaluation([("one", 0.9, 0.4, nil), ("two", 0.9, 0.4, nil)])
    let about = BrowsingRecovered().about
    for (regime, value) in [("one", 0.1), ("two", 0.6)] {
      for level in about.knowledge {
        let isKnown = level == about.knowledge.first
        evaluation.figures.append(
          Figure(
            measure: about.id, part: about.headline, regime: regime, request: nil, knowledge: level,
            status: isKnown ? .computed : .empty, value: isKnown ? value : nil, unit: "share",
            denominator: isKnown ? 100 : 0, denominatorOf: "visits"))
      }
    }
    let dominance = try #require(
      Dominance(evaluation, .addressPort, measures: measures + [about]))
    #expect(dominance.dominated == [Dominance.Pair(dominated: "two", by: "one")])
    #expect(dominance.measures == ["unicity", about.id])
  }

  @Test func `where nothing is answered there is nothing to weigh`() {
    let evaluation = evaluation([("one", 0, 0.5, nil)])
    #expect(Dominance(evaluation, .addressPort, measures: measures) == nil)
    #expect(Dominance.all(evaluation, measures: measures).isEmpty)
  }
}
