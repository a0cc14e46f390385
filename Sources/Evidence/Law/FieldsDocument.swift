/// What `natlens fields --json` prints (schema `natlens.fields/1`).
///
/// | key | value |
/// | - | - |
/// | `schema`, `tool`, `inputs` | as in `natlens.expose/1` |
/// | `caution` | what this is and is not |
/// | `confidence` | meaning of each mark |
/// | `records` | for each sort of record: `record`, `records`, `fields` (`field`, `stated`) |
/// | `frames` | for each frame: `id`, `title`, `provisions`, `standing`, `readings` |
///
/// A reading: `record`, `fields` (those stated in these inputs), `category`, `argument`, `source`,
/// `confidence`, and `other` (the same four, or `null` if no other reading is known). A frame that
/// says nothing of a field has a reading of it whose `category` is `null`.
package struct FieldsDocument: Sendable {
  private let value: JSONValue

  /// The document of an overlay.
  package init(_ overlay: LegalOverlay) {
    value = [
      "schema": "natlens.fields/1",
      "tool": ["name": "natlens", "version": .string(overlay.provenance.toolVersion)],
      "inputs": .array(overlay.provenance.inputs.map(InputDocument.json)),
      "caution": .string(LegalOverlay.caution),
      "confidence": .object(
        Dictionary(
          uniqueKeysWithValues: SourceConfidence.allCases.map {
            ($0.rawValue, .string($0.meaning))
          })),
      "records": .array(
        RecordSort.allCases.compactMap { sort in
          overlay.census.counts[sort].map { counts in
            [
              "record": .string(sort.rawValue), "records": .integer(counts.records),
              "fields": .array(
                overlay.census.fields(of: sort).map {
                  ["field": .string($0.name), "stated": .integer($0.stated)]
                }),
            ]
          }
        }),
      "frames": .array(
        overlay.frames.map { frame in
          [
            "id": .string(frame.id), "title": .string(frame.title),
            "provisions": .string(frame.provisions), "standing": .string(frame.standing),
            "readings": .array(overlay.rows(frame).map(FieldsDocument.json)),
          ]
        }),
    ]
  }

  /// The document as text, with a line feed at its end.
  package var text: String { value.text }

  private static func json(_ row: LegalOverlay.Row) -> JSONValue {
    var members = row.reading.map { json($0.view) } ?? ["category": .null]
    members["record"] = .string(row.sort.rawValue)
    members["fields"] = .array(row.fields.map { .string($0.name) })
    members["other"] = row.reading?.otherView.map { .object(json($0)) } ?? .null
    return .object(members)
  }

  private static func json(_ view: LegalReading.View) -> [String: JSONValue] {
    [
      "category": .string(view.category), "argument": .string(view.argument),
      "source": .string(view.source), "confidence": .string(view.confidence.rawValue),
    ]
  }
}
