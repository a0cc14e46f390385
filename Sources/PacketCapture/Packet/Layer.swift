/// What the bytes at a place in a packet are, in the number space of the header before them.
enum Layer: Hashable, BitwiseCopyable {
  /// A frame of a link type.
  case link(LinkType)
  /// What an Ethernet type says (IEEE 802 numbers).
  case etherType(UInt16)
  /// An IEEE 802.2 header.
  case llc
  /// What a PPP protocol field says (IANA "PPP Numbers").
  case ppp(UInt16)
  /// An IP packet whose version is told by its first four bits.
  case ip
  /// What an IP protocol or next header field says (IANA "Assigned Internet Protocol Numbers").
  case ipProtocol(UInt8)
  /// The payload of a UDP datagram to or from a port of a tunnel.
  case tunnel(UDPTunnel)
  /// An IEEE 802.11 frame, with its header padded to four octets or not.
  case wlan(isPadded: Bool)
}
