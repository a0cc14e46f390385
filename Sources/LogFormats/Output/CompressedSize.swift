/// Counts what a compression at a level makes of a stream of bytes, and throws the result away.
package final class CompressedSize {
  private let encoder: any StreamEncoder
  private var output: [UInt8] = []
  private var size = 0
  private var hasFailed = false

  /// A stream; the level is that of the library's own tools (`gzip -6`, `zstd -3`).
  ///
  /// `nil` for a compression that is not written, or if the library has no memory.
  package init?(_ compression: Compression, level: Int) {
    switch compression {
    case .gzip:
      guard let encoder = GzipEncoder(level: Int32(clamping: level)) else { return nil }
      self.encoder = encoder
    case .zstd:
      guard let encoder = ZstdEncoder(level: Int32(clamping: level)) else { return nil }
      self.encoder = encoder
    case .xz, .bzip2: return nil
    }
  }

  /// Compresses more bytes.
  package func add(_ bytes: [UInt8]) { encode(bytes, isLast: false) }

  /// Ends the stream; how many bytes it has become, or `nil` if the library failed.
  package func finish() -> Int? {
    encode([], isLast: true)
    return hasFailed ? nil : size
  }

  private func encode(_ bytes: [UInt8], isLast: Bool) {
    guard !hasFailed else { return }
    output.removeAll(keepingCapacity: true)
    hasFailed = !encoder.encode(bytes, isLast: isLast, into: &output)
    size += output.count
  }
}
