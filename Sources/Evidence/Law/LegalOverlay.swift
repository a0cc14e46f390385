/// The fields of some inputs under some frames: what `natlens fields` shows.
package struct LegalOverlay: Sendable {
  /// One reading with those of its fields that the inputs state.
  struct Row: Sendable {
    let sort: RecordSort
    /// Names of the fields, and how many of the sort's records state each.
    let fields: [(name: String, stated: Int)]
    /// Records of the sort.
    let records: Int
    /// What the frame makes of them; `nil` if it says nothing.
    let reading: LegalReading?
  }

  /// What the overlay is, and is not.
  static let caution = """
    This is argument with its sources, not legal advice. Where a category is disputed both readings \
    are given. The marks say how well the source is known: read (the text of the provision was \
    read), quoted (a text that quotes it was), recalled (from memory: check it).
    """

  /// Which fields there are.
  package let census: FieldCensus
  /// The frames, in the order of tables.
  package let frames: [LegalFrame]
  /// How the fields came to be known.
  package let provenance: ReportContent.Provenance

  /// An overlay from its parts.
  package init(
    census: FieldCensus, frames: [LegalFrame], provenance: ReportContent.Provenance
  ) {
    self.census = census
    self.frames = frames
    self.provenance = provenance
  }

  /// What a frame makes of every field there is, fields of one reading together.
  func rows(_ frame: LegalFrame) -> [Row] {
    RecordSort.allCases.flatMap { sort -> [Row] in
      let records = census.counts[sort]?.records ?? 0
      var rows: [Row] = []
      for field in census.fields(of: sort) {
        let reading = frame.reading(of: field.name, in: sort)
        if let known = rows.firstIndex(where: { $0.reading == reading }) {
          rows[known] = Row(
            sort: sort, fields: rows[known].fields + [field], records: records, reading: reading)
        } else {
          rows.append(Row(sort: sort, fields: [field], records: records, reading: reading))
        }
      }
      return rows
    }
  }
}
