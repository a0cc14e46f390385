import ArgumentParser
import NATModel

/// `natlens inspect`: what inputs are, before any answer is built on them.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is this: format, fields present, events, time range, rejects, sha256.",
    discussion: """
      EXAMPLES
        natlens inspect nat.log.gz
        natlens inspect collector/ --json | jq '.files[] | {name, format, rejected}'
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions

  @Flag(help: "Print JSON, schema natlens.inspect/1.")
  var json = false

  func run() throws {
    guard !input.inputs.isEmpty else {
      throw CommandFailure(
        .usage, seen: "no input", remedy: "Name a file, a directory, or - for standard input.")
    }
    let inspection = try Intake(input, from: window.from, to: window.to).inspection(
      of: input.inputs)
    if json {
      try JSONOutput.document(inspection.document)
    } else {
      Terminal.output(inspection.text)
    }
    try inspection.checkRejects(input)
    guard inspection.isRecognised else { throw ExitCode(ExitStatus.badData.rawValue) }
  }
}
