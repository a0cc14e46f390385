/// Walks the headers of a packet from the link inwards.
enum PacketDecoder {
  /// Headers read in one packet at most; real ones have fewer than ten.
  static let maximumHeaders = 256
  /// How often fragments may be joined to fragments.
  static let maximumJoins: UInt8 = 4

  /// Reads the headers of a frame.
  ///
  /// Throws what is wrong with it; `packet` then holds what was read before. O(headers).
  static func decode(
    _ bytes: Span<UInt8>, linkType: LinkType, originalLength: Int, into packet: inout IPPacket
  ) throws(PacketFault) {
    // A frame may not have been shorter on the wire than what was captured of it; some files say so.
    var cursor = PacketCursor(frameLength: max(originalLength, bytes.count))
    try walk(from: .link(linkType), bytes, &cursor, &packet)
  }

  /// Reads on in a payload that fragments were joined to; `bytes` holds it and nothing else.
  ///
  /// Throws like ``decode(_:linkType:originalLength:into:)``.
  static func resume(
    _ bytes: Span<UInt8>, proto: UInt8, into packet: inout IPPacket
  ) throws(PacketFault) {
    // A packet in fragments may hold fragments of another one.
    guard packet.joins < maximumJoins else { throw .malformed }
    packet.joins += 1
    packet.fragment = .whole
    packet.payload = 0..<bytes.count
    var cursor = PacketCursor(frameLength: bytes.count)
    try cursor.limit(to: bytes.count)
    try walk(from: .ipProtocol(proto), bytes, &cursor, &packet)
  }

  private static func walk(
    from first: Layer, _ bytes: Span<UInt8>, _ cursor: inout PacketCursor,
    _ packet: inout IPPacket
  ) throws(PacketFault) {
    var layer = first
    for _ in 0..<maximumHeaders {
      guard let next = try step(layer, bytes, &cursor, &packet) else { return }
      layer = next
    }
    throw .malformed
  }

  /// The list of all headers: which decoder reads what.
  ///
  /// A new header is one file and one line here.
  private static func step(
    _ layer: Layer, _ bytes: Span<UInt8>, _ cursor: inout PacketCursor, _ packet: inout IPPacket
  ) throws(PacketFault) -> Layer? {
    switch layer {
    case .link(.ethernet): try Ethernet.decode(bytes, &cursor, &packet)
    case .etherType(0x0800), .ppp(0x0021): try IPv4Header.decode(bytes, &cursor, &packet)
    case .etherType(0x86dd), .ppp(0x0057): try IPv6Header.decode(bytes, &cursor, &packet)
    case .ipProtocol(6): try TCPHeader.decode(bytes, &cursor, &packet)
    case .ipProtocol(17): try UDPHeader.decode(bytes, &cursor, &packet)
    case .ipProtocol(1): try ICMPHeader.decode(bytes, &cursor, &packet)
    case .ipProtocol(132): try SCTPHeader.decode(bytes, &cursor, &packet)
    case .ipProtocol(58): try ICMPv6Header.decode(bytes, &cursor, &packet)

    case .link(.null), .link(.loop): try NullLoopback.decode(bytes, &cursor, &packet)
    case .link(.linuxCooked): try LinuxCooked.decode(bytes, &cursor, &packet)
    case .link(.linuxCooked2): try LinuxCooked2.decode(bytes, &cursor, &packet)
    case .link(.ppp), .link(.pppHDLC): try PPP.decode(bytes, &cursor, &packet)
    case .link(.ciscoHDLC): try CiscoHDLC.decode(bytes, &cursor, &packet)
    case .link(.pppoe), .etherType(0x8864): try PPPoE.decode(bytes, &cursor, &packet)
    case .link(.wlan): try WLANFrame.decode(bytes, &cursor, &packet)
    case .link(.radiotap): try Radiotap.decode(bytes, &cursor, &packet)
    case .link(.prism), .link(.avs): try PrismHeader.decode(bytes, &cursor, &packet)
    case .link(.ppi): try PPIHeader.decode(bytes, &cursor, &packet)
    case .wlan(let isPadded): try WLANFrame.decode(bytes, &cursor, &packet, isPadded: isPadded)
    case .link(.nflog): try NFLOG.decode(bytes, &cursor, &packet)
    case .link(.pflog): try PFLOG.decode(bytes, &cursor, &packet)
    case .link(.pktap), .link(.pktapOnMac): try PKTAP.decode(bytes, &cursor, &packet)
    case .link(.openBSDEncapsulation):
      try EncapsulationInterface.decode(bytes, &cursor, &packet)
    case .link(.pppWithDirection), .link(.pppWithoutAddress):
      try DirectedPPP.decode(bytes, &cursor, &packet)
    case .link(.ciscoHDLCWithDirection): try DirectedHDLC.decode(bytes, &cursor, &packet)
    case .link(.atm), .link(.atmInFiles): try LLC.decode(bytes, &cursor, &packet)
    case .link(.raw), .link(.rawOpenBSD), .link(.rawInFiles), .ip, .link(.ipv4), .link(.ipv6):
      try RawIP.decode(bytes, &cursor, &packet)
    case .link: throw .unsupportedLink

    case .etherType(0x8100), .etherType(0x88a8), .etherType(0x9100), .etherType(0x9200):
      try VLANTag.decode(bytes, &cursor, &packet)
    case .etherType(0x8847), .etherType(0x8848), .ppp(0x0281), .ppp(0x0283):
      try MPLS.decode(bytes, &cursor, &packet)
    case .etherType(0x88e7): try ProviderBackbone.decode(bytes, &cursor, &packet)
    case .llc: try LLC.decode(bytes, &cursor, &packet)
    case .etherType, .ppp: nil

    case .ipProtocol(0), .ipProtocol(43), .ipProtocol(60), .ipProtocol(135), .ipProtocol(139),
      .ipProtocol(140):
      try IPv6Extension.decode(bytes, &cursor, &packet)
    case .ipProtocol(44): try IPv6Fragment.decode(bytes, &cursor, &packet)
    case .ipProtocol(51): try AuthenticationHeader.decode(bytes, &cursor, &packet)
    case .ipProtocol(4): try IPInIP.decode(bytes, &cursor, &packet)
    case .ipProtocol(41): try IPv6InIP.decode(bytes, &cursor, &packet)
    case .ipProtocol(47), .tunnel(.gre): try GRE.decode(bytes, &cursor, &packet)
    case .ipProtocol(97): try EtherIP.decode(bytes, &cursor, &packet)
    case .ipProtocol(115): try L2TPv3.decode(bytes, &cursor, &packet)
    case .ipProtocol(137), .tunnel(.mpls): try MPLS.decode(bytes, &cursor, &packet)
    case .ipProtocol: nil

    case .tunnel(.gtp): try GTP.decode(bytes, &cursor, &packet)
    case .tunnel(.gtp0): try GTPVersion0.decode(bytes, &cursor, &packet)
    case .tunnel(.l2tp): try L2TP.decode(bytes, &cursor, &packet)
    case .tunnel(.vxlan): try VXLAN.decode(bytes, &cursor, &packet)
    case .tunnel(.vxlanGPE): try VXLANGPE.decode(bytes, &cursor, &packet)
    case .tunnel(.geneve): try Geneve.decode(bytes, &cursor, &packet)
    case .tunnel(.teredo): try Teredo.decode(bytes, &cursor, &packet)
    }
  }
}
