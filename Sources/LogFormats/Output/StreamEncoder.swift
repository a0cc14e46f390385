/// Turns plain bytes into compressed ones, a piece at a time, in bounded memory.
protocol StreamEncoder: AnyObject {
  /// Takes all of `bytes` and appends to `output` whatever is ready.
  ///
  /// `isLast` ends the stream; nothing may follow. Returns false if the library fails, which it
  /// does for want of memory only.
  func encode(_ bytes: [UInt8], isLast: Bool, into output: inout [UInt8]) -> Bool
}

extension Compression {
  /// The kinds that are written, in the order of the documentation.
  package static let written: [Compression] = [.zstd, .gzip]

  /// What the names of such files end in, with the point.
  package var suffix: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    case .xz: ".xz"
    case .bzip2: ".bz2"
    }
  }

  /// An encoder for this compression, or `nil` if it is not written or the library has no memory.
  func encoder() -> (any StreamEncoder)? {
    switch self {
    case .gzip: GzipEncoder()
    case .zstd: ZstdEncoder()
    case .xz, .bzip2: nil
    }
  }
}
