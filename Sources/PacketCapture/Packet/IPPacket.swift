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
  /// TCP sequence number of the first payload byte, or of the SYN; of an ICMP query its sequence
  /// number.
  var sequence: UInt32 = 0
  /// True for ICMP replies, whose sender was asked.
  var isReply = false
  /// IP headers read so far, the innermost included.
  var ipHeaders: UInt8 = 0
  /// Tags and tunnels around the innermost IP packet.
  var encapsulations = Encapsulations()
  /// Identification of the innermost IP packet: 16 bits of IPv4, 32 bits of an IPv6 fragment.
  var identification: UInt32 = 0
  /// How often what holds this packet was joined of fragments.
  var joins: UInt8 = 0
  /// Where the payload of a fragment belongs, in octets.
  var fragmentOffset = 0
  /// True for the fragment that ends its packet.
  var isLastFragment = false
  /// Captured bytes of the payload, as a range of the frame; of a fragment, what it carries.
  var payload = 0..<0
  /// Bytes of the payload that the headers declare but the capture did not keep.
  var missing = 0

  /// IP headers in one packet at most; real ones have at most four.
  static let maximumIPHeaders: UInt8 = 8

  /// Begins an IP header: what a packet around this one said of its payload is forgotten.
  mutating func enterIP() throws(PacketFault) {
    guard ipHeaders < IPPacket.maximumIPHeaders else { throw .malformed }
    ipHeaders += 1
    guard content != .ip else { return }
    if content != .none {
      sourcePort = 0
      destinationPort = 0
      payload = 0..<0
      missing = 0
    }
    content = .ip
  }

  /// Takes what is at the cursor as the payload of a fragment.
  mutating func takeFragment(
    _ bytes: Span<UInt8>, _ cursor: PacketCursor, offset: Int, isLast: Bool
  ) throws(PacketFault) {
    // Every fragment but the last carries a multiple of eight octets, and none reaches further than
    // the longest packet (RFC 791 section 3.2, RFC 8200 section 4.5).
    guard cursor.remaining > 0, isLast || cursor.remaining % 8 == 0,
      offset + cursor.remaining <= 65535
    else { throw .malformed }
    fragment = offset == 0 ? .first : .later
    fragmentOffset = offset
    isLastFragment = isLast
    payload = cursor.captured(bytes)
    missing = cursor.remaining - payload.count
  }

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
    /// The first fragment, which the transport header begins.
    case first
    /// Any other fragment: no transport header.
    case later
  }
}
