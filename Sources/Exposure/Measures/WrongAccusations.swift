package import NATModel
package import Retention

/// K5: people named wrongly in a year.
///
/// requests in a year × P(one subscriber is named, and it is the wrong one), per million subscribers.
/// The part `persons` for each type of request about a shared address.
package struct WrongAccusations: Measure {
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
      id: "wrong-accusations", code: "K5", title: "People named wrongly", theme: .collateral,
      definition: """
        How many requests in a year, per million subscribers, name exactly one subscriber who had \
        nothing to do with it.
        """,
      unit: "persons per million and year", denominator: "requests",
      misleads: """
        The number of requests is an input. Where no wrong answer was seen the figure is 0 and its \
        interval says how many there may still be. Requests drawn from the log's own records have \
        no clock error and cannot show the most frequent cause.
        """,
      citation: "IPCO Annual Report 2017, Error Investigation 19.",
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
        return [
          series.figure(
            "persons", rate.wrong.scaled(by: volume.perMillion), unit: about.unit,
            of: "requests with known truth", note: volume.note)
        ]
      }
    }
  }
}
