import ArgumentParser
import Evidence

import class Foundation.FileManager

/// How results are printed: shared by every command that answers or measures.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON (the schema tag names its form) instead of tables.")
  var json = false

  @Flag(help: "Print who subscribers are instead of pseudonyms.")
  var reveal = false

  @Option(
    help: ArgumentHelp(
      "File whose bytes key the pseudonyms: the same file gives the same pseudonyms.",
      valueName: "file"))
  var key: String?

  @Option(help: ArgumentHelp("Seed of everything drawn at random.", valueName: "n"))
  var seed: UInt64 = 20_261_123
}

extension OutputOptions {
  /// What to call subscribers.
  /// - Throws: ``CommandFailure`` if the key cannot be read or is empty.
  func pseudonyms() throws -> Pseudonyms {
    if reveal { return .revealed }
    guard let key else { return Pseudonyms(seed: seed) }
    guard let data = FileManager.default.contents(atPath: key), !data.isEmpty else {
      throw CommandFailure(.noInput, seen: "--key \(key): no such file, or empty")
    }
    return Pseudonyms(key: Array(data))
  }
}
