extension LegalOverlay {
  /// What `natlens fields` prints on a terminal: for each frame a block for each reading.
  package var text: String {
    var text = "FIELDS STATED\n"
    var grid = TextGrid(rightAligned: [false, true, false])
    for sort in RecordSort.allCases {
      guard let counts = census.counts[sort] else { continue }
      let names = census.fields(of: sort).map { field in
        field.stated == counts.records
          ? field.name
          : "\(field.name) (\(NumberText.percent(Double(field.stated) / Double(counts.records))))"
      }
      grid.add([
        sort.words, NumberText.grouped(counts.records),
        DisplayText.wrapped(names.joined(separator: ", "), width: 62, lines: 9)
          .joined(separator: "\n"),
      ])
    }
    text += grid.text + "\n"
    text += DisplayText.wrapped(LegalOverlay.caution, width: 98, lines: 9)
      .map { $0 + "\n" }.joined()
    for frame in frames { text += "\n" + block(frame) }
    return String(text.map { $0 == "\u{A0}" ? " " : $0 })
  }

  private func block(_ frame: LegalFrame) -> String {
    var text = "\(frame.id.uppercased()): \(frame.title)\n"
    text += wrapped("\(frame.provisions). \(frame.standing)", indent: 2)
    for row in rows(frame) {
      let names = row.fields.map(\.name).joined(separator: ", ")
      text += "\n" + wrapped("\(row.sort.words): \(names)", indent: 2)
      guard let reading = row.reading else {
        text += "    → \(LegalOverlay.nothing(row.sort))\n"
        continue
      }
      text += view(reading.view, lead: "→")
      if let other = reading.otherView { text += view(other, lead: "or, it is argued:") }
    }
    return text
  }

  private func view(_ view: LegalReading.View, lead: String) -> String {
    wrapped("\(lead) \(view.category) [\(view.confidence.rawValue)]", indent: 4)
      + wrapped("\(view.argument) \(view.source).", indent: 6)
  }

  private func wrapped(_ text: String, indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    return DisplayText.wrapped(text, width: 98 - indent, lines: 40)
      .map { blanks + $0 + "\n" }.joined()
  }

  /// What is said of fields that a frame says nothing of.
  static func nothing(_ sort: RecordSort) -> String {
    sort == .request
      ? "a record of the server, not of the access provider: outside this overlay"
      : "the frame says nothing of it"
  }
}
