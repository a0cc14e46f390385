/// An IP protocol number (IANA "Assigned Internet Protocol Numbers"); any value is legal.
///
/// Public for the same reason as ``EventFields``.
public struct TransportProtocol: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The number in the IP header; 0 stands for "not known".
  public var rawValue: UInt8

  /// A protocol from its number.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Not stated by the record.
  @inlinable public static var unknown: TransportProtocol { TransportProtocol(rawValue: 0) }
  /// ICMP; the identifier plays the role of the port (RFC 5508 section 3.1).
  @inlinable public static var icmp: TransportProtocol { TransportProtocol(rawValue: 1) }
  /// TCP.
  @inlinable public static var tcp: TransportProtocol { TransportProtocol(rawValue: 6) }
  /// UDP.
  @inlinable public static var udp: TransportProtocol { TransportProtocol(rawValue: 17) }
  /// ICMPv6.
  @inlinable public static var icmpv6: TransportProtocol { TransportProtocol(rawValue: 58) }

  /// True for the same number.
  ///
  /// Stated because the one that `RawRepresentable` brings along is generic, and slow from other
  /// targets.
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.rawValue == right.rawValue
  }

  /// Orders by number.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// A protocol from its name (`tcp`, `UDP`, `icmp6`) or decimal number.
  public init?(name: String) {
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
  public var name: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    case .icmp: "icmp"
    case .icmpv6: "icmpv6"
    default: "\(rawValue)"
    }
  }
}
