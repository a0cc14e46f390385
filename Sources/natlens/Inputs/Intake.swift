import Correlation
import Evidence
import Exposure
import LogFormats
import NATModel
import PacketCapture
import Simulation

import class Foundation.FileHandle
import class Foundation.ProcessInfo
import struct Foundation.Date

/// Reads the inputs of one command: logs and captures into a sink, lists beside them.
struct Intake {
  /// What became of one input.
  struct Outcome {
    var report: InputReport
    /// Exporters of flow records, if it holds any.
    var exporters: [ExporterReport] = []
    /// What the file is for, if it is a list.
    var listed: ListedFile?
    /// Why nothing could be read, or `nil`.
    var failure: CommandFailure?
    /// Flows that are to go through a virtual NAT.
    var withheld: [Event] = []
  }

  let options: InputOptions
  /// The one question that is asked of the inputs, or `nil` to read all of them.
  var question: Question?
  /// By how much the clocks of exporters are ahead, in nanoseconds, by name.
  let exporterClocks: [String: Int64]
  private let zone: LocalZone?
  private let from: Timestamp?
  private let to: Timestamp?

  /// An intake with the options of a command; `from` and `to` bound the time looked at.
  init(
    _ options: InputOptions, from: String? = nil, to: String? = nil,
    exporterClocks: [String: Int64] = [:]
  ) throws {
    self.options = options
    self.exporterClocks = exporterClocks
    let zone = try options.tz.map { try LocalZone(parsing: $0) }
    self.zone = zone
    self.from = try Intake.instant(from, zone)
    self.to = try Intake.instant(to, zone)
  }

