import Evidence
import Exposure
import NATModel

/// A report on the sample worlds.
enum SampleContent {
  static let provenance: ReportContent.Provenance = {
    var report = InputReport(
      name: "fixed-ranges/conntrack.log", format: "conntrack",
      recognition: "The first 20 lines are conntrack events.")
    report.bytes = 1_482_113
    report.records = 9_140
    report.skipped = 12
    report.rejects.add(.malformedTime, count: 8)
    return ReportContent.Provenance(
      toolVersion: "0.1.0",
      commandLine: [
        "natlens", "report", "--title", "A lab's report", "fixed-ranges/conntrack.log",
      ],
      seed: 20_261_123, tolerance: 1_000_000_000,
      inputs: [
        ReportContent.Input(report: report, sha256: ContentDigest.hexadecimal(of: "sample"))
      ],
      parameters: [
        ReportContent.Parameter(name: "tolerance", value: "1 s", source: "default")
      ],
      pseudonyms: Pseudonyms(seed: 20_261_123),
      generated: Timestamp(rfc3339: "2026-11-24T12:00:00Z"))
  }()

  static func content(
    _ evaluations: [Evaluation] = SampleWorlds.all,
    measures: [MeasureDescription] = SampleMeasures.all
  ) -> ReportContent {
    ReportContent(
      title: "Who was behind this address? What seven kinds of record answer and reveal",
      setting: .lab, evaluations: evaluations, measures: measures,
      subjects: ["fixed-ranges": provenance.pseudonyms.subscriber("alice")],
      provenance: provenance)
  }
}

extension EvidenceBundle {
  /// The text of a file of the bundle; empty if there is none.
  func text(_ path: String) -> String {
    files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }
}
