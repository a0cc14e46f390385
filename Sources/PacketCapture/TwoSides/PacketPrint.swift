import NATModel

/// What a NAT leaves as it is in a packet: by this the same packet is known on both sides.
///
/// Ports, addresses, checksums and the time to live change; sequence numbers, the identification of
/// an IPv4 packet, lengths, flags and payload do not, with a few NATs as exceptions for each.
struct PacketPrint: BitwiseCopyable {
  /// When it was captured, in nanoseconds.
  var time: Int64
  /// TCP sequence number, or the sequence number of an ICMP query.
  var sequence: UInt32
  /// Digest of the first octets of the payload; 0 if the capture does not hold them.
  var digest: UInt32
  /// Octets of the IP packet.
  var length: Int32
  /// IP identification of IPv4; 0 for none.
  var identification: UInt16
  /// TCP flags, or 0.
  var flags: UInt8
  /// Which end of the flow sent it.
  var sender: FlowKey.Side

  /// Octets of payload that are digested; fewer only if the payload is shorter.
  static let digested = 32

  /// The print of a packet that was decoded from `bytes`.
  init(_ packet: IPPacket, _ bytes: Span<UInt8>, sender: FlowKey.Side, at time: Timestamp) {
    self.time = time.nanoseconds
    self.sender = sender
    sequence = packet.sequence
    length = Int32(clamping: packet.length)
    identification =
      packet.source.isIPv4 ? UInt16(truncatingIfNeeded: packet.identification) : 0
    flags = packet.content == .tcp ? packet.tcpFlags.rawValue : 0
    digest = PacketPrint.digest(packet, bytes)
  }

  /// FNV-1a of the first octets of the payload, never 0; 0 if they are missing or there are none.
  private static func digest(_ packet: IPPacket, _ bytes: Span<UInt8>) -> UInt32 {
    let payload = packet.payload
    guard !payload.isEmpty, packet.missing == 0 || payload.count >= digested else { return 0 }
    var value: UInt32 = 0x811c_9dc5
    for index in payload.lowerBound..<min(payload.upperBound, payload.lowerBound + digested) {
      value = (value ^ UInt32(bytes[index])) &* 0x0100_0193
    }
    return max(1, value)
  }

  /// How strongly two packets of one protocol, towards one destination, speak for being the same, in
  /// bits; `nil` if they are not.
  ///
  /// The numbers are what a coincidence would have to hit, less what is usual in them: initial
  /// sequence numbers are random in 32 bits, identifications in 16 but often counted up.
  func evidence(_ other: PacketPrint, isTCP: Bool) -> Int? {
    guard length == other.length, flags == other.flags else { return nil }
    guard digest == 0 || other.digest == 0 || digest == other.digest else { return nil }
    var bits = 0
    if sequence == other.sequence, isTCP { bits += 24 }
    if sequence == other.sequence, !isTCP, sequence != 0 { bits += 1 }
    if identification != 0, identification == other.identification { bits += 13 }
    if digest != 0, digest == other.digest { bits += 13 }
    return bits
  }

  /// Keys under which the same packet can be looked up on the other side, strongest first.
  func keys(isTCP: Bool, isForward: Bool) -> [UInt64] {
    let base = UInt64(UInt32(bitPattern: length)) << 9 | UInt64(flags) << 1 | (isForward ? 1 : 0)
    var keys: [UInt64] = []
    if isTCP { keys.append(mix(base, 1 << 32 | UInt64(sequence))) }
    if identification != 0 { keys.append(mix(base, 2 << 32 | UInt64(identification))) }
    if digest != 0 { keys.append(mix(base, 3 << 32 | UInt64(digest))) }
    return keys
  }

  private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(
      by: right ^ 0xbf58_476d_1ce4_e5b9)
    return product.high ^ product.low
  }
}