  /// Threads to parse with: as asked, or every core.
  var threads: Int { options.threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Reads every input in order; `visit` is told what became of each.
  ///
  /// Captures of both sides of a NAT are read together, after everything else. What was decoded
  /// before damage reaches the sink. An input that cannot be read at all has a failure in its
  /// outcome; deciding what that means is left to the command.
  func read<Sink: EventSink>(
    _ names: [String], into sink: inout Sink, texts: inout TextTable,
    visit: (Outcome) throws -> Void
  ) throws {
    let quarantine = try options.rejects.map { try RejectFile($0) }
    let progress = ProgressLine(files: names.count, quiet: options.quiet)
    defer { progress.end() }
    var filter = TimeFilter(sink, from: from, to: to)
    defer { sink = filter.sink }
    let sides = CaptureSides(names, options.sides)
    var hasNATLog = false
    for (position, name) in names.enumerated() where !Interrupt.isRaised {
      guard sides.side(of: position) == nil else { continue }
      var outcome = Outcome(report: InputReport(name: name))
      do {
        let source = try InputSource.open(name)
        progress.begin(name, size: source.size)
        outcome = try read(
          source, number: UInt32(position), into: &filter, texts: &texts, progress: progress,
          quarantine: quarantine)
      } catch {
        outcome.failure = Intake.failure(error, name: name)
      }
      if let behavior = options.sides.modelNat, !outcome.withheld.isEmpty {
        let modelled = model(outcome.withheld, behavior, texts: &texts)
        outcome.report.recognition += "; sessions are modelled by a virtual NAT"
        outcome.report.summary.add(modelled.events)
        outcome.withheld = []
        _ = try filter.receive(EventBatch(events: modelled.events), texts: texts)
        try visit(
          Outcome(
            report: InputReport(
              name: "\(name) (virtual NAT)", format: NATConfigurationFile.schema,
              recognition: "modelled"),
            listed: .configuration(modelled.configuration)))
      }
      hasNATLog = hasNATLog || outcome.report.statesBindings
      try visit(outcome)
    }
    if sides.areBoth {
      try readTwoSides(
        names, sides, hasNATLog: hasNATLog, into: &filter, texts: &texts, visit: visit)
    }
  }

  private func read<Sink: EventSink>(
    _ source: consuming sending InputSource, number: UInt32, into sink: inout Sink,
    texts: inout TextTable, progress: ProgressLine, quarantine: RejectFile?
  ) throws -> Outcome {
    let name = source.name
    let compression = source.compression?.rawValue
    switch source.kind {
    case .text:
      if options.format == nil, ListedFile.recognises(source.firstBytes) {
        let size = source.size ?? 0
        guard let list = try ListedFile(source) else {
          throw CommandFailure(.badData, seen: "\(name): begins like a list and is none")
        }
        var report = InputReport(
          name: name, format: list.format, recognition: "recognised by its first line")
        report.bytes = size
        report.compression = compression
        return Outcome(report: report, listed: list)
      }
      if let question, quarantine == nil, let dialect = Intake.dialect(of: source.firstBytes),
        question.canSearch(dialect, name: name),
        let report = try search(
          name, for: question, number: number, into: &sink, texts: &texts, progress: progress)
      {
        return Outcome(report: report)
      }
      let reader = LogReader(options: try readingOptions())
      let report = try reader.read(
        source, file: number, into: &sink, texts: &texts, progress: { progress.update($0) },
        quarantine: quarantine.map { file in { try file.add($0, of: name) } })
      return Outcome(report: report)
    case .pcap, .pcapng:
      let isOutside = options.sides.side(of: name) == .outside
      var placed = PlacedCapture(
        sink: sink, isOutside: isOutside,
        withholdsFlows: options.sides.modelNat != nil && !isOutside)
      defer { sink = placed.sink }
      let result = try CaptureReader(options: captureOptions).read(
        source, name: name, file: number, texts: &texts, into: &placed)
      var report = result.report
      report.details = result.statistics.details + result.carried.details
      if let side = options.sides.side(of: name) {
        report.recognition += "; taken \(side.rawValue) the NAT, as stated"
      } else if result.statistics.sides.side != .unclear {
        report.recognition +=
          "; its addresses are those seen \(result.statistics.sides.side.rawValue) a NAT"
      }
      report.compression = compression
      if let damage = result.damage { report.recognition += "; reading stopped: \(damage)" }
      return Outcome(
        report: report, exporters: result.carried.exporters, withheld: placed.flows)
    case .empty:
      throw CommandFailure(.badData, seen: "\(name): the file is empty")
    case .flowExport:
      if let question {
        var concerned = ConcernedEvents(sink, question: question)
        defer { sink = concerned.sink }
        let result = try FlowExportReader(options: options.exports.options).read(
          source, file: number, into: &concerned, texts: &texts, progress: { progress.update($0) })
        try concerned.finish(texts: texts)
        return Outcome(report: result.report, exporters: result.exporters)
      }
      let result = try FlowExportReader(options: options.exports.options).read(
        source, file: number, into: &sink, texts: &texts, progress: { progress.update($0) })
      return Outcome(report: result.report, exporters: result.exporters)
    case .nfcapd:
      throw CommandFailure(
        .badData, seen: "\(name): a file of nfcapd, whose layout belongs to nfdump",
        remedy: "Let nfdump print it: nfdump -r \(name) -q -o json | natlens inspect -")
    case .unknown:
      throw CommandFailure(
        .badData, seen: "\(name): not recognised: neither text nor a packet capture",
        remedy: "natlens formats lists what is read.")
    }
  }

  /// How captures are read.
  var captureOptions: CaptureOptions {
    var captures = CaptureOptions()
    captures.exports = options.exports.options
    captures.year = options.year
    captures.zone = zone?.rules ?? .utc
    return captures
  }

  func readingOptions() throws -> ReadingOptions {
    let now = Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9))
    return ReadingOptions(
      dialect: try options.dialect(), described: try options.described(), threads: threads,
      year: options.year,
      zone: zone?.rules ?? .utc, now: now)
  }

  private static func instant(_ text: String?, _ zone: LocalZone?) throws -> Timestamp? {
    guard let text else { return nil }
    let date = text.count == 10 ? text + "T00:00:00Z" : text
    let unzoned =
      if let zone { zone.instant(ofLocal: text) } else { Timestamp(rfc3339: text + "Z") }
    guard let instant = Timestamp(rfc3339: date) ?? unzoned else {
      throw CommandFailure(
        .usage, seen: "\(text): no time, or with --tz one that came twice or never",
        remedy: "Write 2026-03-14T21:07:33Z, or with its offset +01:00.")
    }
    return instant
  }

  /// The failure that stands for an error of a reader.
  static func failure(_ error: any Error, name: String) -> CommandFailure {
    switch error {
    case let failure as CommandFailure: return failure
    case let error as InputError:
      let status: ExitStatus =
        switch error.reason {
        case .missing, .isDirectory: .noInput
        case .notPermitted: .noPermission
        case .failed: .ioError
        case .unsupportedCompression: .badData
        }
      return CommandFailure(status, seen: "\(error)")
    case let error as RecognitionError: return CommandFailure(.badData, seen: "\(error)")
    default: return CommandFailure(.badData, seen: "\(error)")
    }
  }

  /// SHA-256 of a file as it stands on disk, hexadecimal; `nil` for standard input.
  static func digest(of name: String) -> String? {
    guard name != "-", let handle = FileHandle(forReadingAtPath: name) else { return nil }
    defer { try? handle.close() }
    var digest = ContentDigest()
    while let chunk = try? handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      digest.update(Array(chunk))
    }
    return digest.hexadecimal
  }
}

extension InputReport {
  /// True if there are records of NAT sessions in it.
  var statesBindings: Bool {
    [EventKind.sessionOpen, .sessionClose, .session].contains { summary.kinds[$0, default: 0] > 0 }
  }
}
