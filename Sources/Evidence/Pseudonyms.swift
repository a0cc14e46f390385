import Crypto

/// Names that stand for subscribers in every output, so that none is printed by mistake.
///
/// A pseudonym is `sub-` and the first eight hexadecimal digits of HMAC-SHA256 (RFC 2104) of the
/// identity under a key: the same for the same identity and key, and not to be undone without the
/// key. Whoever has the key can test guesses, so a key that is published, such as the one derived from
/// a seed, protects simulated people only. Among 10,000 identities the chance that any two share a
/// pseudonym is about one in 86.
package struct Pseudonyms: Sendable {
  private enum Rule: Sendable {
    case keyed([UInt8])
    case revealed
  }

  private let rule: Rule
  /// The rule in one sentence, for provenance; never holds the key.
  package let description: String

  private init(rule: Rule, description: String) {
    self.rule = rule
    self.description = description
  }

  /// Pseudonyms under a key that the user keeps.
  package init(key: [UInt8]) {
    self.init(
      rule: .keyed(key),
      description:
        "sub- and the first eight hexadecimal digits of HMAC-SHA256 of the identity, under a key "
        + "that is not part of this bundle")
  }

  /// Pseudonyms under a key derived from the run's seed, for simulated or recorded lab subscribers.
  package init(seed: UInt64) {
    var digest = SHA256()
    for byte in "natlens pseudonyms \(seed)".utf8 { digest.updateByte(byte) }
    self.init(
      rule: .keyed(Array(digest.finalize())),
      description:
        "sub- and the first eight hexadecimal digits of HMAC-SHA256 of the identity, under a key "
        + "derived from the seed; anybody who has the seed can test guesses")
  }

  /// Identities as they are.
  package static let revealed = Pseudonyms(
    rule: .revealed, description: "none: identities are printed as they are")

  /// True if identities are printed as they are.
  package var isRevealed: Bool {
    if case .revealed = rule { true } else { false }
  }

  /// What to print for a subscriber.
  package func subscriber(_ identity: String) -> String { name(identity, prefix: "sub-") }

  /// What to print for an inside address, which is an identity wherever it is given out for long.
  package func insideAddress(_ address: String) -> String { name(address, prefix: "in-") }

  private func name(_ identity: String, prefix: String) -> String {
    guard case .keyed(let key) = rule else { return identity }
    var code = HMAC<SHA256>(key: SymmetricKey(data: key))
    code.update(data: Array((prefix + identity).utf8))
    return prefix + ContentDigest.hexadecimal(code.finalize()).prefix(8)
  }
}

extension SHA256 {
  /// Adds one byte.
  fileprivate mutating func updateByte(_ byte: UInt8) { update(data: [byte]) }
}
