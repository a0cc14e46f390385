import ArgumentParser
import Correlation
import Evidence
import Exposure
import NATModel
import Retention

/// `natlens volume`: what each regime weighs in each encoding.
struct Volume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "volume",
    abstract: "Records and bytes per subscriber and day for every regime and every encoding.",
    discussion: """
      Every record that a regime keeps is written, for real, in every format that can say it, and \
      compressed with gzip -6 and zstd -3; what a format cannot say is named, with the reason. \
      With --rate alone and no input, records of a small simulated day are weighed. \
      Of a long log a sample is written (--sample). Totals hold for the log's own subscribers and \
      --days; with --subscribers or --rate they are carried further, and marked as scaled. Octets \
      and packets are no part of any regime and are not written.

      EXAMPLES
        natlens volume samples/lab/recordings/fixed-ranges
        natlens volume nat.log.zst subscribers.csv --subscribers 1000000 --days 180
        natlens volume town/ --rate 33000 --regime binding --regime connection
        natlens volume town/ --csv > volume.csv
        natlens volume --rate 8000 --subscribers 1000000
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var output: OutputOptions

  @Flag(help: "Print a table of CSV (RFC 4180), one row for each regime, encoding and form.")
  var csv = false

  @Option(help: ArgumentHelp("Days that records are kept.", valueName: "n"))
  var days = 365.0

  @Option(help: ArgumentHelp("Carry totals to this many subscribers.", valueName: "n"))
  var subscribers: Int?

  @Option(
    help: ArgumentHelp(
      "Connections per subscriber and day to assume instead of those in the log.", valueName: "n"))
  var rate: Double?

  @Option(
    help: ArgumentHelp(
      "Most records of a regime to write: a number, or all.", valueName: "n"))
  var sample = "50000"

  @Option(
    name: .customLong("regime"),
    help: ArgumentHelp(
      "Only this regime, or variant of one; may be repeated.", valueName: "regime"))
  var regimes: [String] = []

  mutating func validate() throws {
    guard days > 0, days <= 36_525 else { throw ValidationError("--days lies above 0, to 36525.") }
    guard subscribers ?? 1 > 0, subscribers ?? 1 <= 10_000_000_000 else {
      throw ValidationError("--subscribers lies between 1 and 10000000000.")
    }
    guard rate ?? 1 > 0, rate ?? 1 <= 1e9 else {
      throw ValidationError("--rate lies above 0, to 1000000000.")
    }
    guard sample == "all" || Int(sample).map({ $0 > 0 }) == true else {
      throw ValidationError("--sample takes a number of records, or all.")
    }
    if csv, output.json { throw ValidationError("--csv and --json exclude each other.") }
  }

  func run() throws {
    let chosen = try chosenRegimes()
    let intake = try Intake(input, from: window.from, to: window.to)
    let world =
      input.inputs.isEmpty && rate != nil
      ? try ModelledDay.world(seed: output.seed, threads: intake.threads)
      : try intake.world(from: input.inputs, digests: output.json)
    let survey = VolumeSurvey(
      encodings: try VolumeEncodings.all(), compressors: VolumeEncodings.compressors,
      sample: Int(sample), isParallel: intake.threads > 1)
    var logs: [VolumeFindings.Log] = []
    for regime in chosen where !Interrupt.isRaised {
      let log = regime.retain(world.ledger, world.configuration)
      logs.append(
        VolumeFindings.Log(
          regime: regime, volume: survey.volume(of: log), human: human(log, world)))
    }
    let findings = VolumeFindings(
      name: world.name, behavior: world.configuration?.behavior,
      sessions: world.ledger.sessions.count, logs: logs,
      compressors: VolumeEncodings.compressors.map(\.name),
      scale: VolumeFindings.Scale(subscribers: subscribers, days: days, rate: rate),
      provenance: try world.provenance(output: output))
    if output.json {
      Terminal.output(VolumeDocument(findings).text)
    } else if csv {
      Terminal.output(VolumeTable(findings).text)
    } else {
      Terminal.output(VolumeText(findings).text)
    }
    try world.checkRejects(input)
  }

  private func chosenRegimes() throws -> [Regime] {
    guard !regimes.isEmpty else { return Regime.all }
    return try regimes.map { id in
      guard let regime = Regime.named(id) else {
        throw CommandFailure(
          .usage, seen: "--regime \(id): no such regime",
          remedy:
            "The regimes are \((Regime.all + Regime.variants).map(\.id).joined(separator: ", ")).")
      }
      return regime
    }
  }

  /// The share of records that people caused (V4); needs truth about visits.
  private func human(_ log: RetainedLog, _ world: World) -> Figure? {
    guard log.kind == .session, log.isAvailable else { return nil }
    let measure = HumanShare()
    let inference = measure.infer(
      from: log, knowing: .nothing, asked: Asked([]))
    return measure.score(inference, truth: world.truth).first
  }
}
