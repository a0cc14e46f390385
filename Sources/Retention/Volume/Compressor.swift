/// A compression that volumes are measured with.
package struct Compressor: Sendable {
  /// Name with its level (`gzip -6`).
  package let name: String
  /// Starts a stream, or `nil` if the library has no memory.
  package let open: @Sendable () -> (any CompressedBytes)?

  /// A compression from its parts.
  package init(name: String, open: @escaping @Sendable () -> (any CompressedBytes)?) {
    self.name = name
    self.open = open
  }
}

/// Counts what a compressor makes of a stream of bytes, and throws the result away.
package protocol CompressedBytes: AnyObject {
  /// Compresses more bytes.
  func add(_ bytes: [UInt8])
  /// Ends the stream; how many bytes it has become, or `nil` if the library failed.
  func finish() -> Int?
}
