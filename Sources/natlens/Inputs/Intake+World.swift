import Correlation
import Exposure
import LogFormats
import NATModel
import Simulation

/// Putting what was read together.
extension Intake {
  /// Intervals of which exporters' messages are missing, by the clock that their events are set to.
  ///
  /// Flows beside NAT records are no evidence, and what is missing of them is no gap in it.
  private func gaps(of exporters: [ExporterReport], hasNATLog: Bool) -> [TimeSpan] {
    exporters.filter { $0.isNAT || !hasNATLog }.flatMap { exporter in
      let ahead = exporterClocks[exporter.name, default: 0]
      return exporter.missing.map {
        TimeSpan(start: $0.start.advanced(by: -ahead), end: $0.end.advanced(by: -ahead))
      }
    }
  }

  /// Everything in the inputs that the arguments name, correlated.
  /// - Throws: ``CommandFailure`` for an input that cannot be opened. One of unknown format beside
  ///   others is passed over with a note; only if nothing at all could be read is that a failure.
  func world(from arguments: [String], digests wanted: Bool = false) throws -> World {
    let names = try FileArguments.expand(arguments)
    guard !names.isEmpty else {
      throw CommandFailure(
        .usage, seen: "no input", remedy: "Name logs or captures, a directory, or -.")
    }
    var texts = TextTable()
    // One input repeats nothing.
    var correction = ClockCorrection(
      RepeatFilter(BackgroundCorrelator(), capacity: names.count > 1 ? 1 << 17 : 0),
      ahead: exporterClocks)
    var reports: [InputReport] = []
    var lists: [ListedFile] = []
    var notes: [CommandFailure] = []
    var partial: [UInt32] = []
    var exporters: [(file: UInt32, report: ExporterReport)] = []
    var digests: [String: String] = [:]
    try read(names, into: &correction, texts: &texts) { outcome in
      if wanted { digests[outcome.report.name] = Intake.digest(of: outcome.report.name) }
      if let list = outcome.listed {
        lists.append(list)
        return
      }
      reports.append(outcome.report)
      if let position = names.firstIndex(of: outcome.report.name) {
        if outcome.report.partial { partial.append(UInt32(position)) }
        exporters += outcome.exporters.map { (UInt32(position), $0) }
      }
      guard let failure = outcome.failure else {
        note(outcome.report)
        return
      }
      guard failure.status == .badData, names.count > 1 else { throw failure }
      notes.append(failure)
    }
    if reports.count == notes.count, let failure = notes.first { throw failure }
    var filter = correction.sink
    try filter.finish(texts: texts)
    var correlator = filter.sink.finished()
    note(repeats: filter.repeats, names: names, in: &reports)
    for failure in notes where !options.quiet {
      Terminal.error("natlens: passed over: \(failure.seen)")
    }
    for file in partial { correlator.markPartial(file: file) }
    let repeated = Set(filter.repeats.map(\.file))
    let used = exporters.filter { !repeated.contains($0.file) }.map(\.report)
    for gap in gaps(of: used, hasNATLog: reports.contains { $0.statesBindings }) {
      correlator.markGap(gap)
    }
    for case .subscribers(let list) in lists { correlator.addStatic(list) }
    var ledger = correlator.finish(texts: texts)
    ledger.isModelled = options.sides.modelNat != nil
    return World(
      name: worldName(arguments), files: names, reports: reports, digests: digests,
      ledger: ledger,
      configuration: lists.compactMap {
        if case .configuration(let found) = $0 { found } else { nil }
      }
      .last,
      names: lists.compactMap { if case .names(let found) = $0 { found } else { nil } }.last,
      fingerprints: lists.compactMap {
        if case .fingerprints(let found) = $0 { found } else { nil }
      }
      .last,
      categories: lists.compactMap { if case .categories(let found) = $0 { found } else { nil } }
        .last,
      truth: lists.compactMap { if case .truth(let found) = $0 { found.truth } else { nil } }.last)
  }

  /// What the arguments are, one entry each, without correlating them.
  func inspection(of arguments: [String]) throws -> Inspection {
    let names = try FileArguments.expand(arguments)
    var texts = TextTable()
    var nothing = Discard()
    var files: [Inspection.File] = []
    try read(names, into: &nothing, texts: &texts) { outcome in
      if let failure = outcome.failure, failure.status != .badData { throw failure }
      files.append(
        Inspection.File(
          report: outcome.report, digest: Intake.digest(of: outcome.report.name),
          exporters: outcome.exporters, role: outcome.listed?.role, failure: outcome.failure?.seen))
    }
    return Inspection(files: files)
  }

  /// Says on standard error what a reader of results should know of an input.
  func note(_ report: InputReport) {
    guard !options.quiet else { return }
    if options.verbose { Terminal.error("natlens: \(report.name): \(report.recognition)") }
    if report.partial {
      Terminal.error("natlens: \(report.name): ends early; what came before is used")
    }
    if report.repeated > 0 {
      Terminal.error(
        "natlens: \(report.name): stands for \(report.repeated) repeated records that are not in it"
      )
    }
    if options.year != nil, let range = report.summary.range, report.summary.assumedTimes > 0,
      range.last.since(range.first) > 330 * 86_400_000_000_000
    {
      Terminal.error(
        "natlens: \(report.name): spans a New Year under one --year; read the parts on their own")
    }
    if report.summary.assumedTimes > 0 {
      Terminal.error(
        "natlens: \(report.name): year or zone assumed in \(report.summary.assumedTimes) records "
          + "(see --year and --tz)")
    }
  }

  /// Says which logs were of no further use: what they hold is counted once.
  private func note(
    repeats: [(file: UInt32, of: UInt32)], names: [String], in reports: inout [InputReport]
  ) {
    for (file, earlier) in repeats where Int(file) < names.count && Int(earlier) < names.count {
      let name = names[Int(file)]
      let reason = "its sessions repeat those of \(names[Int(earlier)]) and are left out"
      for index in reports.indices where reports[index].name == name {
        reports[index].recognition += "; \(reason)"
        // What is left out is no part of the evidence, nor are its assumptions.
        if Set(reports[index].summary.kinds.keys).isSubset(of: RepeatFilter<Correlator>.kinds) {
          reports[index].summary = EventSummary()
        }
      }
      if !options.quiet { Terminal.error("natlens: passed over: \(name): \(reason)") }
    }
  }

  /// The last part of a single directory's path, or of the first file's.
  private func worldName(_ arguments: [String]) -> String {
    let first = arguments.first ?? "-"
    let parts = first.split(separator: "/")
    return parts.last.map(String.init) ?? first
  }
}

/// Takes events and does nothing with them: for counting and for measuring the reader alone.
struct Discard: EventSink {
  var wantsEvents: Bool { false }

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool { true }
}
