import Exposure
import NATModel
import Retention

/// What becomes of the requests that are not answered rightly: stacked bars for each world.
struct OutcomeSection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    var figures: [Markup] = []
    for exhibit in composition.exhibits { figures.append(figure(exhibit, &composition)) }
    return Markup("section", ["id": "outcomes", "aria-labelledby": "outcomes-title"]) {
      Markup("h2", ["id": "outcomes-title"]) { "When the answer is not right" }
      Markup("p") {
        """
        A request that is not answered rightly may leave several candidates, find nobody, or name \
        one person who was not there. The last is the worst: nothing in the answer shows that it is \
        wrong. Each bar holds all requests of one kind put to one record.
        """
      }
      Markup("p", ["class": "key"]) {
        for part in [AttributionMatrix.right, "ambiguous", "none", AttributionMatrix.wrong] {
          if let style = OutcomeStyle(part: part) { key(style) }
        }
      }
      figures
    }
  }

  private func key(_ style: OutcomeStyle) -> Markup {
    Markup("span", ["class": "step"]) {
      Markup("svg", ["width": "28", "height": "16", "aria-hidden": "true"]) {
        Drawing.box(x: 0, y: 0, width: 28, height: 16, shape: "outcome \(style.shape)")
        if let hatch = style.hatch {
          Drawing.box(x: 0, y: 0, width: 28, height: 16, shape: hatch)
        }
      }
      " " + style.label + " "
    }
  }

  private func figure(_ exhibit: Exhibit, _ composition: inout Composition) -> Markup {
    let title = title(exhibit)
    let groups = RequestKind.allCases.map { group(exhibit, $0) }
    let chart = StackedBars(groups: groups)
    return composition.figure(composition.heading(title)) {
      Markup(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": title.text]
      ) {
        chart.picture(
          title: title.text,
          description: """
            For each kind of request and each record, one bar cut into right answers, several \
            candidates, nobody found and wrong person. The numbers stand in the table below.
            """)
      }
      Markup.numbers("Numbers behind this figure") { self.table(exhibit) }
    }
  }

  private func title(_ exhibit: Exhibit) -> Sentence {
    let matrix = AttributionMatrix(exhibit: exhibit)
    let wrong = RequestKind.allCases.flatMap { request in
      exhibit.ladder.compactMap { matrix.cell(request, $0.regime.id).wrong?.figure.numerator }
    }
    guard !wrong.isEmpty else { return "\(exhibit.name): outcomes of requests" }
    let some = wrong.contains { $0 > 0 }
    return some
      ? "\(exhibit.name): some answers name exactly one person, and the wrong one"
      : "\(exhibit.name): answers were right, or left several candidates, or found nobody; none named the wrong person"
  }

  /// The parts of the outcomes that were measured, in the order in which they are drawn.
  private func parts(_ exhibit: Exhibit) -> [(part: String, style: OutcomeStyle)] {
    var seen: Set<String> = []
    return exhibit.evaluation.figures.filter { $0.measure == AttributionMatrix.outcomes }
      .map(\.part).filter { seen.insert($0).inserted }
      .compactMap { part in OutcomeStyle(part: part).map { (part, $0) } }
      .sorted { $0.1.rank < $1.1.rank }
  }

  private func group(_ exhibit: Exhibit, _ request: RequestKind) -> StackedBars.Group {
    let matrix = AttributionMatrix(exhibit: exhibit)
    var rows: [StackedBars.Row] = []
    var absent: [(words: String, titles: [String])] = []
    for retained in exhibit.ladder {
      let title = exhibit.title(retained)
      guard let absence = matrix.cell(request, retained.regime.id).absence else {
        rows.append(
          StackedBars.Row(label: title, segments: segments(exhibit, request, retained.regime.id)))
        continue
      }
      if let known = absent.firstIndex(where: { $0.words == absence.words }) {
        absent[known].titles.append(title)
      } else {
        absent.append((absence.words, [title]))
      }
    }
    let notes = absent.flatMap {
      DisplayText.wrapped(
        "— \($0.words): \($0.titles.joined(separator: ", "))", width: 76, lines: 3)
    }
    return StackedBars.Group(heading: RequestWords(request).short, rows: rows, notes: notes)
  }

  private func segments(
    _ exhibit: Exhibit, _ request: RequestKind, _ regime: String
  ) -> [StackedBars.Segment] {
    parts(exhibit).compactMap { part, style in
      guard
        let cited = exhibit.cited(
          AttributionMatrix.outcomes, part, regime: regime, request: request),
        let value = cited.value
      else { return nil }
      return StackedBars.Segment(share: value, count: cited.figure.numerator, style: style)
    }
  }

  private func table(_ exhibit: Exhibit) -> Markup {
    let parts = parts(exhibit)
    return Markup.table(
      "\(exhibit.name): outcomes of requests",
      columns: ["Record"] + parts.map(\.style.label) + ["of"],
      groups: RequestKind.allCases.map { request in
        let rows = exhibit.ladder.compactMap { retained -> [Markup]? in
          let cited = parts.map {
            exhibit.cited(
              AttributionMatrix.outcomes, $0.part, regime: retained.regime.id, request: request)
          }
          guard let of = cited.compactMap({ $0 }).first(where: { $0.value != nil }) else {
            return nil
          }
          return [Markup(text: exhibit.title(retained))] + cited.map { Markup($0) }
            + [Markup(count: of.figure.denominator)]
        }
        return (RequestWords(request).short, rows)
      })
  }
}
