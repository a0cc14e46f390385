import Exposure
import NATModel
import Retention

/// The headline numbers of one measure as a table: rows for records, columns for worlds.
struct MeasureTable: Sendable {
  let measure: MeasureDescription

  /// The table, with a row for each record, request type and level of knowledge that has a figure.
  func markup(_ exhibits: [Exhibit]) -> Markup {
    let figures = exhibits.flatMap(\.evaluation.figures).filter {
      $0.measure == measure.id && $0.part == measure.headline
    }
    var seen: Set<Coordinates> = []
    let rows = figures.map(Coordinates.init).filter { seen.insert($0).inserted }
    let titles = Dictionary(
      WorldDocument.regimes(of: exhibits).map { ($0.id, $0.title) }, uniquingKeysWith: { $1 })
    return Markup.table(
      "\(measure.title) (\(measure.unit)), with 95 % interval and what it is computed over",
      columns: ["Record"] + exhibits.map(\.name),
      rows: rows.map { row in
        [Markup(text: row.label(titles, measure))]
          + exhibits.map { exhibit in
            MeasureTable.cell(
              exhibit.cited(
                measure.id, measure.headline, regime: row.regime, request: row.request,
                knowledge: row.knowledge))
          }
      })
  }

  /// A number with its interval and basis.
  static func cell(_ cited: CitedFigure?) -> Markup {
    Markup {
      Markup(cited)
      if let cited, cited.value != nil {
        Markup("span", ["class": "basis"]) {
          [cited.intervalText, cited.basis].filter { !$0.isEmpty }.joined(separator: "; ")
        }
      }
    }
  }

  private struct Coordinates: Hashable {
    let regime: String
    let request: RequestKind?
    let knowledge: Knowledge.Level?

    init(_ figure: Figure) {
      regime = figure.regime
      request = figure.request
      knowledge = figure.knowledge
    }

    func label(_ titles: [String: String], _ measure: MeasureDescription) -> String {
      var label = titles[regime] ?? regime
      if let request { label += ", asked by \(RequestWords(request).short)" }
      if let knowledge, measure.knowledge.count > 1 { label += ", \(knowledge.rawValue)" }
      return label
    }
  }
}
