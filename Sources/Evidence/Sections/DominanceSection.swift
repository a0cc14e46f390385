import Exposure
import NATModel
import Retention

/// Which kinds of record another kind makes superfluous: a list, and no composite score.
struct DominanceSection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    let measures = composition.content.measures
    return Markup("section", ["id": "dominance", "aria-labelledby": "dominance-title"]) {
      Markup("h2", ["id": "dominance-title"]) { "Which records are superfluous" }
      Markup("p") {
        """
        A record is superfluous for a type of request if another answers at least as many of these \
        requests rightly and reveals no more by any measure of exposure in this report. The others \
        are a matter of weighing: each of them either answers more or reveals less than every other. \
        There is no score that adds the measures up, because how much one of them counts is not for \
        this tool to say. Point values are compared; where ranges overlap, "at least as many" may be \
        chance.
        """
      }
      for exhibit in composition.exhibits {
        Markup("h3") { exhibit.name }
        self.table(exhibit, measures)
      }
    }
  }

  private func table(_ exhibit: Exhibit, _ measures: [MeasureDescription]) -> Markup {
    let titles = Dictionary(
      exhibit.evaluation.retained.map { ($0.regime.id, $0.regime.title) },
      uniquingKeysWith: { first, _ in first })
    let all = Dominance.all(exhibit.evaluation, measures: measures)
    return Markup("div", ["class": "scroll", "tabindex": "0", "role": "region"]) {
      Markup("table") {
        Markup("thead") {
          Markup("tr") {
            for title in [
              "Request states", "To be weighed", "Superfluous (because of)", "No right answer",
            ] {
              Markup("th", ["scope": "col"]) { title }
            }
          }
        }
        Markup("tbody") {
          for dominance in all {
            Markup("tr") {
              Markup("th", ["scope": "row"]) { RequestWords(dominance.request).short }
              Markup("td") {
                dominance.front.map { titles[$0] ?? $0 }.joined(separator: "; ")
              }
              Markup("td") {
                dominance.dominated.map {
                  "\(titles[$0.dominated] ?? $0.dominated) (\(titles[$0.by] ?? $0.by))"
                }.joined(separator: "; ")
              }
              Markup("td") {
                dominance.silent.map { titles[$0] ?? $0 }.joined(separator: "; ")
              }
            }
          }
        }
      }
    }
  }
}
