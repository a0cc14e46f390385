import ArgumentParser

/// `natlens capture`: events as they happen.
struct Capture: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Events as they arrive: flow exports over UDP.",
    discussion: """
      Ends with Ctrl-C; what every exporter sent is then summed up on standard error.

      EXAMPLES
        natlens capture --ipfix :4739 > events.ndjson
        natlens capture --ipfix 0.0.0.0:2055 --to csv
      """)

  @OptionGroup var listener: CaptureListener
  @OptionGroup(title: "Flow exports") var exports: ExportOptions

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "Form of the events, as for natlens convert.", valueName: "format"))
  var target = "ndjson"

  @Flag(name: .shortAndLong, help: "No notes on standard error.")
  var quiet = false

  func run() throws {
    guard listener.isWanted else {
      throw CommandFailure(
        .usage, seen: "nothing to receive", remedy: "Give --ipfix :4739.")
    }
    try listener.run(to: target, exports.options, quiet: quiet)
  }
}
