import NATModel

/// Schema `natlens.inspect/1`.
extension Inspection {
  /// The whole document: one entry for each input, in order.
  struct Document: Encodable {
    var schema = "natlens.inspect/1"
    var files: [Entry]
  }

  /// One input; what is not known is absent.
  struct Entry: Encodable {
    struct Range: Encodable {
      var first: String
      var last: String
    }

    struct Field: Encodable {
      var name: String
      /// Events that state it.
      var present: Int
    }

    struct Reject: Encodable {
      var reason: String
      var count: Int
      /// The first places: line or packet number and byte offset.
      var examples: [Place]
    }

    struct Place: Encodable {
      var record: UInt64
      var offset: UInt64
    }

    var name: String
    var sha256: String?
    /// Format id; absent if none was recognised.
    var format: String?
    var recognition: String
    var compression: String?
    var role: String?
    var problem: String?
    /// Bytes after decompression.
    var bytes: UInt64
    /// Lines or packets.
    var records: UInt64
    /// Well-formed records of no interest.
    var skipped: UInt64
    /// Repeats that the records stand for and that are not there (`message repeated 3 times`).
    var repeated: UInt64
    var rejected: Int
    var rejects: [Reject]
    /// True if reading stopped before the end.
    var partial: Bool
    /// Counts that only some kinds of input have, by name.
    var details: [String: UInt64]
    /// Events by kind.
    var events: [String: Int]
    var fields: [Field]
    var range: Range?
    /// Resolutions of time seen, in nanoseconds.
    var resolutions_ns: [UInt32]
    /// Events whose year or zone came from a rule.
    var assumed_times: Int
    /// Exporters of flow records; absent if there is none.
    var exporters: [ExporterDocument]?
  }

  /// The inputs as `natlens.inspect/1`.
  var document: Document { Document(files: files.map(entry)) }

  private func entry(_ file: File) -> Entry {
    let report = file.report
    let summary = report.summary
    let kinds = summary.kinds.map { ($0.key.rawValue, $0.value) }
    return Entry(
      name: report.name, sha256: file.digest, format: report.format,
      recognition: report.recognition, compression: report.compression, role: file.role,
      problem: file.failure, bytes: report.bytes, records: report.records,
      skipped: report.skipped, repeated: report.repeated, rejected: report.rejects.total,
      rejects: RejectReason.allCases.compactMap { reason in
        report.rejects.counts[reason].map { count in
          Entry.Reject(
            reason: reason.rawValue, count: count,
            examples: report.rejects.examples.filter { $0.reason == reason }
              .map { Entry.Place(record: $0.location.record, offset: $0.offset) })
        }
      },
      partial: report.partial,
      details: Dictionary(report.details.map { ($0.name, $0.count) }) { $0 + $1 },
      events: Dictionary(uniqueKeysWithValues: kinds),
      fields: zip(EventFields.named, summary.fieldCounts)
        .map { Entry.Field(name: $0.name, present: $1) },
      range: summary.range.map {
        Entry.Range(first: $0.first.description, last: $0.last.description)
      },
      resolutions_ns: summary.resolutions.sorted(), assumed_times: summary.assumedTimes,
      exporters: file.exporters.isEmpty ? nil : file.exporters.map(ExporterDocument.init))
  }
}
