package import Exposure

/// What `natlens expose --json` prints (schema `natlens.expose/1`).
///
/// | key | value |
/// | - | - |
/// | `schema` | `natlens.expose/1` |
/// | `tool` | `{"name": "natlens", "version"}` |
/// | `seed` | seed of everything random |
/// | `tolerance_seconds` | clock error that every request allows for on both sides |
/// | `inputs` | one object for each input (``InputDocument``) |
/// | `regimes`, `measures`, `worlds` | see ``WorldDocument`` |
///
/// Keys stand in alphabetical order, times are RFC 3339 in UTC, numbers have up to six decimals (or
/// six significant digits below 0.1), and what is not known is `null`.
package struct ExposeDocument: Sendable {
  private let value: JSONValue

  /// The document of some evaluations.
  package init(
    evaluations: [Evaluation], measures: [MeasureDescription],
    provenance: ReportContent.Provenance
  ) {
    let exhibits = Exhibit.all(evaluations)
    value = [
      "schema": "natlens.expose/1",
      "tool": ["name": "natlens", "version": .string(provenance.toolVersion)],
      "seed": .string("\(provenance.seed)"),
      "tolerance_seconds": .number(Double(provenance.tolerance) / 1e9),
      "inputs": .array(provenance.inputs.map(InputDocument.json)),
      "regimes": .array(WorldDocument.regimes(of: exhibits).map { WorldDocument.json($0) }),
      "measures": .array(measures.map { WorldDocument.json($0) }),
      "worlds": .array(exhibits.map { WorldDocument.json($0, measures: measures) }),
    ]
  }

  /// The document as text, with a line feed at its end.
  package var text: String { value.text }
}
