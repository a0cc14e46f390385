import ArgumentParser
import LogFormats
import NATModel

/// `natlens convert`: the events of any input in another form.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "The events of any input as NDJSON, CSV, TSV or a NAT's own log format.",
    discussion: """
      Subscribers and addresses are written as they are: converting is not publishing.

      EXAMPLES
        natlens convert nat.log.zst --to ndjson | jq -c 'select(.kind=="session-open")'
        natlens convert home.pcapng --to csv > flows.csv
        natlens convert asa.log --to ipfix > asa.ipfix    # RFC 8158 records, RFC 5655 file
        natlens convert nat.log --to none --threads 1     # parse only, print totals
      """)

  @OptionGroup var input: InputOptions

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      """
      ndjson, csv, tsv, none (parse only, print totals), ipfix, netflow9, or a format of \
      `natlens formats`.
      """,
      valueName: "format"))
  var target = "ndjson"

  @Option(help: ArgumentHelp("Only what happened at or after this time.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Only what happened before this time.", valueName: "time"))
  var until: String?

  func run() throws {
    let intake = try Intake(input, from: from, to: until)
    let names = try FileArguments.expand(input.inputs)
    let writer = try EventWriter(target: target, files: names)
    guard !names.isEmpty else {
      throw CommandFailure(
        .usage, seen: "no input", remedy: "Name a file, or - for standard input.")
    }
    var texts = TextTable()
    let output = writer.map { EventOutput($0, threads: intake.threads) }
    var sink = ConvertSink(output: output)
    var totals = ConvertTotals()
    var worst: CommandFailure?
    try intake.read(names, into: &sink, texts: &texts) { outcome in
      totals.add(outcome.report)
      intake.note(outcome.report)
      guard let failure = outcome.failure else { return }
      guard failure.status == .badData else { throw failure }
      worst = failure
      Terminal.error("natlens: \(failure)")
    }
    output?.finish()
    let unwritten = output?.unwritten ?? 0
    if target == "none" {
      Terminal.output(totals.text)
    } else if !input.quiet, totals.rejected > 0 || unwritten > 0 {
      Terminal.error(
        "natlens: \(totals.rejected) records rejected, \(unwritten) events have no record in "
          + "\(target)")
    }
    try input.checkRejects(totals.rejected, of: totals.records)
    if let worst { throw ExitCode(worst.status.rawValue) }
  }
}

/// Hands events on to be written, or lets them be counted alone.
private struct ConvertSink: EventSink {
  let output: EventOutput?

  /// Without an output records are decoded and counted, and that is all.
  var wantsEvents: Bool { output != nil }

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    output?.write(batch, texts: texts) ?? true
  }
}

/// What `--to none` prints.
private struct ConvertTotals {
  var bytes: UInt64 = 0
  var records: UInt64 = 0
  var events = 0
  var skipped: UInt64 = 0
  var rejected = 0
  var repeated: UInt64 = 0

  mutating func add(_ report: InputReport) {
    bytes += report.bytes
    records += report.records
    events += report.summary.total
    skipped += report.skipped
    rejected += report.rejects.total
    repeated += report.repeated
  }

  var text: String {
    "\(events) events from \(records) records (\(bytes) bytes); "
      + "\(skipped) of no interest, \(rejected) rejected"
      + (repeated == 0 ? "\n" : ", \(repeated) repeats not written\n")
  }
}
