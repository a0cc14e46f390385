import Foundation
import NATModel

@testable import LogFormats

/// What decoding some messages gave.
struct ExportRun {
  var events: [Event] = []
  var exporters: [ExporterReport] = []
  var records: UInt64 = 0
  var rejects = RejectCounts()
  var texts = TextTable()

  /// Messages handed to one decoder in turn, as one session.
  init(
    _ messages: [[UInt8]], from peer: ExportPeer = .file,
    options: FlowExportOptions = FlowExportOptions()
  ) {
    let decoder = FlowExportDecoder(file: 0, options: options)
    for (index, message) in messages.enumerated() {
      decoder.decode(
        message.span, from: peer, packet: peer.transport == .file ? nil : UInt64(index + 1),
        texts: &texts)
    }
    exporters = decoder.finish(texts: texts)
    events = decoder.events
    records = decoder.records
    rejects = decoder.rejects
  }

  /// A file read as the commands do.
  init(path: String, options: FlowExportOptions = FlowExportOptions()) throws {
    var sink = EventCollector()
    let result = try FlowExportReader(options: options).read(
      try InputSource.open(path), file: 0, into: &sink, texts: &texts)
    events = sink.events
    exporters = result.exporters
    records = result.report.records
    rejects = result.report.rejects
    report = result.report
  }

  /// The report of a file.
  var report: InputReport?

  /// A sum over the exporters.
  func sum(_ value: (ExporterCounts) -> UInt64) -> UInt64 {
    exporters.reduce(0) { $0 + value($1.counts) }
  }

  /// Values of a histogram over the exporters, without zeros.
  func histogram(_ values: (ExporterCounts) -> [UInt8: UInt64]) -> [String: UInt64] {
    var all: [String: UInt64] = [:]
    for exporter in exporters {
      for (key, count) in values(exporter.counts) { all["\(key)", default: 0] += count }
    }
    return all
  }
}

/// Reference data of flow exports.
extension SharedData {
  /// The path of a file in `captures`.
  static func capture(_ name: String) -> String {
    (root ?? URL(filePath: "/")).appending(path: "captures/\(name)").path
  }

  /// The octets of a file in `captures`.
  static func captureBytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: capture(name))))
  }

  /// What independent tools say of each file with flow exports.
  static let exportFigures: [String: ExportFigures] = {
    guard let data = try? Data(contentsOf: URL(filePath: capture("FIGURES.json"))),
      let all = try? JSONDecoder().decode([ExportFigures].self, from: data)
    else { return [:] }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.file, $0) })
  }()
}

/// What tshark 4.0.17 says of the flow exports in one file.
struct ExportFigures: Decodable {
  var file: String
  var records: Int?
  var cflow_msgs: Int?
  var data_sets: Int?
  var template_defs: Int?
  var nat_event: [String: UInt64]?
  var fw_event: [String: UInt64]?
  var postnat_src_nonzero: Int?
}
