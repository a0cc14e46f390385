package import NATModel
package import Retention

/// K1: records kept about people who are never asked for, for each right answer.
///
/// (records kept in a year about everybody) / (requests in that year × P(right subscriber alone)).
/// The records of the subscribers found are less than the rounding and not taken off. One part for
/// each type of request that names a shared address.
package struct UninvolvedRecords: Measure {
  /// What is needed of the log.
  package struct Inference: Sendable {
    /// The answers.
    package var answered: AnsweredRequests
    /// Records per subscriber and day; `nil` if the log states no time.
    package var perDay: Double?
    /// Says that a short recording was extrapolated.
    package var extrapolation: String
  }

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
      id: "uninvolved-records", code: "K1", title: "Records kept per right answer",
      theme: .collateral,
      definition: """
        How many records about people who are never asked for are kept in a year for each request \
        of that year that is answered rightly.
        """,
      unit: "records", denominator: "right answers",
      misleads: """
        The number of requests is an input and not a finding; half the requests double the figure. \
        Retention may serve other purposes too: this is the price of this one purpose.
        """,
      citation: "Danish evaluation of 2012 (one case; itpol.dk, edri.org).",
      headline: "records", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    let duration = CoverageDuration(log.coverage)
    let subscribers = Double(max(1, log.subscribers.count))
    return Inference(
      answered: asked.answers(of: log),
      perDay: duration.map { Double(log.count) / subscribers / $0.days },
      extrapolation: duration?.extrapolation ?? "")
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    CollateralFigures.perKind(inference.answered, truth: truth, bootstrap) { kind, rate in
      let series = FigureSeries(
        measure: about.id, regime: inference.answered.regime, request: kind)
      guard let rate else {
        return [series.blank("records", .needsTruth, unit: "records", of: "right answers")]
      }
      switch rate {
      case .failure(let obstacle):
        return [
          series.blank(
            "records", obstacle.status, unit: "records", of: "right answers", note: obstacle.note)
        ]
      case .success(let rate):
        guard let perDay = inference.perDay else {
          return [
            series.blank(
              "records", .empty, unit: "records", of: "right answers",
              note: "the log states no time")
          ]
        }
        guard let estimate = rate.perSuccess(perDay * 365 * 1e6 / volume.perMillion) else {
          return [
            series.blank(
              "records", .empty, unit: "records", of: "right answers",
              note: "no request is answered rightly")
          ]
        }
        let notes = [volume.note, inference.extrapolation].filter { !$0.isEmpty }
        return [
          series.figure(
            "records", estimate, unit: "records", of: "requests with known truth",
            note: notes.joined(separator: "; "))
        ]
      }
    }
  }
}
