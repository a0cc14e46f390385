/// An IPv4 or IPv6 address as two 64-bit words in network order.
///
/// IPv4 is held IPv4-mapped (`::ffff:a.b.c.d`, RFC 4291 section 2.5.5.2), so that one type and one
/// order serve both families. `unspecified` (`::`) stands for "no address" wherever an event field
/// is absent; presence itself is told by ``Event/fields``.
package struct IPAddress: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The first eight octets, most significant first.
  package var high: UInt64
  /// The last eight octets, most significant first.
  package var low: UInt64

  /// An address from its two words.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An IPv4 address from its 32-bit value in host order (`0x7f000001` is 127.0.0.1).
  package init(ipv4 value: UInt32) {
    self.init(high: 0, low: 0xffff_0000_0000 | UInt64(value))
  }

  /// The address `::`, used where there is none.
  package static let unspecified = IPAddress(high: 0, low: 0)

  /// True for an IPv4 address.
  package var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

  /// The 32-bit value of an IPv4 address in host order; meaningless unless ``isIPv4``.
  package var ipv4: UInt32 { UInt32(truncatingIfNeeded: low) }

  /// Orders by family mapping, then numerically.
  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  /// True for addresses that cannot be an Internet destination: RFC 1918, RFC 6598 (100.64.0.0/10),
  /// loopback, link-local, and IPv6 unique-local.
  package var isInsideRange: Bool {
    guard isIPv4 else {
      return high >> 57 == 0xfc >> 1 || high >> 54 == 0x3fa || (high == 0 && low == 1)
    }
    let value = ipv4
    return value >> 24 == 10 || value >> 20 == 0xac1 || value >> 16 == 0xc0a8
      || value >> 22 == 0x6440 >> 6 || value >> 24 == 127 || value >> 16 == 0xa9fe
  }
}
