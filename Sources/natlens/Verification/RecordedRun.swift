import NATModel

/// How a report says that it was made.
struct RecordedRun {
  /// The command line, argument by argument, beginning with `natlens`.
  var commandLine: [String]
  /// The date that it prints, or `nil`.
  var generated: Timestamp?
  /// Version of natlens.
  var version: String
  /// What was read: names, and digests of the files as they were.
  var inputs: [(name: String, digest: String)]
}
