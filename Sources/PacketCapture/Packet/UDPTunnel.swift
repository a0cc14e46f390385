/// Tunnels that are told by a UDP port.
enum UDPTunnel: UInt8, BitwiseCopyable {
  /// GTP-U (3GPP TS 29.281 section 4.4.2.3): 2152.
  case gtp
  /// GTP version 0 user data (3GPP TS 09.60): 3386.
  case gtp0
  /// L2TP (RFC 2661 section 8.1, RFC 3931 section 4.1.2.1): 1701.
  case l2tp
  /// VXLAN (RFC 7348 section 5): 4789, and 8472 which Linux used before.
  case vxlan
  /// VXLAN with a next protocol (draft-ietf-nvo3-vxlan-gpe): 4790.
  case vxlanGPE
  /// Geneve (RFC 8926 section 3.3): 6081.
  case geneve
  /// GRE in UDP (RFC 8086): 4754.
  case gre
  /// MPLS in UDP (RFC 7510): 6635.
  case mpls
  /// Teredo (RFC 4380): 3544, or any port if an address inside is one of Teredo.
  case teredo

  /// The tunnel of a port, if it is one of a tunnel.
  static func of(port: UInt16) -> UDPTunnel? {
    switch port {
    case 2152: .gtp
    case 3386: .gtp0
    case 1701: .l2tp
    case 4789, 8472: .vxlan
    case 4790: .vxlanGPE
    case 6081: .geneve
    case 4754: .gre
    case 6635: .mpls
    case 3544: .teredo
    default: nil
    }
  }
}
