import ArgumentParser
import Exposure

/// Which measures a command computes.
struct MeasureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compute only these measures: ids separated by commas; `natlens measures` lists them.",
      valueName: "list"))
  var measures: String?

  /// The ids named, or `nil` for all.
  /// - Throws: ``CommandFailure`` for a name that is no measure's.
  func ids() throws -> Set<String>? {
    guard let measures else { return nil }
    let names = measures.split(separator: ",").map(String.init)
    let known = Set(Exposure.Measures.described.map(\.id))
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw CommandFailure(
        .usage, seen: "--measures \(unknown): no such measure",
        remedy: "natlens measures lists them.")
    }
    return Set(names)
  }
}
