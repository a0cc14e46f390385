import ArgumentParser

/// Why a command could not do its work: what was seen, why it may be, what to do.
struct CommandFailure: Error, CustomStringConvertible {
  /// What the process ends with.
  let status: ExitStatus
  /// What was seen.
  let seen: String
  /// Why it may be, or empty.
  let why: String
  /// What to do, or empty.
  let remedy: String

  /// A failure from its parts.
  init(_ status: ExitStatus, seen: String, why: String = "", remedy: String = "") {
    self.status = status
    self.seen = seen
    self.why = why
    self.remedy = remedy
  }

  /// The parts in one to three lines.
  var description: String {
    [seen, why, remedy].filter { !$0.isEmpty }.joined(separator: "\n  ")
  }
}
