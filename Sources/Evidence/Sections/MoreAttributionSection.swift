import Exposure
import NATModel
import Retention

/// Measures of attribution besides the outcomes: one table for each, whatever they are.
struct MoreAttributionSection: Sendable {
  /// The section, or nothing if there is no further measure.
  @MarkupBuilder func markup(_ composition: Composition) -> [Markup] {
    let measures = composition.content.measures.filter {
      $0.theme == .attribution && $0.id != AttributionMatrix.outcomes
    }
    if !measures.isEmpty {
      Markup("section", ["id": "more-attribution", "aria-labelledby": "more-attribution-title"]) {
        Markup("h2", ["id": "more-attribution-title"]) { "More about the answers" }
        for measure in measures {
          Markup("h3") { measure.title }
          Markup("p") { measure.definition }
          Markup("p", ["class": "misleads"]) {
            Markup("strong") { "Careful: " }
            measure.misleads
          }
          Markup.numbers("Numbers: \(measure.title)") {
            MeasureTable(measure: measure).markup(composition.exhibits)
            Markup("p", ["class": "files"]) {
              "All parts of this measure: "
              Markup.file(DataTables.path(of: measure))
            }
          }
        }
      }
    }
  }
}
