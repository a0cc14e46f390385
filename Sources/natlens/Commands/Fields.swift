import ArgumentParser
import Correlation
import Evidence
import NATModel

/// `natlens fields`: each field of a log, and its category under a legal frame.
struct Fields: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "Each field of a log and what it is in law: argument with sources, not advice.",
    discussion: """
      The fields that the inputs state are put into the categories of four instruments: the \
      Convention on Cybercrime, Regulation (EU) 2023/1543, Directive 2006/24/EC and the United \
      Kingdom's Investigatory Powers Act 2016. Where a category is disputed both readings are \
      given. Each source is marked: read, quoted or recalled.

      EXAMPLES
        natlens fields nat.log.gz subscribers.csv
        natlens fields nat.log.gz --frame e-evidence --frame budapest
        natlens fields town/ --json | jq -r '.frames[].readings[] | [.record,.category] | @tsv'
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("frame"),
    help: ArgumentHelp(
      "budapest, e-evidence, data-retention or ipa; may be repeated; all if left out.",
      valueName: "frame"))
  var frames: [String] = []

  func run() throws {
    let chosen = try chosenFrames()
    let intake = try Intake(input, from: window.from, to: window.to)
    let names = try FileArguments.expand(input.inputs)
    guard !names.isEmpty else {
      throw CommandFailure(
        .usage, seen: "no input", remedy: "Name logs or captures, a directory, or -.")
    }
    var texts = TextTable()
    var sink = FieldCounter()
    var reports: [InputReport] = []
    var inputs: [ReportContent.Input] = []
    var entries = 0
    var failures: [CommandFailure] = []
    try intake.read(names, into: &sink, texts: &texts) { outcome in
      if case .subscribers(let list) = outcome.listed { entries += list.entries.count }
      if let failure = outcome.failure {
        guard failure.status == .badData, names.count > 1 else { throw failure }
        failures.append(failure)
        return
      }
      if outcome.listed == nil { intake.note(outcome.report) }
      reports.append(outcome.report)
      inputs.append(
        ReportContent.Input(
          report: outcome.report,
          sha256: output.json ? Intake.digest(of: outcome.report.name) ?? "" : ""))
    }
    if inputs.isEmpty, let failure = failures.first { throw failure }
    for failure in failures where !input.quiet {
      Terminal.error("natlens: passed over: \(failure.seen)")
    }
    sink.census.addRegister(entries: entries)
    let overlay = LegalOverlay(
      census: sink.census, frames: chosen,
      provenance: try World.provenance(of: inputs, output: output))
    Terminal.output(output.json ? FieldsDocument(overlay).text : overlay.text)
    try input.checkRejects(reports)
  }

  private func chosenFrames() throws -> [LegalFrame] {
    guard !frames.isEmpty else { return LegalFrame.all }
    return try frames.map { id in
      guard let frame = LegalFrame.named(id) else {
        throw CommandFailure(
          .usage, seen: "--frame \(id): no such frame",
          remedy: "The frames are \(LegalFrame.all.map(\.id).joined(separator: ", ")).")
      }
      return frame
    }
  }
}

/// Counts which fields events state, and keeps nothing else.
private struct FieldCounter: EventSink {
  var census = FieldCensus()

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    census.add(batch.events)
    return !Interrupt.isRaised
  }
}
