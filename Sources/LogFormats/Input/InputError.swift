/// Why an input could not be opened or read, with the system's own error number kept apart.
package struct InputError: Error, Equatable, CustomStringConvertible {
  /// What went wrong, in the few kinds that callers tell apart.
  package enum Reason: Equatable, Sendable {
    /// There is no such file.
    case missing
    /// The user may not read it.
    case notPermitted
    /// It is a directory.
    case isDirectory
    /// Reading it failed.
    case failed
    /// It is compressed, and the library that reads the compression could not be started.
    case unsupportedCompression(String)
  }

  /// Name as the user gave it.
  package var name: String
  /// What went wrong.
  package var reason: Reason
  /// The system's error number (`errno`), or 0 if the system was not at fault.
  package var code: Int32

  /// An error from its parts.
  package init(name: String, reason: Reason, code: Int32 = 0) {
    self.name = name
    self.reason = reason
    self.code = code
  }

  /// What was seen and what to do about it.
  package var description: String {
    switch reason {
    case .missing: "\(name): no such file"
    case .notPermitted: "\(name): permission denied"
    case .isDirectory: "\(name): is a directory, not a file"
    case .failed: "\(name): cannot be read (system error \(code))"
    case .unsupportedCompression(let kind):
      "\(name): no memory to read \(kind); decompress it into a pipe and give -"
    }
  }
}
