/// An IPv4 or IPv6 address as two 64-bit words in network order.
///
/// IPv4 is held IPv4-mapped (`::ffff:a.b.c.d`, RFC 4291 section 2.5.5.2), so that one type and one
/// order serve both families. `unspecified` (`::`) stands for "no address" wherever an event field
/// is absent; presence itself is told by ``Event/fields``.
///
/// Public for the same reason as ``EventFields``.
public struct IPAddress: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The first eight octets, most significant first.
  public var high: UInt64
  /// The last eight octets, most significant first.
  public var low: UInt64

  /// An address from its two words.
  @inlinable public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An IPv4 address from its 32-bit value in host order (`0x7f000001` is 127.0.0.1).
  @inlinable public init(ipv4 value: UInt32) {
    self.init(high: 0, low: 0xffff_0000_0000 | UInt64(value))
  }

  /// The address `::`, used where there is none.
  @inlinable public static var unspecified: IPAddress { IPAddress(high: 0, low: 0) }

  /// True for an IPv4 address.
  @inlinable public var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

  /// The 32-bit value of an IPv4 address in host order; meaningless unless ``isIPv4``.
  @inlinable public var ipv4: UInt32 { UInt32(truncatingIfNeeded: low) }

  /// True for the same address.
  @inlinable public static func == (left: IPAddress, right: IPAddress) -> Bool {
    (left.high ^ right.high) | (left.low ^ right.low) == 0
  }

  /// Orders by family mapping, then numerically.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  /// True for addresses that cannot be an Internet destination: RFC 1918, RFC 6598 (100.64.0.0/10),
  /// loopback, link-local, and IPv6 unique-local.
  @inlinable public var isInsideRange: Bool {
    guard isIPv4 else {
      return high >> 57 == 0xfc >> 1 || high >> 54 == 0x3fa || (high == 0 && low == 1)
    }
    let value = ipv4
    return value >> 24 == 10 || value >> 20 == 0xac1 || value >> 16 == 0xc0a8
      || value >> 22 == 0x6440 >> 6 || value >> 24 == 127 || value >> 16 == 0xa9fe
  }
}
