import ArgumentParser
import LogFormats
import NATModel
import Simulation

import class Foundation.FileManager
import class Foundation.ProcessInfo

/// `natlens simulate`: a world with known truth, as its logs.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "A simulated population behind a NAT: every log that would be written, and the truth.",
    discussion: """
      A scenario is a name (--list) or a file of `key = value` lines; --parameters explains the \
      keys. The directory holds what `expose` and `report` read: the NAT's log, accounting, names, \
      access logs of some sites, the NAT's configuration, a list of names and addresses, truth. \
      The same scenario, seed and version give the same bytes on any number of threads.

      Every run prints what it measured beside what published measurements say, and ends with 65 \
      if a figure lies outside its band, unless --ignore-gates is given.

      EXAMPLES
        natlens simulate town --seed 7 --output town/ && natlens expose town/
        natlens simulate town -o asa/ --format cisco-asa --compress none --set nat.behavior=port-block
        natlens simulate mobile --to none
        natlens simulate town --subscriber 12 --day 0
      """)

  @Argument(
    help: ArgumentHelp("Name of a scenario, or a file that holds one.", valueName: "scenario"))
  var scenario = "town"

  @Option(name: .shortAndLong, help: ArgumentHelp("Directory to write.", valueName: "directory"))
  var output: String?

  @Option(help: ArgumentHelp("Seed of everything drawn at random.", valueName: "n"))
  var seed: UInt64 = Simulation.World.defaultSeed

  @Option(
    name: [.customLong("format"), .customLong("to")],
    help: ArgumentHelp(
      "Format of the NAT's log: ndjson, csv, tsv, a format of `natlens formats`, or none.",
      discussion: "With none nothing at all is written.", valueName: "format"))
  var format = "ndjson"

  @Option(
    name: .customLong("set"), parsing: .upToNextOption,
    help: ArgumentHelp("Changes parameters of the scenario.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: ArgumentHelp("Length of the world.", valueName: "n"))
  var days: Double?

  @Option(
    help: ArgumentHelp(
      "Format of accounting records: radius-detail, dnsmasq, …", valueName: "format"))
  var assignments = RADIUSDetail().id

  @Option(help: ArgumentHelp("Compression of logs: zstd, gzip or none.", valueName: "kind"))
  var compress = Compression.zstd.rawValue

  @Flag(help: "Write the truth about every session, too (truth/sessions.ndjson).")
  var sessionTruth = false

  @Option(help: ArgumentHelp("Threads; the result does not depend on them.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Print what this one subscriber (from 1) does, as truth, instead of writing a world.",
      valueName: "n"))
  var subscriber: Int?

  @Option(help: ArgumentHelp("With --subscriber: only this day, from 0.", valueName: "n"))
  var day: Int?

  @Flag(help: "Do not fail if a figure lies outside its validation band.")
  var ignoreGates = false

  @Flag(help: "Write into a directory that holds something already.")
  var force = false

  @Flag(help: "Print the scenarios that can be named.")
  var list = false

  @Flag(help: "Print every parameter: default, range, source and how well that is known.")
  var parameters = false

  @Flag(help: "Print JSON (the schema tag names its form) instead of tables.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress and no notes on standard error.")
  var quiet = false

  func validate() throws {
    if let threads, threads < 1 || threads > 1024 {
      throw ValidationError("--threads must lie between 1 and 1024.")
    }
    if subscriber == nil, day != nil { throw ValidationError("--day needs --subscriber.") }
  }

  func run() throws {
    if list { return try ScenarioListing().print(json: json) }
    var scenario = try chosenScenario()
    if parameters { return try ParameterListing(scenario).print(json: json) }
    if let subscriber {
      return try print(subscriber: subscriber, of: Simulate.world(scenario, seed: seed))
    }
    let isWritten = format != "none"
    if isWritten { try scenario.chooseRecords(for: format) }
    let world = try Simulate.world(scenario, seed: seed)
    let document = isWritten ? try write(world) : try runAlone(world)
    if json {
      try JSONOutput.document(document)
    } else {
      Terminal.output(document.text)
    }
    try check(document)
  }

  /// Ends with bad data if a gate failed.
  private func check(_ document: SimulationDocument) throws {
    let failed = document.gates.filter { !$0.passes }.map(\.id)
    guard !failed.isEmpty, !document.partial else { return }
    let failure = CommandFailure(
      .badData, seen: "outside its validation band: \(failed.joined(separator: ", "))",
      why: "The parameters make a world unlike the measured ones; figures from it say little.",
      remedy: "Change parameters, or accept it with --ignore-gates.")
    guard ignoreGates else { throw failure }
    if !quiet { Terminal.error("natlens: warning: \(failure.seen)") }
  }

  private var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  private func write(_ world: Simulation.World) throws -> SimulationDocument {
    guard let output else {
      throw CommandFailure(
        .usage, seen: "no directory to write to",
        remedy: "Name one with --output, or run with --to none.")
    }
    var compression: Compression?
    if compress != "none" {
      compression = Compression.written.first { $0.rawValue == compress }
      guard compression != nil else {
        throw CommandFailure(
          .usage, seen: "--compress \(compress): not written", remedy: "It is zstd, gzip or none.")
      }
    }
    let folder = try WorldFolder(
      output, compression: compression, threads: threadCount, force: force)
    let progress = progress(of: world)
    var logs = try WorldLogs(
      WorldLogs.Formats(nat: format, assignments: assignments), in: folder, progress: progress)
    var truth = try WorldTruth(sessions: sessionTruth, in: folder)
    try truth.lives(in: world)
    let report = try world.run(threads: threadCount, sink: &logs, truth: &truth)
    try logs.finish(texts: report.texts)
    try truth.finish()
    note(report, progress)
    let document = SimulationDocument(
      world, report, logs: logs.all.map { SimulationDocument.Log($0, folder) })
    try folder.describe(world, document)
    for log in logs.all where log.unwritten > 0 && !quiet {
      Terminal.error("natlens: \(log.unwritten) events have no record in \(log.format)")
    }
    return document
  }

  private func runAlone(_ world: Simulation.World) throws -> SimulationDocument {
    let progress = progress(of: world)
    var nothing = Unwritten(progress: progress)
    var truth = NoTruth()
    let report = try world.run(threads: threadCount, sink: &nothing, truth: &truth)
    note(report, progress)
    return SimulationDocument(world, report, logs: [])
  }

  private func progress(of world: Simulation.World) -> SimulationProgress {
    SimulationProgress(
      from: Timestamp(nanoseconds: world.traffic.start),
      to: Timestamp(nanoseconds: world.traffic.end), quiet: quiet)
  }

  private func note(_ report: RunReport, _ progress: SimulationProgress) {
    progress.clear()
    guard !quiet else { return }
    let seconds = progress.seconds
    let rate = Double(report.nat.sessions) / seconds / 1e6
    Terminal.error(
      "natlens: \(report.nat.sessions) sessions in \((seconds * 100).rounded() / 100) s, "
        + "\((rate * 100).rounded() / 100) million a second on \(threadCount) threads")
  }

  /// Prints one subscriber's visits and connections, as the whole world's truth has them.
  private func print(subscriber: Int, of world: Simulation.World) throws {
    let count = world.traffic.population.count
    let days = world.traffic.day(of: world.traffic.end - 1) + 1
    guard 1...count ~= subscriber, 0..<days ~= day ?? 0 else {
      throw CommandFailure(
        .usage, seen: "no such subscriber or day",
        remedy: "Subscribers are 1 to \(count), days 0 to \(days - 1).")
    }
    var span = world.traffic.start..<world.traffic.end
    if let day {
      let first = world.traffic.start + Int64(day) * TrafficModel.dayLength
      span = first..<min(first + TrafficModel.dayLength, world.traffic.end)
    }
    var writer = TruthWriter(sessions: true) { bytes in _ = Terminal.output(bytes) }
    try world.write(subscriber - 1, within: span, to: &writer)
    try writer.finish()
  }
}

extension Simulate {
  /// The scenario that was named, with what the command line changes.
  fileprivate func chosenScenario() throws -> Scenario {
    do throws(Scenario.Failure) {
      var scenario = try named()
      for override in overrides { try scenario.override(override) }
      if let days { try scenario.override("time.days=\(days)") }
      return scenario
    } catch {
      let place = error.line > 0 ? scenario + ", " : ""
      throw CommandFailure(
        .usage, seen: place + error.description,
        remedy: "natlens simulate --parameters explains every key.")
    }
  }

  private func named() throws(Scenario.Failure) -> Scenario {
    if let known = Scenarios.find(scenario) { return known }
    guard let data = FileManager.default.contents(atPath: scenario) else {
      throw Scenario.Failure(line: 0, reason: .unknown(scenario, known: Scenarios.names))
    }
    let file = scenario.split(separator: "/").last ?? "file"
    let name = file.hasSuffix(".scenario") ? file.dropLast(".scenario".count) : file
    return try Scenario(name: String(name), parsing: String(decoding: data, as: UTF8.self))
  }

  fileprivate static func world(_ scenario: Scenario, seed: UInt64) throws -> Simulation.World {
    do throws(Simulation.World.Failure) {
      return try Simulation.World(scenario, seed: seed)
    } catch {
      throw CommandFailure(.usage, seen: "this world cannot be made: \(error)")
    }
  }
}

extension Scenario {
  /// Chooses how the NAT writes sessions so that a format has a record for it: what the scenario
  /// says, unless only the table does and the format cannot.
  fileprivate mutating func chooseRecords(for format: String) throws {
    guard let writer = try EventWriter(target: format, files: []) else { return }
    var choices = [values.word("log.records")]
    if !changed.contains("log.records") { choices += ["pair", "single", "open", "binding"] }
    for choice in choices {
      if choice == "none" { return }
      var trial = self
      do throws(Failure) {
        try trial.override("log.records=\(choice)")
      } catch {
        continue
      }
      guard VirtualNAT.sample(trial.values).allSatisfy(writer.canWrite) else { continue }
      if choice != choices[0] { self = trial }
      return
    }
    throw CommandFailure(
      .usage, seen: "--format \(format): it has no record for such NAT sessions",
      why: "The scenario asks for log.records = \(choices[0]).",
      remedy: "natlens formats lists what each format has; log.records can be changed with --set.")
  }
}
