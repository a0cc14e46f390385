import Exposure
import NATModel
import Retention

/// How often each record answers each request rightly: one table for each world.
struct MatrixSection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    var figures: [Markup] = []
    for exhibit in composition.exhibits { figures += self.figures(exhibit, &composition) }
    return Markup("section", ["id": "attribution", "aria-labelledby": "attribution-title"]) {
      Markup("h2", ["id": "attribution-title"]) { "How often the answer is right" }
      Markup("p") {
        """
        Each cell says how often a record named exactly one subscriber, and the right one. Under the \
        percentage: how many requests of how many; the range in which the true share lies with 95 % \
        confidence; how many answers named one subscriber who was the wrong one; and how many \
        candidates were left in the middle case (the median). A dash means that there is no such answer, which is not the same \
        as 0 %.
        """
      }
      Markup("p", ["class": "key"]) {
        "Shading: "
        for (offset, words) in [
          "below 20 %", "20 % or more", "50 % or more", "80 % or more", "95 % or more",
        ].enumerated() {
          Markup("span", ["class": "step l\(offset + 1)"]) {
            AttributionMatrix.glyphs[offset] + " " + words
          }
          " "
        }
      }
      figures
      Markup("p", ["class": "files"]) {
        "The numbers as a file: "
        Markup.file("data/attribution-matrix.csv")
      }
    }
  }

  private func figures(_ exhibit: Exhibit, _ composition: inout Composition) -> [Markup] {
    let matrix = AttributionMatrix(exhibit: exhibit)
    let title = title(matrix)
    var figures = [
      composition.figure(composition.heading(title), shape: "matrix") {
        self.table(matrix, exhibit.ladder)
      }
    ]
    if !exhibit.variants.isEmpty {
      figures.append(
        composition.figure(
          composition.heading("\(exhibit.name): variants of these records"), shape: "matrix"
        ) {
          self.table(matrix, exhibit.variants)
        })
    }
    return figures
  }

  private func title(_ matrix: AttributionMatrix) -> Sentence {
    let name = matrix.exhibit.name
    guard let least = matrix.leastSufficient(.addressPort),
      let claim = least.cited.claim(least.cited.text)
    else { return "\(name): no record without destinations could be scored on address and port" }
    let first: Sentence =
      "\(name): asked with address and port, “\(least.regime.title)” \(matrix.verb) in \(claim) of requests"
    guard let best = matrix.best(.addressPortDestination, withDestination: true),
      let bestClaim = best.cited.claim(best.cited.text)
    else { return first }
    return "\(first); with destinations kept and asked for, it was \(bestClaim)"
  }

  @MarkupBuilder private func table(
    _ matrix: AttributionMatrix, _ columns: [Evaluation.Retained]
  ) -> [Markup] {
    let caption = "\(matrix.exhibit.name): share of requests answered with the right subscriber"
    Markup("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]) {
      // Roles are spelled out because the narrow layout takes the table's own display away.
      Markup("table", ["class": "matrix", "role": "table"]) {
        Markup("caption") { caption }
        Markup("thead", ["role": "rowgroup"]) {
          Markup("tr", ["role": "row"]) {
            Markup("th", ["scope": "col", "role": "columnheader"]) { "Request states" }
            for column in columns {
              Markup("th", ["scope": "col", "role": "columnheader"]) {
                column.regime.title
                if column.regime.containsDestination {
                  Markup("span", ["class": "flag"]) { "names destinations" }
                }
              }
            }
          }
        }
        Markup("tbody", ["role": "rowgroup"]) {
          for request in RequestKind.allCases {
            Markup("tr", ["role": "row"]) {
              Markup("th", ["scope": "row", "role": "rowheader"]) { RequestWords(request).short }
              for column in columns {
                cell(matrix.cell(request, column.regime.id), column.regime.title)
              }
            }
          }
        }
      }
    }
    notes(matrix, columns)
  }

  private func cell(_ cell: AttributionMatrix.Cell, _ record: String) -> Markup {
    if let absence = cell.absence {
      return Markup("td", ["class": "none", "role": "cell", "data-record": record]) {
        "—"
        " "
        Markup("span", ["class": "why"]) { absence.words }
        candidates(cell)
      }
    }
    let level = cell.level ?? 1
    return Markup("td", ["class": "l\(level)", "role": "cell", "data-record": record]) {
      Markup("span", ["class": "share"]) {
        Markup("span", ["class": "glyph", "aria-hidden": "true"]) {
          AttributionMatrix.glyphs[level - 1]
        }
        " "
        Markup(cell.share)
      }
      if let share = cell.share {
        Markup("span", ["class": "basis"]) { share.basis }
        if !share.intervalText.isEmpty {
          Markup("span", ["class": "basis"]) { share.intervalText }
        }
      }
      if !cell.isScored { Markup("span", ["class": "why"]) { "one person, not checked" } }
      wrong(cell)
      candidates(cell)
    }
  }

  @MarkupBuilder private func wrong(_ cell: AttributionMatrix.Cell) -> [Markup] {
    if let wrong = cell.wrong, wrong.value != nil, let count = wrong.figure.numerator {
      Markup("span", ["class": count > 0 ? "wrong some" : "wrong"]) {
        "wrong: "
        Markup(count: count)
      }
    }
  }

  @MarkupBuilder private func candidates(_ cell: AttributionMatrix.Cell) -> [Markup] {
    if let candidates = cell.candidates, candidates.value != nil {
      Markup("span", ["class": "basis"]) {
        "candidates: "
        Markup(candidates)
      }
    }
  }

  /// Why some cells hold a dash, each reason once.
  @MarkupBuilder private func notes(
    _ matrix: AttributionMatrix, _ columns: [Evaluation.Retained]
  ) -> [Markup] {
    let reasons = reasons(matrix, columns)
    if !reasons.isEmpty {
      Markup("ul", ["class": "notes"]) {
        for reason in reasons { Markup("li") { reason } }
      }
    }
  }

  private func reasons(_ matrix: AttributionMatrix, _ columns: [Evaluation.Retained]) -> [String] {
    var order: [String] = []
    var titles: [String: [String]] = [:]
    for column in columns {
      for request in RequestKind.allCases {
        guard let absence = matrix.cell(request, column.regime.id).absence else { continue }
        let reason = absence.reason.isEmpty ? absence.words : absence.reason
        if titles[reason] == nil { order.append(reason) }
        if titles[reason]?.last != column.regime.title {
          titles[reason, default: []].append(column.regime.title)
        }
      }
    }
    return order.map { "— \((titles[$0] ?? []).joined(separator: ", ")): \($0)" }
  }
}
