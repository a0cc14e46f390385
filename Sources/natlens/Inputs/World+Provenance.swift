import Evidence
import NATModel
import PacketCapture

import class Foundation.ProcessInfo

extension World {
  /// How the numbers of this world came to be: command line, seed, inputs with their digests.
  func provenance(
    asking: RequestOptions, output: OutputOptions
  ) throws -> ReportContent.Provenance {
    ReportContent.Provenance(
      toolVersion: Natlens.version, commandLine: ["natlens"] + CommandLine.arguments.dropFirst(),
      seed: output.seed, tolerance: asking.tolerance.nanoseconds,
      inputs: reports.map {
        ReportContent.Input(report: $0, sha256: digests[$0.name] ?? "")
      },
      parameters: [
        ReportContent.Parameter(
          name: "tolerance", value: "\(asking.tolerance)", source: "command line or default"),
        ReportContent.Parameter(
          name: "sites", value: "registered domains",
          source: PublicSuffixList.builtin?.version ?? "no list: each host is its own site"),
      ],
      pseudonyms: try output.pseudonyms(), generated: World.sourceDate)
  }

  /// The date that SOURCE_DATE_EPOCH asks to print, or `nil`.
  private static var sourceDate: Timestamp? {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Int64.init)
      .flatMap { Timestamp(seconds: $0) }
  }
}
