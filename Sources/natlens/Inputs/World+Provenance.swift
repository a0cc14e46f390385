import Evidence
import NATModel
import PacketCapture

import class Foundation.ProcessInfo

extension World {
  /// How the numbers of this world came to be: command line, seed, inputs with their digests.
  ///
  /// Without `asking` nothing is asked, and no tolerance applies.
  func provenance(
    asking: RequestOptions? = nil, output: OutputOptions
  ) throws -> ReportContent.Provenance {
    try World.provenance(
      of: reports.map { ReportContent.Input(report: $0, sha256: digests[$0.name] ?? "") },
      asking: asking, output: output)
  }

  /// How numbers came to be that were computed from some inputs.
  static func provenance(
    of inputs: [ReportContent.Input], asking: RequestOptions? = nil, output: OutputOptions
  ) throws -> ReportContent.Provenance {
    ReportContent.Provenance(
      toolVersion: Natlens.version, commandLine: ["natlens"] + CommandLine.arguments.dropFirst(),
      seed: output.seed, tolerance: asking?.tolerance.nanoseconds ?? 0, inputs: inputs,
      parameters: asking.map {
        [
          ReportContent.Parameter(
            name: "tolerance", value: "\($0.tolerance)", source: "command line or default"),
          ReportContent.Parameter(
            name: "sites", value: "registered domains",
            source: PublicSuffixList.builtin?.version ?? "no list: each host is its own site"),
        ]
      } ?? [],
      pseudonyms: try output.pseudonyms(), generated: World.sourceDate)
  }

  /// The date that SOURCE_DATE_EPOCH asks to print, or `nil`.
  private static var sourceDate: Timestamp? {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Int64.init)
      .flatMap { Timestamp(seconds: $0) }
  }
}
