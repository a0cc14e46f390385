import Exposure
import NATModel

/// `report.json`: every number that the report shows (schema `natlens.report/1`).
///
/// | key | value |
/// | - | - |
/// | `schema` | `natlens.report/1` |
/// | `title`, `setting` | as given; `setting` is `lab`, `simulated` or `recorded` |
/// | `generated` | when the report was made, or `null` if that was not to be printed |
/// | `tool` | `{"name": "natlens", "version", "command_line"}`, the last a list of arguments |
/// | `seed` | decimal text, as it may exceed 2^53 |
/// | `tolerance_seconds` | clock error that every request allows for on both sides |
/// | `pseudonyms` | the rule, in one sentence |
/// | `inputs` | see ``InputDocument`` |
/// | `parameters` | list of `{"name", "value", "source"}` |
/// | `regimes`, `measures`, `worlds` | see ``WorldDocument``; each world has a `day` |
/// | `claims` | list of `{"id", "sentence", "text", "value", "unit", "pointer", "interval", "basis", "method"}` |
/// | `limitations` | the sentences that the report prints |
///
/// A claim's `pointer` (RFC 6901) leads to the same number elsewhere in this file.
struct ReportDocument: Sendable {
  private let value: JSONValue

  init(
    _ content: ReportContent, exhibits: [Exhibit], days: [DayFigure?], claims: ClaimRegister,
    limitations: [String]
  ) {
    let provenance = content.provenance
    value = [
      "schema": "natlens.report/1", "title": .string(content.title),
      "setting": .string(content.setting.rawValue),
      "generated": .optional(provenance.generated?.description),
      "tool": [
        "name": "natlens", "version": .string(provenance.toolVersion),
        "command_line": .array(provenance.commandLine.map { .string($0) }),
      ],
      "seed": .string("\(provenance.seed)"),
      "tolerance_seconds": .number(Double(provenance.tolerance) / 1e9),
      "pseudonyms": .string(provenance.pseudonyms.description),
      "inputs": .array(provenance.inputs.map(InputDocument.json)),
      "parameters": .array(
        provenance.parameters.map {
          ["name": .string($0.name), "value": .string($0.value), "source": .string($0.source)]
        }),
      "regimes": .array(WorldDocument.regimes(of: exhibits).map { WorldDocument.json($0) }),
      "measures": .array(content.measures.map { WorldDocument.json($0) }),
      "worlds": .array(
        zip(exhibits, days).map {
          WorldDocument.json($0, measures: content.measures, day: DayDocument.json($1))
        }),
      "claims": claims.json,
      "limitations": .array(limitations.map { .string($0) }),
    ]
  }

  /// The document as text, with a line feed at its end.
  var text: String { value.text }
}
