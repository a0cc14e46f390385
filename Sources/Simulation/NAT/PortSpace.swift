import NATModel

/// A name space of ports: the same number means different things in each.
enum PortSpace: UInt8, Sendable, BitwiseCopyable {
  case tcp
  case udp
  /// ICMP identifiers (RFC 5508 section 3.1).
  case icmp

  /// The space of a protocol, `nil` for one without ports.
  @inline(__always)
  init?(_ proto: TransportProtocol) {
    switch proto {
    case .tcp: self = .tcp
    case .udp: self = .udp
    case .icmp: self = .icmp
    default: return nil
    }
  }

  /// The protocol of the space.
  var proto: TransportProtocol {
    switch self {
    case .tcp: .tcp
    case .udp: .udp
    case .icmp: .icmp
    }
  }
}
