import Exposure
import Retention

/// How every record and every number is defined.
struct DefinitionsSection: Sendable {
  /// The section.
  func markup(_ composition: Composition) -> Markup {
    Markup("section", ["id": "definitions", "aria-labelledby": "definitions-title"]) {
      Markup("h2", ["id": "definitions-title"]) { "Definitions" }
      Markup("h3") { "Records" }
      Markup.table(
        "What each record keeps, and where it comes from",
        columns: ["Record", "What is kept", "Where it comes from"],
        rows: WorldDocument.regimes(of: composition.exhibits).map { regime in
          [
            Markup {
              regime.title
              Markup("code") { regime.id }
            },
            Markup(text: regime.kept), Markup(text: regime.source),
          ]
        })
      Markup("h3") { "Where the records of this report come from" }
      Markup("p") {
        """
        “Logged” records stand in the inputs. “Reduced” ones are what is left of richer records when \
        the rest is struck out. “Configured” ones follow from the settings of the address translator. \
        “Modelled” ones were supplied by a model, because the inputs do not hold them.
        """
      }
      Markup.table(
        "Origin and number of records", columns: ["Record"] + composition.exhibits.map(\.name),
        rows: WorldDocument.regimes(of: composition.exhibits).map { regime in
          [Markup(text: regime.title)]
            + composition.exhibits.map { DefinitionsSection.origin(regime, $0) }
        })
      Markup("h3") { "Measures" }
      Markup("dl", ["class": "measures"]) {
        for measure in composition.content.measures { DefinitionsSection.measure(measure) }
      }
    }
  }

  private static func origin(_ regime: Regime, _ exhibit: Exhibit) -> Markup {
    guard let retained = exhibit.evaluation.retained.first(where: { $0.regime.id == regime.id })
    else { return "—" }
    if case .notInThisLog = retained.availability { return "— not in this log" }
    return Markup {
      Markup(count: retained.records)
      " \(retained.provenance.rawValue)"
    }
  }

  @MarkupBuilder private static func measure(_ measure: MeasureDescription) -> [Markup] {
    Markup("dt", ["id": "measure-\(measure.id)"]) {
      "\(measure.title) ("
      Markup("code") { measure.id }
      ", \(measure.code))"
    }
    Markup("dd") {
      Markup("p") { measure.definition }
      Markup("p") { "Unit: \(measure.unit). Computed over: \(measure.denominator)." }
      Markup("p") {
        Markup("strong") { "Careful: " }
        measure.misleads
      }
      Markup("p") { "Source: \(measure.citation)" }
    }
  }
}
