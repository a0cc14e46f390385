import ArgumentParser
import Correlation
import Evidence
import Exposure
import NATModel

import struct Foundation.URL

/// `natlens report`: the evidence bundle of one or more worlds.
struct WriteReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "An evidence report: one HTML file, and beside it every number as JSON and CSV.",
    discussion: """
      Each directory among the inputs is a world of its own; files that are named singly make one \
      world together. The report opens from disk, holds no script and loads nothing. The same \
      inputs, seed and version give the same bytes; SOURCE_DATE_EPOCH sets the date it prints.

      EXAMPLE
        natlens report samples/lab/recordings/* --output report/
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Directory to write.", valueName: "directory"))
  var output = "natlens-report"

  @Option(help: ArgumentHelp("Title of the report.", valueName: "text"))
  var title = "Who was behind this address, and what it takes to know"

  @Option(
    help: ArgumentHelp(
      "What the numbers were measured on: lab, simulated or recorded.", valueName: "setting"))
  var setting = "lab"

  @Flag(help: "Write into a directory that exists already.")
  var force = false

  @OptionGroup var asking: RequestOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var printing: OutputOptions

  func run() throws {
    _ = try chosenSetting()
    let folder = try PageFolder(output, force: force)
    let bundle = try bundle()
    for file in bundle.files { try folder.write(file.bytes, to: file.path) }
    Terminal.output(
      """
      \(folder.path)/index.html   the report; opens from disk, no script
      \(folder.path)/report.json  every number in it
      bundle \(bundle.id), \(bundle.files.count) files, SHA256SUMS beside them

      """)
  }

  /// The bundle, as this command line makes it or as `recorded` says that another one did.
  func bundle(recorded: RecordedRun? = nil) throws -> EvidenceBundle {
    let setting = try chosenSetting()
    let evaluating = Evaluating(
      asking: asking, threads: try Intake(input).threads, seed: printing.seed)
    let names = try printing.pseudonyms()
    var evaluations: [Evaluation] = []
    var provenance: ReportContent.Provenance?
    var subjects: [String: String] = [:]
    for arguments in worlds() {
      let intake = try Intake(
        input, from: window.from, to: window.to, exporterClocks: asking.exporterClocks)
      let world = try intake.world(from: arguments, digests: true)
      var evaluation = try evaluating.evaluate(world)
      if setting == .recorded { evaluation.figures = evaluation.figures.suppressed(below: 5) }
      evaluations.append(evaluation)
      let read = try world.provenance(asking: asking, output: printing)
      if provenance == nil { provenance = read } else { provenance?.inputs += read.inputs }
      if let day = evaluation.day {
        let identity = world.ledger.subscribers.identity(of: day.subscriber)
        subjects[evaluation.world.name] = names.subscriber(identity)
      }
      try world.checkRejects(input)
    }
    guard var provenance else {
      throw CommandFailure(
        .usage, seen: "no input", remedy: "Name one directory for each world, or files.")
    }
    if let recorded {
      provenance.commandLine = recorded.commandLine
      provenance.generated = recorded.generated
    }
    return EvidenceBundle(
      ReportContent(
        title: title, setting: setting, evaluations: evaluations,
        measures: Exposure.Measures.described, subjects: subjects, provenance: provenance))
  }

  private func chosenSetting() throws -> ReportContent.Setting {
    guard let setting = ReportContent.Setting(rawValue: setting) else {
      throw CommandFailure(
        .usage, seen: "--setting \(setting): no such setting",
        remedy: "It is one of lab, simulated, recorded.")
    }
    return setting
  }

  /// Each directory is a world; the other arguments make one together.
  private func worlds() -> [[String]] {
    var worlds: [[String]] = []
    var singles: [String] = []
    for argument in input.inputs {
      let isDirectory =
        (try? URL(filePath: argument).resourceValues(forKeys: [.isDirectoryKey]).isDirectory)
        ?? false
      if isDirectory { worlds.append([argument]) } else { singles.append(argument) }
    }
    return singles.isEmpty ? worlds : worlds + [singles]
  }
}
