import LogFormats
import NATModel

/// What `inspect` says of its inputs, as text for people and as `natlens.inspect/1`.
struct Inspection {
  /// One input with its digest.
  struct File {
    let report: InputReport
    /// SHA-256 of the bytes on disk, hexadecimal; `nil` for standard input.
    let digest: String?
    /// Exporters of flow records in it, in order of their first message.
    let exporters: [ExporterReport]
    /// What it is, for the small lists that stand beside a log; `nil` for logs and captures.
    let role: String?
    /// Why nothing could be read; `nil` if something could.
    let failure: String?
  }

  let files: [File]

  /// True if every input is something that natlens reads.
  var isRecognised: Bool { files.allSatisfy { $0.report.format != nil && $0.failure == nil } }

  /// Ends with bad data if more records were rejected than `--max-rejects` allows.
  func checkRejects(_ options: InputOptions) throws {
    try options.checkRejects(files.map(\.report))
  }

  /// A block of lines for each input.
  var text: String { files.map(text).joined(separator: "\n") }

  private func text(_ file: File) -> String {
    let report = file.report
    var lines = AlignedColumns()
    lines.add(["FILE", report.name])
    if let failure = file.failure { lines.add(["PROBLEM", failure]) }
    let packing = report.compression.map { ", \($0)" } ?? ""
    lines.add(["FORMAT", (report.format ?? "not recognised") + packing])
    if !report.recognition.isEmpty { lines.add(["", report.recognition]) }
    if let role = file.role { lines.add(["ROLE", role]) }
    lines.add([
      "SIZE", "\(report.bytes) bytes, \(report.records) records, \(report.skipped) of no interest",
    ])
    if report.repeated > 0 {
      lines.add(["HIDDEN", "\(report.repeated) repeats that were not written (message repeated …)"])
    }
    if let digest = file.digest { lines.add(["SHA256", digest]) }
    if let range = report.summary.range {
      lines.add(["RANGE", "\(range.first) … \(range.last)"])
      lines.add(["CLOCK", clock(report.summary)])
    }
    if report.partial {
      lines.add(["PARTIAL", "reading stopped before the end; counts are of what came before"])
    }
    return lines.text + events(report.summary) + details(report.details)
      + exporters(file.exporters) + rejects(report.rejects)
  }

  private func clock(_ summary: EventSummary) -> String {
    let names = summary.resolutions.sorted().map { "\(DurationArgument(nanoseconds: Int64($0)))" }
    var text = "resolution " + names.joined(separator: ", ")
    if summary.assumedTimes > 0 {
      text += "; year or zone assumed in \(summary.assumedTimes) of \(summary.total) events"
    }
    return text
  }

  private func events(_ summary: EventSummary) -> String {
    guard summary.total > 0 else { return "EVENTS    none\n" }
    let kinds = EventKind.allCases.compactMap { kind in
      summary.kinds[kind].map { "\($0) \(kind.rawValue)" }
    }
    var text = "EVENTS    \(summary.total): \(kinds.joined(separator: ", "))\n"
    var table = AlignedColumns(rightAligned: [1])
    table.add(["  FIELD", "PRESENT"])
    for (index, entry) in EventFields.named.enumerated() where summary.fieldCounts[index] > 0 {
      let permille = summary.fieldCounts[index] * 1000 / summary.total
      table.add(["  " + entry.name, "\(permille / 10).\(permille % 10) %"])
    }
    text += table.text
    return text
  }

  private func details(_ details: [InputReport.Detail]) -> String {
    guard !details.isEmpty else { return "" }
    var table = AlignedColumns(rightAligned: [1])
    table.add(["DETAIL", "COUNT"])
    for detail in details { table.add(["  " + detail.name, "\(detail.count)"]) }
    return table.text
  }

  private func rejects(_ rejects: RejectCounts) -> String {
    guard rejects.total > 0 else { return "REJECTS   none\n" }
    var text = "REJECTS   \(rejects.total)\n"
    for reason in RejectReason.allCases {
      guard let count = rejects.counts[reason] else { continue }
      text += "  \(count) × \(reason.rawValue)\n"
      for example in rejects.examples where example.reason == reason {
        let excerpt = AlignedColumns.printable(
          String(decoding: example.excerpt.prefix(100), as: UTF8.self))
        text += "    record \(example.location.record), byte \(example.offset): \(excerpt)\n"
      }
    }
    return text
  }
}
