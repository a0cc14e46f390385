import Crypto

/// The SHA-256 digest (FIPS 180-4) of content that arrives in chunks.
package struct ContentDigest: Sendable {
  private var hash = SHA256()

  /// The digest of nothing so far.
  package init() {}

  /// Adds the next bytes.
  package mutating func update(_ bytes: Span<UInt8>) {
    // The buffer is only read, and not kept past this call.
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe hash.update(bufferPointer: buffer)
    }
  }

  /// Adds the next bytes.
  package mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

  /// The digest of everything added, as 64 lower-case hexadecimal digits; more may be added after.
  package var hexadecimal: String { ContentDigest.hexadecimal(hash.finalize()) }

  /// The digest of a whole text in UTF-8.
  package static func hexadecimal(of text: String) -> String {
    var digest = ContentDigest()
    digest.update(Array(text.utf8))
    return digest.hexadecimal
  }

  /// Bytes as lower-case hexadecimal digits.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
