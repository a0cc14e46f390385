import Retention

/// What `natlens volume --csv` prints: one row for each regime, encoding and form of writing.
///
/// Columns are those of ``VolumeDocument`` for an encoding, after `regime`, `provenance` and `scaled`
/// (`true` if the figures per day and in all are not for the log's own subscribers and rate); each
/// compression has a column of its own for the sample, per day and in all.
package struct VolumeTable: Sendable {
  /// The table, lines ending in CRLF.
  package let text: String

  /// The table of some findings.
  package init(_ findings: VolumeFindings) {
    let names = findings.compressors.map { name in
      String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
    var table = CSVTable(
      columns: [
        "regime", "provenance", "scaled", "encoding", "family", "form", "status", "reason",
        "written_records", "unexpressed_records", "entries", "bytes",
      ] + names.map { "bytes_\($0)" } + ["bytes_per_record", "bytes_per_subscriber_day"]
        + names.map { "per_subscriber_day_\($0)" } + ["retained_bytes"]
        + names.map { "retained_\($0)" } + ["peak_entries_per_second", "peak_bytes_per_second"])
    for log in findings.logs {
      let head: [CSVTable.Field] = [
        .text(log.regime.id), .text(log.volume.provenance.rawValue),
        .text(findings.isScaled ? "true" : "false"),
      ]
      for encoded in log.volume.encodings {
        let label: [CSVTable.Field] = [
          .text(encoded.encoding), .text(encoded.family.rawValue),
          .optional(encoded.form?.rawValue),
        ]
        guard let weight = encoded.weight else {
          var reason: String?
          if case .cannotExpress(let words) = encoded.outcome { reason = words }
          let blanks = [CSVTable.Field](repeating: .empty, count: 9 + 3 * names.count)
          table.add(head + label + [.text("cannot-express"), .optional(reason)] + blanks)
          continue
        }
        let totals = findings.totals(log, encoded)
        var row = head + label + [.text("weighed"), .empty]
        row += [
          .integer(weight.records), .integer(weight.unexpressed), .integer(weight.entries),
          .integer(weight.bytes),
        ]
        row += weight.compressed.map { .optional($0) }
        row += [.number(weight.bytesPerRecord), .optional(totals?.bytesPerDay)]
        row += names.indices.map { .optional(totals?.compressed[$0]) }
        row.append(.optional(totals?.stock))
        row += names.indices.map { .optional(totals?.compressedStock[$0]) }
        row += [.optional(totals?.entriesPerSecond), .optional(totals?.bytesPerSecond)]
        table.add(row)
      }
    }
    text = table.text
  }
}
