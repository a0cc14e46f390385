import Exposure
import NATModel
import Retention

/// Regimes × types of request for one world: how often each record answers each question rightly.
///
/// Where it is not known who was right, the share of answers that name exactly one subscriber stands
/// in the place of the right ones, and says so.
struct AttributionMatrix: Sendable {
  /// Measure that splits the outcomes of requests.
  static let outcomes = "outcome-split"
  /// Measure that counts the candidates of a request.
  static let candidates = "candidate-set"
  /// The part of the outcomes that counts right answers.
  static let right = "unique-right"
  /// The part of the outcomes that counts answers with one subscriber, right or wrong.
  static let unique = "unique"
  /// The part of the outcomes that counts wrong persons named.
  static let wrong = "unique-wrong"

  /// One regime and one type of request.
  struct Cell: Sendable {
    /// Share answered with one subscriber who is the right one, or with any one subscriber.
    let share: CitedFigure?
    /// True if ``share`` counts right answers only.
    let isScored: Bool
    /// Share answered with one subscriber who is not.
    let wrong: CitedFigure?
    /// Median number of candidates.
    let candidates: CitedFigure?

    /// The level of the share from 1 to 5, or `nil` without a number.
    ///
    /// Steps at 20, 50, 80 and 95 %: what lies between "usually" and "nearly always" matters more
    /// than what lies below "seldom".
    var level: Int? {
      share?.value.map { share in 1 + [0.2, 0.5, 0.8, 0.95].count { share >= $0 } }
    }

    /// Why there is no number: a few words and a sentence.
    var absence: (words: String, reason: String)? {
      guard let share else { return ("not measured", "") }
      guard case .absent(let words, let reason) = share.appearance else { return nil }
      return (words, reason)
    }
  }

  /// The five levels as characters, from 1 to 5.
  static let glyphs = ["▁", "▂", "▄", "▆", "█"]

  /// The world.
  let exhibit: Exhibit

  /// What stands in one cell.
  func cell(_ request: RequestKind, _ regime: String) -> Cell {
    func figure(_ measure: String, _ part: String) -> CitedFigure? {
      exhibit.cited(measure, part, regime: regime, request: request)
    }
    let right = figure(AttributionMatrix.outcomes, AttributionMatrix.right)
    let unique = figure(AttributionMatrix.outcomes, AttributionMatrix.unique)
    let isScored = right?.figure.status != .needsTruth || unique?.value == nil
    return Cell(
      share: isScored ? right : unique, isScored: isScored,
      wrong: figure(AttributionMatrix.outcomes, AttributionMatrix.wrong),
      candidates: figure(AttributionMatrix.candidates, "median"))
  }

  /// What the share counts: `named the right subscriber`, or less where truth is not known.
  var verb: String {
    let isScored = RequestKind.allCases.allSatisfy { request in
      exhibit.ladder.allSatisfy { cell(request, $0.regime.id).isScored }
    }
    return isScored
      ? "named the right subscriber" : "named exactly one subscriber (not checked who it was)"
  }

  /// A regime and its share of right answers.
  struct Result: Sendable {
    let regime: Regime
    let share: Double
    let cited: CitedFigure
  }

  /// The results of all rungs that answer a type of request, from least to most kept.
  func results(_ request: RequestKind) -> [Result] {
    exhibit.ladder.compactMap { retained in
      guard let cited = cell(request, retained.regime.id).share, let share = cited.value else {
        return nil
      }
      return Result(regime: retained.regime, share: share, cited: cited)
    }
  }

  /// The best result, and among equals the one that keeps least.
  func best(_ request: RequestKind, withDestination: Bool? = nil) -> Result? {
    let results = results(request).filter {
      withDestination == nil || $0.regime.containsDestination == withDestination
    }
    guard let highest = results.map(\.share).max() else { return nil }
    return results.first { $0.share == highest }
  }

  /// The result of the regime that keeps least among those within two percentage points of the best
  /// without a destination.
  func leastSufficient(_ request: RequestKind) -> Result? {
    guard let best = best(request, withDestination: false) else { return nil }
    return results(request).first {
      !$0.regime.containsDestination && $0.share >= best.share - 0.02
    }
  }
}
