import NATModel

/// A destination replaced by a few bits of a keyed hash.
///
/// Whoever holds the key can ask whether a known address may have been the destination; of two
/// addresses with the same tag nobody can tell which it was. The mixing function is SplitMix64's
/// (Steele, Lea and Flood, OOPSLA 2014): it spreads tags as evenly as a keyed hash from cryptography
/// would, which is all that a measure depends on. It does not keep the key secret; a provider would
/// use HMAC.
struct KeyedTag: Sendable {
  /// Bits kept, 0 to 32.
  let bits: Int

  private static let key: UInt64 = 0x6e61_746c_656e_7321

  /// Where a tag shows up in place of an address: in 100::/64, to which nothing is ever sent
  /// (RFC 6666).
  func appearance(of address: IPAddress) -> IPAddress {
    IPAddress(high: 0x0100_0000_0000_0000, low: tag(of: address) + 1)
  }

  /// The tag of an address, below 2^bits.
  func tag(of address: IPAddress) -> UInt64 {
    guard bits > 0 else { return 0 }
    let hash = KeyedTag.mixed(KeyedTag.mixed(address.high ^ KeyedTag.key) ^ address.low)
    return hash >> UInt64(64 - bits)
  }

  /// SplitMix64's finaliser: a bijection on 64 bits.
  static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
