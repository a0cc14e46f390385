/// An IP protocol number (IANA "Assigned Internet Protocol Numbers"); any value is legal.
package struct TransportProtocol: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable
{
  /// The number in the IP header; 0 stands for "not known".
  package var rawValue: UInt8

  /// A protocol from its number.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Not stated by the record.
  package static let unknown = TransportProtocol(rawValue: 0)
  /// ICMP; the identifier plays the role of the port (RFC 5508 section 3.1).
  package static let icmp = TransportProtocol(rawValue: 1)
  /// TCP.
  package static let tcp = TransportProtocol(rawValue: 6)
  /// UDP.
  package static let udp = TransportProtocol(rawValue: 17)
  /// ICMPv6.
  package static let icmpv6 = TransportProtocol(rawValue: 58)

  /// Orders by number.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// A protocol from its name (`tcp`, `UDP`, `icmp6`) or decimal number.
  package init?(name: String) {
    switch name.lowercased() {
    case "tcp": self = .tcp
    case "udp": self = .udp
    case "icmp": self = .icmp
    case "icmpv6", "icmp6", "ipv6-icmp": self = .icmpv6
    default:
      guard let number = UInt8(name) else { return nil }
      self.init(rawValue: number)
    }
  }

  /// `tcp`, `udp`, `icmp`, `icmpv6`, or the decimal number.
  package var name: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    case .icmp: "icmp"
    case .icmpv6: "icmpv6"
    default: "\(rawValue)"
    }
  }
}
