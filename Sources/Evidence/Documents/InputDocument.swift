import NATModel

/// One input as JSON.
///
/// `name`, `sha256` (of the file on disk), `format` (or `null`), `recognition` (how the format was
/// decided), `compression` (or `null`), `bytes` (after decompression), `records`, `skipped` (well
/// formed, but of no interest), `rejects` (`{reason: count}`, reasons that never occurred left out),
/// `events`, `assumed_times` (events whose year or zone came from a rule), `first_time` and
/// `last_time` (or `null`), `partial` (true if reading stopped before the end).
enum InputDocument {
  /// The object of an input.
  static func json(_ input: ReportContent.Input) -> JSONValue {
    let report = input.report
    let range = report.summary.range
    return [
      "name": .string(report.name), "sha256": .string(input.sha256),
      "format": .optional(report.format), "recognition": .string(report.recognition),
      "compression": .optional(report.compression), "bytes": whole(report.bytes),
      "records": whole(report.records), "skipped": whole(report.skipped),
      "rejects": .object(
        Dictionary(uniqueKeysWithValues: rejects(report).map { ($0.reason, .integer($0.count)) })),
      "events": .integer(report.summary.total),
      "assumed_times": .integer(report.summary.assumedTimes),
      "first_time": .optional(range?.first.description),
      "last_time": .optional(range?.last.description), "partial": .bool(report.partial),
    ]
  }

  /// Rejects by reason, in the order in which reasons are declared.
  static func rejects(_ report: InputReport) -> [(reason: String, count: Int)] {
    RejectReason.allCases.compactMap { reason in
      report.rejects.counts[reason].map { (reason.rawValue, $0) }
    }
  }

  private static func whole(_ value: UInt64) -> JSONValue { .integer(Int(clamping: value)) }
}
