package import NATModel
package import Retention

/// A3: how often the best possible guess is right, where a record does not name one subscriber alone.
///
/// Every candidate is weighed by the chance that the act happened while a record of theirs was held,
/// under the declared spread of the clock's error (``Answer/posterior``); all subscribers are as
/// likely beforehand. Parts, for every type of request: `claimed`, the mean over requests of the
/// largest weight, which is what somebody without truth would say of the guess; `success`, the share
/// of requests with known truth of which the heaviest candidate is the right one (of several as heavy
/// one is drawn, so each counts its share). A request that nobody matches, or that the log cannot
/// decide, is a guess that fails: 0.
package struct BayesSuccess: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "bayes-success", code: "A3", title: "Best guess right", theme: .attribution,
      definition: """
        How often somebody who always names the most likely candidate would name the right \
        subscriber: it tells records that leave a little doubt from records that are of no use.
        """,
      unit: "share", denominator: "requests with known truth",
      misleads: """
        A best guess is no proof: 60 % means that four in ten persons named are innocent. It takes \
        every subscriber for as likely beforehand and the declared spread of clock errors for true; \
        where the claimed share is above the real one, that spread is too narrow.
        """,
      citation: "Smith, FoSSaCS 2009 (Bayes vulnerability; recalled, high confidence).",
      headline: "success", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> AnsweredRequests { asked.answers(of: log) }

  package func score(_ inference: AnsweredRequests, truth: Truth?) -> [Figure] {
    RequestKind.allCases.flatMap { kind in
      let series = FigureSeries(measure: about.id, regime: inference.regime, request: kind)
      return [
        figure("success", inference, kind, truth, series),
        figure("claimed", inference, kind, truth, series),
      ]
    }
  }

  private func figure(
    _ part: String, _ answered: AnsweredRequests, _ kind: RequestKind, _ truth: Truth?,
    _ series: FigureSeries
  ) -> Figure {
    let isScored = part == "success"
    let counted = isScored ? "requests with known truth" : "requests"
    if let obstacle = answered.obstacle(kind) {
      return series.blank(
        part, obstacle, unit: about.unit, of: counted,
        note: obstacle == .empty ? "no request knows enough for this type" : "")
    }
    let scored = ScoredRequests(answered, kind: kind, truth: truth, onlyKnown: isScored)
    var sample = ClusteredSample()
    for entry in scored.entries {
      let likeliest = entry.answer.likeliest
      guard isScored else {
        sample.add(likeliest.weight, cluster: entry.cluster)
        continue
      }
      let right = truth.flatMap { $0.requester(of: entry.answer.label) }
      let isAmong = likeliest.subscribers.contains { answered.identities[$0] == right }
      sample.add(isAmong ? 1 / Double(likeliest.subscribers.count) : 0, cluster: entry.cluster)
    }
    guard let estimate = sample.estimates([.mean], bootstrap).first else {
      return series.blank(
        part, isScored ? .needsTruth : .empty, unit: about.unit, of: counted,
        note: isScored ? "" : "no request")
    }
    return series.figure(part, estimate, unit: about.unit, of: counted)
  }
}
