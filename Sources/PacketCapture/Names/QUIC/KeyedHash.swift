import Crypto

/// HMAC-SHA-256 (RFC 2104) of several messages under one key, which is hashed once.
///
/// The three keys of a QUIC connection come from one secret, and every connection of a version from
/// one salt; hashing these keys each time would double the cost of opening an Initial.
struct KeyedHash {
  private var inner = SHA256()
  private var outer = SHA256()

  /// Octets that the hash takes at a time; no key is longer.
  private static let blockLength = 64

  /// A hash under a key of at most 64 octets.
  init(key: [UInt8]) {
    var block = key
    block += [UInt8](repeating: 0, count: max(0, KeyedHash.blockLength - key.count))
    for index in block.indices { block[index] ^= 0x36 }
    KeyedHash.update(&inner, block)
    for index in block.indices { block[index] ^= 0x36 ^ 0x5c }
    KeyedHash.update(&outer, block)
  }

  /// The first octets, at most 32, of the authentication code of a message.
  func callAsFunction(_ message: [UInt8], count: Int = 32) -> [UInt8] {
    var first = inner
    KeyedHash.update(&first, message)
    var second = outer
    unsafe first.finalize().withUnsafeBytes { unsafe second.update(bufferPointer: $0) }
    return unsafe second.finalize().withUnsafeBytes { unsafe Array($0.prefix(count)) }
  }

  private static func update(_ hash: inout SHA256, _ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }
}
