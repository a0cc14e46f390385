package import NATModel

/// Which addresses stand inside; a NAT numbers them in 32 bits whatever they are.
package enum InsideFamily: String, CaseIterable, Hashable, Sendable {
  /// NAT44: the number is the address.
  case ipv4
  /// NAT64 whose subscribers' routers translate once before (464XLAT, RFC 6877): the number is the
  /// second half of a /64 prefix of the documentation range, 2001:db8::/32 (RFC 3849), and each line
  /// has the first address of its own.
  case ipv6

  /// The address of a number.
  @inline(__always)
  package func address(_ number: UInt32) -> IPAddress {
    switch self {
    case .ipv4: IPAddress(ipv4: number)
    case .ipv6: IPAddress(high: 0x2001_0db8_0000_0000 | UInt64(number), low: 1)
    }
  }

  /// The ICMP of the family.
  @inline(__always)
  var icmp: TransportProtocol { self == .ipv4 ? .icmp : .icmpv6 }
}
