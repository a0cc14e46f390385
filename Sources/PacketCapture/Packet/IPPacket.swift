import NATModel

/// What the headers of one packet say; of nested IP packets the innermost counts.
struct IPPacket {
  /// Sender of the innermost IP packet.
  var source = IPAddress.unspecified
  /// Receiver of the innermost IP packet.
  var destination = IPAddress.unspecified
  /// Sender of the packet around an IPv4 packet inside IPv6 (DS-Lite, RFC 6333), else unspecified.
  var outerSource = IPAddress.unspecified
  /// Receiver of the packet around, likewise.
  var outerDestination = IPAddress.unspecified
  /// Length of the innermost IP packet in octets, its header included.
  var length = 0
  /// Source port, or the identifier of an ICMP query.
  var sourcePort: UInt16 = 0
  /// Destination port, or the identifier of an ICMP query.
  var destinationPort: UInt16 = 0
  /// Protocol of the innermost IP packet.
  var proto = TransportProtocol.unknown
  /// What kind of payload was reached.
  var content = Content.none
  /// Its place in a fragmented packet.
  var fragment = Fragment.whole
  /// TCP flags (RFC 9293 section 3.1), low eight bits.
  var tcpFlags = TCPFlags()
  /// TCP sequence number of the first payload byte, or of the SYN.
  var sequence: UInt32 = 0
  /// True for ICMP replies, whose sender was asked.
  var isReply = false
  /// Captured bytes of the payload, as a range of the frame.
  var payload = 0..<0
  /// Bytes of the payload that the headers declare but the capture did not keep.
  var missing = 0

  /// How far the headers led.
  enum Content: BitwiseCopyable {
    /// No IP packet: ARP, spanning tree, …
    case none
    /// An IP packet of a protocol without ports.
    case ip
    /// A TCP segment.
    case tcp
    /// A UDP datagram.
    case udp
    /// An ICMP or ICMPv6 query or its reply; the identifier stands in both ports.
    case icmpQuery
    /// Any other ICMP or ICMPv6 message.
    case icmpOther
  }

  /// Place in a fragmented packet.
  enum Fragment: BitwiseCopyable {
    /// Not fragmented.
    case whole
    /// The first fragment: the transport header is here, the end of the payload is not.
    case first
    /// Any other fragment: no transport header.
    case later
  }
}
