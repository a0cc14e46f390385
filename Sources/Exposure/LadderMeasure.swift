package import NATModel
package import Retention

/// A number that compares regimes: computed from the retained logs of all rungs at once.
///
/// The two steps and their separation are those of ``Measure``: the first sees retained logs and
/// declared knowledge, the second what was inferred and the truth. The same requests are put to all
/// rungs, so differences are paired. Each stands in a file of its own under `LadderMeasures/` and once
/// in ``Measures/ladder``.
package protocol LadderMeasure: Sendable {
  /// What the first step hands to the second.
  associatedtype Inference: Sendable

  /// Definition, unit, denominator and the rest, for help and reports.
  var about: MeasureDescription { get }

  /// What can be told from the logs of the ladder, least kept first, and what was asked of each.
  func infer(from ladder: [(log: RetainedLog, asked: Asked)]) -> Inference

  /// The figures, scored against truth where the measure needs it; at least one.
  func score(_ inference: Inference, truth: Truth?) -> [Figure]
}

extension LadderMeasure {
  /// What can be told of requests that are put to every log.
  package func infer(from ladder: [RetainedLog], asked: [Request]) -> Inference {
    infer(from: ladder.map { ($0, Asked(asked)) })
  }
}
