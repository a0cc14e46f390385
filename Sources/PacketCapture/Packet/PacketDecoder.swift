/// Walks the headers of a packet from the link inwards.
enum PacketDecoder {
  /// Headers read in one packet at most; real ones have fewer than ten.
  static let maximumHeaders = 256

  /// Reads the headers of a frame.
  ///
  /// Throws what is wrong with it; `packet` then holds what was read before. O(headers).
  static func decode(
    _ bytes: Span<UInt8>, linkType: LinkType, originalLength: Int, into packet: inout IPPacket
  ) throws(PacketFault) {
    // A frame may not have been shorter on the wire than what was captured of it; some files say so.
    var cursor = PacketCursor(frameLength: max(originalLength, bytes.count))
    var layer = Layer.link(linkType)
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
    case .ipProtocol(58): try ICMPv6Header.decode(bytes, &cursor, &packet)

    case .link(.null), .link(.loop): try NullLoopback.decode(bytes, &cursor, &packet)
    case .link(.linuxCooked): try LinuxCooked.decode(bytes, &cursor, &packet)
    case .link(.linuxCooked2): try LinuxCooked2.decode(bytes, &cursor, &packet)
    case .link(.ppp), .link(.pppHDLC): try PPP.decode(bytes, &cursor, &packet)
    case .link(.ciscoHDLC): try CiscoHDLC.decode(bytes, &cursor, &packet)
    case .link(.pppoe), .etherType(0x8864): try PPPoE.decode(bytes, &cursor, &packet)
    case .link(.raw), .link(.rawOpenBSD), .link(.rawInFiles), .ip, .link(.ipv4), .link(.ipv6):
      try RawIP.decode(bytes, &cursor, &packet)
    case .link: throw .unsupportedLink

    case .etherType(0x8100), .etherType(0x88a8), .etherType(0x9100), .etherType(0x9200):
      try VLANTag.decode(bytes, &cursor, &packet)
    case .etherType(0x8847), .etherType(0x8848), .ppp(0x0281), .ppp(0x0283):
      try MPLS.decode(bytes, &cursor, &packet)
    case .llc: try LLC.decode(bytes, &cursor, &packet)
    case .etherType, .ppp: nil

    case .ipProtocol(0), .ipProtocol(43), .ipProtocol(60), .ipProtocol(135), .ipProtocol(139),
      .ipProtocol(140):
      try IPv6Extension.decode(bytes, &cursor, &packet)
    case .ipProtocol(44): try IPv6Fragment.decode(bytes, &cursor, &packet)
    case .ipProtocol(51): try AuthenticationHeader.decode(bytes, &cursor, &packet)
    case .ipProtocol(4): try IPv4Header.decode(bytes, &cursor, &packet)
    case .ipProtocol(41): try IPv6Header.decode(bytes, &cursor, &packet)
    case .ipProtocol: nil
    }
  }
}
