import Exposure
import NATModel
import Retention

/// The headline numbers of one measure as a table: rows for records, columns for worlds.
struct MeasureTable: Sendable {
  let measure: MeasureDescription

  /// The table, with a row for each record and a group for each type of request or level of
  /// knowledge.
  ///
  /// Where requests are asked, rows without any number are left out: the matrix says why.
  func markup(_ exhibits: [Exhibit]) -> Markup {
    var seen: Set<Coordinates> = []
    let rows = exhibits.flatMap(\.evaluation.figures)
      .filter { $0.measure == measure.id && $0.part == measure.headline }
      .map(Coordinates.init).filter { seen.insert($0).inserted }
    let titles = Dictionary(
      WorldDocument.regimes(of: exhibits).map { ($0.id, $0.title) }, uniquingKeysWith: { $1 })
    var groups: [(heading: String, rows: [[Markup]])] = []
    for row in rows {
      let cited = exhibits.map {
        $0.cited(
          measure.id, measure.headline, regime: row.regime, request: row.request,
          knowledge: row.knowledge)
      }
      if row.request != nil, cited.allSatisfy({ $0?.value == nil }) { continue }
      let cells = [Markup(text: titles[row.regime] ?? row.regime)] + cited.map(MeasureTable.cell)
      let heading = row.heading(measure)
      if let known = groups.firstIndex(where: { $0.heading == heading }) {
        groups[known].rows.append(cells)
      } else {
        groups.append((heading, [cells]))
      }
    }
    return Markup.table(
      "\(measure.title) (\(measure.unit)), with 95 % interval and what it is computed over",
      columns: ["Record"] + exhibits.map(\.name), groups: groups)
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

    func heading(_ measure: MeasureDescription) -> String {
      var words: [String] = []
      if let request { words.append("Asked with: \(RequestWords(request).short)") }
      if let knowledge, measure.knowledge.count > 1 {
        words.append(KnowledgeWords.sentence(knowledge))
      }
      return words.joined(separator: ". ")
    }
  }
}
