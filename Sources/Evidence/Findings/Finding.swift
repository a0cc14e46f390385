import Exposure
import NATModel
import Retention

/// One thing the report found: a statement, and for each world the numbers behind it.
struct Finding: Sendable {
  /// What was found, in one sentence.
  let statement: Sentence
  /// The numbers: name of the world and a sentence.
  let rows: [(world: String, sentence: Sentence)]

  /// The findings of the summary, most of them in whichever direction the figures fall.
  static func all(_ exhibits: [Exhibit], measures: [MeasureDescription]) -> [Finding] {
    let matrices = exhibits.map(AttributionMatrix.init)
    let findings =
      [
        addressAlone(matrices), port(matrices),
        destination(
          matrices, with: .addressPortDestination, without: .addressPort,
          "Where the requester knows the port"),
        destination(
          matrices, with: .addressDestination, without: .addressDestination,
          "Where the requester knows the destination but not the port"),
        wrongPerson(matrices), revealed(exhibits, measures),
      ]
    return findings.compactMap { $0 }
  }

  private static func addressAlone(_ matrices: [AttributionMatrix]) -> Finding? {
    let best = matrices.compactMap { matrix in matrix.best(.address).map { (matrix, $0) } }
    guard let range = range(best.map(\.1)) else { return nil }
    return Finding(
      statement: """
        Knowing only the shared address and the time, even the record that did best \
        \(best[0].0.verb) in \(range) of requests.
        """,
      rows: best.compactMap { matrix, result in
        result.cited.claim().map { (matrix.exhibit.name, "\($0), from “\(result.regime.title)”") }
      })
  }

  private static func port(_ matrices: [AttributionMatrix]) -> Finding? {
    let best = matrices.compactMap { matrix in
      matrix.leastSufficient(.addressPort).map { (matrix, $0) }
    }
    guard let range = range(best.map(\.1)) else { return nil }
    return Finding(
      statement: """
        With the port number as well, records that contain no destination \(best[0].0.verb) in \
        \(range) of requests.
        """,
      rows: best.compactMap { matrix, result in
        result.cited.claim().map {
          (
            matrix.exhibit.name,
            "“\(result.regime.title)”, which contains no destination: \($0)"
          )
        }
      })
  }

  private static func destination(
    _ matrices: [AttributionMatrix], with asked: RequestKind, without lesser: RequestKind,
    _ circumstance: String
  ) -> Finding? {
    let comparisons = matrices.compactMap { matrix in
      Comparison(
        with: matrix.best(asked, withDestination: true),
        without: matrix.best(lesser, withDestination: false)
      ).map { (world: matrix.exhibit.name, comparison: $0) }
    }
    guard !comparisons.isEmpty else { return nil }
    let helped = comparisons.filter(\.comparison.isClear).map(\.world)
    return Finding(
      statement: helped.isEmpty
        ? "\(circumstance), keeping destinations did not clearly raise the share of right answers."
        : "\(circumstance), destination records did help, in \(helped.joined(separator: ", ")).",
      rows: comparisons.map { ($0.world, $0.comparison.sentence) })
  }

  private static func wrongPerson(_ matrices: [AttributionMatrix]) -> Finding? {
    let worst: [(AttributionMatrix, RequestKind, Regime, CitedFigure)] = matrices.compactMap {
      matrix in
      var worst: (AttributionMatrix, RequestKind, Regime, CitedFigure)?
      for request in RequestKind.allCases {
        for retained in matrix.exhibit.ladder {
          guard let wrong = matrix.cell(request, retained.regime.id).wrong,
            let share = wrong.value, share > worst?.3.value ?? -1
          else { continue }
          worst = (matrix, request, retained.regime, wrong)
        }
      }
      return worst
    }
    guard !worst.isEmpty else { return nil }
    let some = worst.contains { ($0.3.value ?? 0) > 0 }
    return Finding(
      statement: some
        ? "Some answers named exactly one person, and the wrong one."
        : "No answer named exactly one person and the wrong one; the intervals say how often it could have happened all the same.",
      rows: worst.compactMap { matrix, request, regime, wrong in
        wrong.claim().map { claim in
          let words = RequestWords(request).short
          return (
            matrix.exhibit.name,
            (wrong.value ?? 0) > 0
              ? "at worst \(claim), for \(words) asked of “\(regime.title)”"
              : "none; for \(words) asked of “\(regime.title)”, \(claim)"
          )
        }
      })
  }

  /// For each exposure measure, the fullest record without destinations against the fullest of all,
  /// in the first world that has both.
  private static func revealed(
    _ exhibits: [Exhibit], _ measures: [MeasureDescription]
  ) -> Finding? {
    let rows = measures.filter { $0.theme == .exposure }.compactMap { measure in
      exhibits.lazy.compactMap { exhibit in
        comparison(measure, exhibit).map { (world: measure.title, sentence: $0) }
      }.first
    }
    guard !rows.isEmpty else { return nil }
    return Finding(
      statement:
        "What the records reveal about everybody, asked about or not, depends on the record:",
      rows: rows)
  }

  private static func comparison(_ measure: MeasureDescription, _ exhibit: Exhibit) -> Sentence? {
    let shown = exhibit.ladder.compactMap { retained -> (Regime, Claim)? in
      exhibit.cited(
        measure.id, measure.headline, regime: retained.regime.id, knowledge: measure.knowledge.last
      )?.claim().map { (retained.regime, $0) }
    }
    guard let most = shown.last(where: { $0.0.containsDestination }),
      let less = shown.last(where: { !$0.0.containsDestination })
    else { return nil }
    return "\(less.1) in “\(less.0.title)”, \(most.1) in “\(most.0.title)” (\(exhibit.name))"
  }

  /// `98.6 %`, or `94.1 % to 98.6 %` where worlds differ.
  private static func range(_ results: [AttributionMatrix.Result]) -> Sentence? {
    guard let least = results.min(by: { $0.share < $1.share }),
      let most = results.max(by: { $0.share < $1.share }),
      let low = least.cited.claim(least.cited.text), let high = most.cited.claim(most.cited.text)
    else { return nil }
    return least.share == most.share ? "\(low)" : "\(low) to \(high)"
  }
}
