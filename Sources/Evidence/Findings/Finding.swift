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
      [addressAlone(matrices), port(matrices), destination(matrices), wrongPerson(matrices)]
      + [revealed(exhibits, measures)]
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

  private static func destination(_ matrices: [AttributionMatrix]) -> Finding? {
    var helped: [String] = []
    let rows: [(world: String, sentence: Sentence)] = matrices.compactMap { matrix in
      let port = Comparison(
        with: matrix.best(.addressPortDestination, withDestination: true),
        without: matrix.best(.addressPort, withDestination: false))
      let noPort = Comparison(
        with: matrix.best(.addressDestination, withDestination: true),
        without: matrix.best(.addressDestination, withDestination: false))
      guard port != nil || noPort != nil else { return nil }
      if port?.isClear == true { helped.append(matrix.exhibit.name) }
      let sentences: [Sentence] = [
        port.map { "with the port known, \($0.sentence)" },
        noPort.map { "with the port unknown, \($0.sentence)" },
      ].compactMap { $0 }
      return (matrix.exhibit.name, Sentence(joining: sentences, separator: "; "))
    }
    guard !rows.isEmpty else { return nil }
    let statement: Sentence =
      helped.isEmpty
      ? "Where the port was known, keeping destinations named the subscriber in no clearly larger share of requests."
      : "Destination records did help in \(helped.joined(separator: ", ")), also where the port was known."
    return Finding(statement: statement, rows: rows)
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

  private static func revealed(
    _ exhibits: [Exhibit], _ measures: [MeasureDescription]
  ) -> Finding? {
    for measure in measures where measure.theme == .exposure {
      let rows: [(world: String, sentence: Sentence)] = exhibits.compactMap { exhibit in
        let shown = exhibit.ladder.compactMap { retained -> (Regime, CitedFigure)? in
          guard
            let cited = exhibit.cited(
              measure.id, measure.headline, regime: retained.regime.id,
              knowledge: measure.knowledge.last), cited.value != nil
          else { return nil }
          return (retained.regime, cited)
        }
        guard let most = shown.last, most.0.containsDestination, let claim = most.1.claim() else {
          return nil
        }
        guard let less = shown.last(where: { !$0.0.containsDestination }),
          let lessClaim = less.1.claim()
        else { return (exhibit.name, "“\(most.0.title)”: \(claim)") }
        return (
          exhibit.name, "“\(most.0.title)”: \(claim); “\(less.0.title)”: \(lessClaim)"
        )
      }
      guard !rows.isEmpty else { continue }
      return Finding(
        statement: "What the records reveal about everybody, by the measure “\(measure.title)”:",
        rows: rows)
    }
    return nil
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
