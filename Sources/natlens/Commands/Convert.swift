import ArgumentParser
import LogFormats
import NATModel

/// `natlens convert`: the events of any input in another form.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    var sink = ConvertSink(writer: writer)
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
    sink.finish()
    if target == "none" {
      Terminal.output(totals.text)
    } else if !input.quiet, totals.rejected > 0 || sink.unwritten > 0 {
      Terminal.error(
        "natlens: \(totals.rejected) records rejected, \(sink.unwritten) events have no record in "
          + "\(target)")
    }
    try input.checkRejects(totals.rejected, of: totals.records)
    if let worst { throw ExitCode(worst.status.rawValue) }
  }
}

/// Writes events as they come.
private struct ConvertSink: EventSink {
  var writer: EventWriter?
  /// Events that the target has no record for.
  var unwritten = 0
  private var output = TextOutput()
  private var hasHeader = false

  init(writer: EventWriter?) { self.writer = writer }

  /// Without a writer records are decoded and counted, and that is all.
  var wantsEvents: Bool { writer != nil }

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    guard writer != nil else { return true }
    output.removeAll()
    if !hasHeader {
      writer?.writeHeader(to: &output)
      hasHeader = true
    }
    for event in batch.events where writer?.write(event, texts: texts, to: &output) == false {
      unwritten += 1
    }
    return Terminal.output(output.bytes)
  }

  /// Writes what is left.
  mutating func finish() {
    output.removeAll()
    writer?.finish(to: &output)
    Terminal.output(output.bytes)
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
