import Exposure
import NATModel
import Retention

/// Worlds, regimes and measures as JSON, the same objects in `natlens.expose/1` and
/// `natlens.report/1`.
///
/// A world: `name`, `behavior` (`deterministic`, `port-block`, `dynamic`, `overloaded` or `null`),
/// `subscribers`, `sessions`, `coverage` (`{"start", "end"}`, half-open, RFC 3339 UTC, or `null`),
/// `requests`, `request_origin`, `truth_origin` (or `null`), `retained` (one object for each regime:
/// `regime`, `availability` `kept` or `not-in-this-log`, `reason`, `provenance`, `records`), `figures`
/// (``FigureDocument``), `dominance` (for each type of request that some regime answers: `request`,
/// `front`, `silent`, and `dominated`, objects of `regime` and `by`; see ``Dominance``), and in reports `day` (``DayDocument``).
///
/// A regime: `id`, `title`, `kept`, `source`, `rung` (or `null`), `contains_destination`.
///
/// A measure: `id`, `code`, `title`, `theme`, `definition`, `unit`, `denominator`, `misleads`,
/// `citation`, `literature` (or `null`), `headline`, `needs_truth`, `knowledge` (list).
enum WorldDocument {
  /// The object of a world.
  static func json(
    _ exhibit: Exhibit, measures: [MeasureDescription], day: JSONValue? = nil
  ) -> JSONValue {
    let evaluation = exhibit.evaluation
    let world = evaluation.world
    var members: [String: JSONValue] = [
      "name": .string(world.name), "behavior": .optional(world.behavior?.rawValue),
      "subscribers": .integer(world.subscribers), "sessions": .integer(world.sessions),
      "coverage": span(world.coverage), "requests": .integer(world.requests),
      "request_origin": .string(world.requestOrigin),
      "truth_origin": .optional(world.truthOrigin),
      "retained": .array(evaluation.retained.map(json)),
      "figures": .array(
        evaluation.figures.indices.map { FigureDocument.json(exhibit.cited(at: $0)) }),
    ]
    members["dominance"] = .array(
      Dominance.all(evaluation, measures: measures).map { dominance in
        [
          "request": .string(dominance.request.rawValue),
          "front": .array(dominance.front.map { .string($0) }),
          "silent": .array(dominance.silent.map { .string($0) }),
          "dominated": .array(
            dominance.dominated.map { ["regime": .string($0.dominated), "by": .string($0.by)] }),
        ]
      })
    if let day { members["day"] = day }
    return .object(members)
  }

  /// An interval of time, or `null`.
  static func span(_ span: TimeSpan?) -> JSONValue {
    span.map { ["start": .string($0.start.description), "end": .string($0.end.description)] }
      ?? .null
  }

  /// The object of a regime.
  static func json(_ regime: Regime) -> JSONValue {
    [
      "id": .string(regime.id), "title": .string(regime.title), "kept": .string(regime.kept),
      "source": .string(regime.source), "rung": .optional(regime.rung),
      "contains_destination": .bool(regime.containsDestination),
    ]
  }

  /// The object of a measure.
  static func json(_ measure: MeasureDescription) -> JSONValue {
    [
      "id": .string(measure.id), "code": .string(measure.code), "title": .string(measure.title),
      "theme": .string(measure.theme.rawValue), "definition": .string(measure.definition),
      "unit": .string(measure.unit), "denominator": .string(measure.denominator),
      "misleads": .string(measure.misleads), "citation": .string(measure.citation),
      "literature": .optional(measure.literature.isEmpty ? nil : measure.literature),
      "headline": .string(measure.headline), "needs_truth": .bool(measure.needsTruth),
      "knowledge": .array(measure.knowledge.map { .string($0.rawValue) }),
    ]
  }

  /// All regimes of several worlds, each once, in order of first appearance.
  static func regimes(of exhibits: [Exhibit]) -> [Regime] {
    var seen: Set<String> = []
    return exhibits.flatMap { $0.evaluation.retained.map(\.regime) }
      .filter { seen.insert($0.id).inserted }
  }

  private static func json(_ retained: Evaluation.Retained) -> JSONValue {
    var availability = "kept"
    var reason: String?
    if case .notInThisLog(let why) = retained.availability {
      availability = "not-in-this-log"
      reason = why
    }
    return [
      "regime": .string(retained.regime.id), "availability": .string(availability),
      "reason": .optional(reason), "provenance": .string(retained.provenance.rawValue),
      "records": .integer(retained.records),
    ]
  }
}
