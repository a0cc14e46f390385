import Exposure
import NATModel
import Retention

/// The tables behind the figures, as CSV files in `data/`.
///
/// `attribution-matrix.csv` and one `measure-<id>.csv` for each measure hold a row for each figure: `world`, and the keys of ``FigureDocument`` with the interval in two columns.
/// `day.csv` holds what the strips are drawn from, `claims.csv` the claims, `worlds.csv` the worlds.
struct DataTables: Sendable {
  /// The day's records.
  static let day = "data/day.csv"
  /// The claims.
  static let claims = "data/claims.csv"

  /// Paths and texts.
  let tables: [(path: String, text: String)]

  /// The file of a measure.
  static func path(of measure: MeasureDescription) -> String {
    let plain = measure.id.lowercased().unicodeScalars.map { scalar in
      (scalar >= "a" && scalar <= "z") || (scalar >= "0" && scalar <= "9") ? Character(scalar) : "-"
    }
    return "data/measure-\(String(plain)).csv"
  }

  /// The tables of a report whose sections are put together.
  init(_ composition: Composition) {
    let exhibits = composition.exhibits
    let matrix = DataTables.figures(exhibits) {
      ($0.measure == AttributionMatrix.outcomes
        && [AttributionMatrix.right, AttributionMatrix.wrong].contains($0.part))
        || ($0.measure == AttributionMatrix.candidates && $0.part == "median")
    }
    tables =
      [
        ("data/attribution-matrix.csv", matrix), (DataTables.day, DataTables.days(composition)),
        (DataTables.claims, DataTables.claims(composition.claims)),
        ("data/worlds.csv", DataTables.worlds(exhibits)),
      ]
      + composition.content.measures.map { measure in
        (DataTables.path(of: measure), DataTables.figures(exhibits) { $0.measure == measure.id })
      }
  }

  private static func figures(
    _ exhibits: [Exhibit], where isIncluded: (Figure) -> Bool
  ) -> String {
    var table = CSVTable(columns: [
      "world", "measure", "part", "regime", "request", "knowledge", "status", "reason", "value",
      "unit", "numerator", "denominator", "denominator_of", "interval_low", "interval_high",
      "interval_method", "subscribers", "note",
    ])
    for exhibit in exhibits {
      for (position, figure) in exhibit.evaluation.figures.enumerated() where isIncluded(figure) {
        let cited = exhibit.cited(at: position)
        let (status, reason) = FigureDocument.state(cited)
        let isShown = status == "computed"
        table.add([
          .text(exhibit.name), .text(figure.measure), .text(figure.part), .text(figure.regime),
          .optional(figure.request?.rawValue), .optional(figure.knowledge?.rawValue),
          .text(status), .optional(reason), isShown ? .optional(figure.value) : .empty,
          .text(figure.unit), isShown ? .optional(figure.numerator) : .empty,
          .integer(figure.denominator), .text(figure.denominatorOf),
          isShown ? .optional(figure.interval?.lowerBound) : .empty,
          isShown ? .optional(figure.interval?.upperBound) : .empty, .text(figure.intervalMethod),
          isShown ? .optional(figure.subscribers) : .empty, .text(figure.note),
        ])
      }
    }
    return table.text
  }

  private static func days(_ composition: Composition) -> String {
    var table = CSVTable(columns: [
      "world", "subject", "regime", "start", "end", "outside", "first_port", "last_port",
      "protocol", "destination", "destination_port", "host",
    ])
    for (exhibit, day) in zip(composition.exhibits, composition.days) {
      guard let day else { continue }
      for strip in day.strips {
        for mark in strip.marks.prefix(DayFigure.mostMarks) {
          let record = mark.record
          table.add([
            .text(exhibit.name), .text(day.subject), .text(strip.regimeID),
            .optional(mark.span?.start.description), .optional(mark.span?.end.description),
            .optional(record.outside?.description),
            .optional(record.ports.map { Int($0.lowerBound) }),
            .optional(record.ports.map { Int($0.upperBound) }), .optional(record.proto?.name),
            .optional(record.destination?.description),
            .optional(record.destinationPort.map { Int($0) }),
            .optional(mark.host.isEmpty ? nil : mark.host),
          ])
        }
      }
    }
    return table.text
  }

  private static func claims(_ claims: ClaimRegister) -> String {
    var table = CSVTable(columns: [
      "claim", "sentence", "text", "value", "unit", "interval_low", "interval_high", "basis",
      "method", "pointer",
    ])
    for entry in claims.entries {
      let claim = entry.claim
      table.add([
        .text(entry.id), .text(entry.sentence), .text(claim.text), .number(claim.value),
        .text(claim.unit), .optional(claim.interval?.lowerBound),
        .optional(claim.interval?.upperBound), .text(claim.basis), .text(claim.method),
        .text(claim.pointer),
      ])
    }
    return table.text
  }

  private static func worlds(_ exhibits: [Exhibit]) -> String {
    var table = CSVTable(columns: [
      "world", "behavior", "subscribers", "sessions", "start", "end", "requests",
      "request_origin", "truth_origin",
    ])
    for exhibit in exhibits {
      let world = exhibit.evaluation.world
      table.add([
        .text(world.name), .optional(world.behavior?.rawValue), .integer(world.subscribers),
        .integer(world.sessions), .optional(world.coverage?.start.description),
        .optional(world.coverage?.end.description), .integer(world.requests),
        .text(world.requestOrigin), .optional(world.truthOrigin),
      ])
    }
    return table.text
  }
}
