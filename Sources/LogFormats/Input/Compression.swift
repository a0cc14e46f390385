/// A compression told by its magic number; the raw value is printed.
///
/// This is the one place where a compression is added: its magic here, its decoder in
/// ``decoder()``.
package enum Compression: String, CaseIterable, Sendable {
  /// RFC 1952, several members allowed.
  case gzip
  /// RFC 8878, several frames allowed.
  case zstd
  /// xz (XZ file format 1.2), several streams allowed.
  case xz
  /// bzip2, several streams allowed.
  case bzip2

  /// Tells the compression from the first bytes of a file, or `nil` if there is none.
  package init?(magic head: Span<UInt8>) {
    func starts(_ magic: [UInt8]) -> Bool {
      guard head.count >= magic.count else { return false }
      for index in magic.indices where head[index] != magic[index] { return false }
      return true
    }
    if starts([0x1f, 0x8b, 0x08]) {
      self = .gzip
    } else if starts([0x28, 0xb5, 0x2f, 0xfd]) {
      self = .zstd
    } else if starts([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
      self = .xz
    } else if starts([0x42, 0x5a, 0x68]), head.count > 9, head[4] == 0x31, head[5] == 0x41 {
      self = .bzip2
    } else {
      return nil
    }
  }

  /// A decoder for this compression, or `nil` if its library cannot start.
  func decoder() -> (any StreamDecoder)? {
    switch self {
    case .gzip: GzipDecoder()
    case .zstd: ZstdDecoder()
    case .xz: XzDecoder()
    case .bzip2: Bzip2Decoder()
    }
  }
}
