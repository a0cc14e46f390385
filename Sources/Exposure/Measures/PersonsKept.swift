package import NATModel
package import Retention

/// K2: people whose records are kept, for each right answer.
///
/// subscribers / (requests in a year × P(right subscriber alone)), with a year of retention. The part
/// `persons` for each type of request about a shared address; what a rung adds over the rungs below
/// it is the business of ``MarginalGain``.
package struct PersonsKept: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// How many requests there are.
  package var volume: RequestVolume

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard, volume: RequestVolume = RequestVolume()) {
    self.bootstrap = bootstrap
    self.volume = volume
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "persons-kept", code: "K2", title: "People kept per right answer", theme: .collateral,
      definition: """
        How many people's records have to stand for a year for each request of that year that is \
        answered rightly.
        """,
      unit: "persons", denominator: "right answers",
      misleads: """
        The number of requests is an input. Every regime that keeps records of everybody has the same \
        numerator: what differs is how often it answers rightly and what the records say.
        """,
      citation: "Proportionality: persons affected per success; evidence catalogue H.4.",
      headline: "persons", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> AnsweredRequests { asked.answers(of: log) }

  package func score(_ inference: AnsweredRequests, truth: Truth?) -> [Figure] {
    CollateralFigures.perKind(inference, truth: truth, bootstrap) { kind, rate in
      let series = FigureSeries(measure: about.id, regime: inference.regime, request: kind)
      func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
        [series.blank("persons", status, unit: about.unit, of: about.denominator, note: note)]
      }
      switch rate {
      case nil: return blank(.needsTruth)
      case .failure(let obstacle): return blank(obstacle.status, obstacle.note)
      case .success(let rate):
        guard let estimate = rate.perSuccess(1e6 / volume.perMillion) else {
          return blank(.empty, "no request is answered rightly")
        }
        return [
          series.figure(
            "persons", estimate, unit: about.unit, of: "requests with known truth",
            note: volume.note)
        ]
      }
    }
  }
}
