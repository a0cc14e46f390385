import ArgumentParser
import Correlation
import Evidence
import NATModel
import Retention
import Simulation

/// `natlens portrait`: one household, seen through what each regime would keep.
struct MakePortrait: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portrait",
    abstract: "What each kind of record would show of one home, from its own capture.",
    discussion: """
      The capture is one of a home's own traffic, taken on the home's side of its router or on the \
      line. A virtual carrier-grade NAT stands in for the provider's (--model-nat, else \
      port-block), so everything shown is modelled. Addresses and names are written as they are: \
      it is your own traffic. Nothing is sent anywhere.

      EXAMPLES
        natlens portrait home.pcapng
        natlens portrait home.pcapng --output portrait/     # a page to open and print
        natlens portrait day-*.pcap.zst --json | jq '.regimes[] | {regime, records}'
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var printing: OutputOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Directory to write a page to, index.html.", valueName: "directory"))
  var output: String?

  @Flag(help: "Write into a directory that exists already.")
  var force = false

  func run() throws {
    let folder = try output.map { try PageFolder($0, force: force) }
    let behavior = input.sides.modelNat ?? .portBlock
    var options = input
    options.sides.modelNat = nil
    let intake = try Intake(options, from: window.from, to: window.to)
    let paths = try FileArguments.expand(input.inputs)
    guard let first = paths.first else {
      throw CommandFailure(.usage, seen: "no input", remedy: "Name a capture of your own network.")
    }
    var texts = TextTable()
    var traffic = HouseholdTraffic { !Interrupt.isRaised }
    var reports: [InputReport] = []
    var inputs: [ReportContent.Input] = []
    try intake.read(paths, into: &traffic, texts: &texts) { outcome in
      if let failure = outcome.failure { throw failure }
      intake.note(outcome.report)
      reports.append(outcome.report)
      inputs.append(
        ReportContent.Input(
          report: outcome.report, sha256: Intake.digest(of: outcome.report.name) ?? ""))
    }
    let seen = traffic.seen()
    guard !seen.flows.isEmpty else {
      throw CommandFailure(
        .noMatch, seen: "\(first): no connection of a home to the Internet over IPv4",
        why: "It may be no capture, or hold traffic within the home only.",
        remedy: "natlens inspect \(first) shows what it holds.")
    }
    let (logs, untranslated) = logs(seen, behavior, &texts)
    var counts = seen.counts
    counts.untranslated = untranslated
    let portrait = Portrait(
      name: first.split(separator: "/").last.map(String.init) ?? first, behavior: behavior,
      traffic: counts, logs: logs,
      provenance: try World.provenance(of: inputs, output: revealing))
    try folder?.write(Array(PortraitPage(portrait).html.utf8), to: "index.html")
    if printing.json {
      Terminal.output(PortraitDocument(portrait).text)
    } else {
      Terminal.output(PortraitText(portrait).text)
      if let folder { Terminal.output("Open \(folder.path)/index.html\n") }
    }
    try input.checkRejects(reports)
  }

  /// One's own capture is shown as it is.
  private var revealing: OutputOptions {
    var options = printing
    options.reveal = true
    return options
  }

  /// What each regime would keep of a home behind a virtual NAT, and how many of its flows that
  /// did not translate.
  private func logs(
    _ seen: HouseholdTraffic.Seen, _ behavior: NATBehavior, _ texts: inout TextTable
  ) -> (logs: [(regime: Regime, log: RetainedLog)], untranslated: Int) {
    var settings = NATSettings(outside: [0xcb00_7101])
    settings.behavior = behavior
    settings.exporter = texts.intern("modelled")
    let modelled = VirtualNAT.translate(seen.flows, settings)
    var correlator = Correlator()
    _ = correlator.receive(EventBatch(events: seen.names), texts: texts)
    _ = correlator.receive(EventBatch(events: modelled.events), texts: texts)
    correlator.addStatic(inside: HouseholdTraffic.home, subscriber: "this home")
    var ledger = correlator.finish(texts: texts)
    ledger.isModelled = true
    // The translator holds its mappings after the last packet; the home's hours end with that.
    ledger.coverage = seen.counts.span
    return (
      Regime.all.map { ($0, $0.retain(ledger, modelled.configuration)) },
      modelled.passedOver + modelled.statistics.untranslated + modelled.statistics.blocked
    )
  }
}
