package import NATModel
import Retention

/// A5: what each rung adds to the answers of the rungs below it.
///
/// Part `gain` for each rung and type of request: the share of requests answered with the right
/// subscriber alone, less the largest such share of a rung that keeps less; paired, over the same
/// requests. The note names the rung compared with. Negative where a rung that keeps less does better.
package struct MarginalGain: LadderMeasure {
  /// The answers of every rung, and whether it could be asked.
  package struct Inference: Sendable {
    /// From the least kept to the most.
    package var answered: [AnsweredRequests]
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "marginal-gain", code: "A5", title: "Gain over less", theme: .attribution,
      definition: """
        How many more of 100 requests a kind of record answers rightly than the best kind of record \
        that keeps less: what the additional record is needed for.
        """,
      unit: "points of share", denominator: "requests with known truth",
      misleads: """
        A rung is compared with rungs of the same provider as it is: one that gives ports out in \
        blocks needs less than one that does not. A gain of 0 does not say that a rung answers \
        nothing, only that less would answer as much.
        """,
      citation: "Necessity and proportionality; evidence catalogue H.1 (A5).",
      headline: "gain", needsTruth: true)
  }

  package func infer(from ladder: [AnsweredRequests]) -> Inference { Inference(answered: ladder) }

  private static let counted = "requests with known truth"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    RequestKind.allCases.flatMap { kind in
      inference.answered.indices.map { figure(inference, kind, rung: $0, truth) }
    }
  }

  private func figure(
    _ inference: Inference, _ kind: RequestKind, rung: Int, _ truth: Truth?
  ) -> Figure {
    let log = inference.answered[rung]
    let series = FigureSeries(measure: about.id, regime: log.regime, request: kind)
    func blank(_ status: Figure.Status, _ note: String = "") -> Figure {
      series.blank("gain", status, unit: about.unit, of: Self.counted, note: note)
    }
    if case .notInThisLog(let reason) = log.availability { return blank(.notInThisLog(reason)) }
    if log.entries(kind).isEmpty { return blank(.empty, "no request knows enough for this type") }
    guard let truth else { return blank(.needsTruth) }
    let below = inference.answered[..<rung].filter { $0.availability == .kept }
    guard let outcomes = PairedOutcomes(below + [log], kind, truth: truth) else {
      return blank(.needsTruth)
    }
    let last = below.count
    let best = (0..<last).max { outcomes.share($0) < outcomes.share($1) }
    let estimate = outcomes.estimate(bootstrap) { shares in
      shares[last] - (best.map { shares[$0] } ?? 0)
    }
    let note = best.map { "over \(below[$0].regime)" } ?? "nothing less is kept"
    return series.figure("gain", estimate, unit: about.unit, of: Self.counted, note: note)
  }
}
