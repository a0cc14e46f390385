package import NATModel
package import Retention

/// A number that compares regimes: computed from what the retained logs of all rungs answer.
///
/// The two steps and their separation are those of ``Measure``: the first sees what the retained logs
/// answer, the second what was inferred and the truth. The same requests are put to all
/// rungs, so differences are paired. Each stands in a file of its own under `LadderMeasures/` and once
/// in ``Measures/ladder``.
package protocol LadderMeasure: Sendable {
  /// What the first step hands to the second.
  associatedtype Inference: Sendable

  /// Definition, unit, denominator and the rest, for help and reports.
  var about: MeasureDescription { get }

  /// What can be told from the answers of every rung, least kept first.
  func infer(from ladder: [AnsweredRequests]) -> Inference

  /// The figures, scored against truth where the measure needs it; at least one.
  func score(_ inference: Inference, truth: Truth?) -> [Figure]
}

extension LadderMeasure {
  /// What can be told of requests that are put to every log.
  package func infer(from ladder: [RetainedLog], asked: [Request]) -> Inference {
    infer(from: ladder.map { AnsweredRequests(log: $0, asked: asked) })
  }
}
