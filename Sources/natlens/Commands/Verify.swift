import ArgumentParser
import Evidence
import NATModel

/// `natlens verify`: a bundle's digests, its claims, and its figures made once more.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Whether a report's files are unchanged, its claims lead to its numbers, and it can be made again.",
    discussion: """
      Every file of the bundle is compared with SHA256SUMS, and the number of every claim with the \
      one that its pointer leads to in report.json. --rerun makes the report once more with the \
      command line that it states, from inputs with the digests that it states, and compares every \
      file with the digests in SHA256SUMS; paths are taken from the present directory, and nothing is written.

      EXAMPLES
        natlens verify report/
        natlens verify report/ --rerun
        natlens verify report/ --claim C12

      EXIT CODES
        0 identical   1 no such claim   3 differs, or a listed file is missing
        65 unreadable bundle, or an input that changed   66 no bundle, or an input is missing
      """)

  @Argument(help: ArgumentHelp("Directory that natlens report has written.", valueName: "bundle"))
  var bundle: String

  @Flag(help: "Make the report once more and compare.")
  var rerun = false

  @Option(
    help: ArgumentHelp("Print one claim instead: its number and where it stands.", valueName: "id"))
  var claim: String?

  @Flag(help: "Print JSON, schema natlens.verify/1.")
  var json = false

  func run() throws {
    var sheet = VerificationSheet(
      bundle: bundle, sums: try BundleSums(bundle), report: try ReportFile(bundle))
    if let claim {
      guard let text = sheet.text(ofClaim: claim) else {
        throw CommandFailure(.noMatch, seen: "\(claim): no such claim")
      }
      Terminal.output(text)
      return
    }
    if rerun { sheet.rerun = try secondRun(sheet) }
    if json {
      try JSONOutput.document(sheet.document)
    } else {
      Terminal.output(sheet.text)
    }
    if !sheet.isIdentical { throw ExitCode(ExitStatus.ambiguous.rawValue) }
  }

  /// Makes the report again from the inputs that it names.
  private func secondRun(_ sheet: VerificationSheet) throws -> (same: Int, differing: [String]) {
    let recorded = sheet.report.run
    guard recorded.commandLine.first == "natlens",
      var command = try? Natlens.parseAsRoot(Array(recorded.commandLine.dropFirst()))
        as? WriteReport
    else {
      throw CommandFailure(
        .badData, seen: "the bundle's command line is none of natlens report",
        why: recorded.commandLine.joined(separator: " "))
    }
    for (name, digest) in recorded.inputs {
      guard let found = Intake.digest(of: name) else {
        throw CommandFailure(
          .noInput, seen: "\(name): no such file",
          remedy: "Call verify from the directory in which the report was made.")
      }
      guard found == digest else {
        throw CommandFailure(.badData, seen: "\(name): not the file that the report was made from")
      }
    }
    // A second run reads and compares; it leaves no file behind.
    command.input.rejects = nil
    let made = try command.bundle(recorded: recorded)
    var same = 0
    var differing: [String] = []
    let stated = Dictionary(sheet.sums.stated.map { ($0.path, $0.digest) }) { first, _ in first }
    for file in made.files where file.path != BundleSums.list {
      var digest = ContentDigest()
      digest.update(file.bytes)
      if stated[file.path] == digest.hexadecimal {
        same += 1
      } else {
        differing.append(file.path)
      }
    }
    let paths = Set(made.files.map(\.path))
    differing += sheet.sums.stated.map(\.path).filter { !paths.contains($0) }
    return (same, differing)
  }
}
