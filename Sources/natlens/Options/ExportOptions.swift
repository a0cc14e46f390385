import ArgumentParser
import LogFormats

/// How flow exports (IPFIX, NetFlow) are read: shared by every command that reads inputs.
struct ExportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the numbers of natEvent mean: rfc8158 or draft-02 (Juniper MX).",
      discussion: "Without it each exporter's own records decide; natlens inspect shows which.",
      valueName: "numbering"))
  var natEvents: String?

  @Option(
    help: ArgumentHelp(
      "Forget a template that an exporter over UDP has not repeated for so long.",
      valueName: "duration"))
  var templateLifetime: DurationArgument?

  mutating func validate() throws {
    if let natEvents, NATEventNumbering(rawValue: natEvents) == nil {
      let known = NATEventNumbering.allCases.map(\.rawValue).joined(separator: " or ")
      throw ValidationError("--nat-events takes \(known).")
    }
  }

  /// The options as the reader takes them.
  var options: FlowExportOptions {
    var options = FlowExportOptions()
    options.numbering = natEvents.flatMap(NATEventNumbering.init(rawValue:))
    if let templateLifetime {
      options.templateLifetime = UInt32(clamping: templateLifetime.nanoseconds / 1_000_000_000)
    }
    return options
  }
}
