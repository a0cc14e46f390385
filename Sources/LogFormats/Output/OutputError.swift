/// Why an output could not be created or written, with the system's own error number kept apart.
package struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, in the few kinds that callers tell apart.
  package enum Reason: Hashable, Sendable {
    /// The file could not be created.
    case notCreated
    /// The user may not write there.
    case notPermitted
    /// Writing failed.
    case failed
    /// There is no room left on the device.
    case noSpace
    /// The compression library failed.
    case compression
  }

  /// Name as it was given.
  package var name: String
  /// What went wrong.
  package var reason: Reason
  /// The system's error number (`errno`), or 0 if the system was not at fault.
  package var code: Int32

  /// What was seen.
  package var description: String {
    switch reason {
    case .notCreated: "\(name): cannot be created (system error \(code))"
    case .notPermitted: "\(name): permission denied"
    case .failed: "\(name): cannot be written (system error \(code))"
    case .noSpace: "\(name): no space left on the device"
    case .compression: "\(name): cannot be compressed: no memory"
    }
  }
}
