/// Why no packet of a capture could be read.
///
/// Damage further on in a file is not an error but a reject: what came before it is kept.
package struct CaptureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong, in the kinds that callers tell apart.
  package enum Reason: Equatable, Sendable {
    /// The file cannot be opened; the system's error number.
    case cannotOpen(code: Int32)
    /// It is not a capture, or one of a version that libpcap refuses; libpcap's own words.
    case notReadable(String)
  }

  /// Name as the user gave it.
  package var name: String
  /// What went wrong.
  package var reason: Reason

  /// An error from its parts.
  package init(name: String, reason: Reason) {
    self.name = name
    self.reason = reason
  }

  /// What was seen.
  package var description: String {
    switch reason {
    case .cannotOpen(let code): "\(name): cannot be opened (system error \(code))"
    case .notReadable(let message): "\(name): not a readable capture: \(message)"
    }
  }
}
