/// The only addresses a simulated world uses (RFC 5737, RFC 2544, RFC 6598), as host-order IPv4.
///
/// With IPv6 inside, ``InsideFamily`` puts them into 2001:db8::/32.
package enum AddressRanges {
  /// First inside address, 100.64.0.0 of 100.64.0.0/10.
  package static let inside: UInt32 = 0x6440_0000
  /// Number of inside addresses.
  package static let insideCount = 1 << 22
  /// Most shared addresses: 203.0.113.0/24, then 198.19.0.0/16.
  package static let outsideCount = 256 + 65_536
  /// Most destinations: 192.0.2.0/24, 198.51.100.0/24, then 198.18.0.0/16.
  package static let destinationCount = 512 + 65_536

  /// The shared address at a position.
  /// - Precondition: `position` in `0..<outsideCount`.
  package static func outside(_ position: Int) -> UInt32 {
    position < 256 ? 0xcb00_7100 + UInt32(position) : 0xc613_0000 + UInt32(position - 256)
  }

  /// The destination at a position.
  /// - Precondition: `position` in `0..<destinationCount`.
  package static func destination(_ position: Int) -> UInt32 {
    switch position {
    case ..<256: 0xc000_0200 + UInt32(position)
    case ..<512: 0xc633_6400 + UInt32(position - 256)
    default: 0xc612_0000 + UInt32(position - 512)
    }
  }
}
