import NATModel

/// One IP packet in the making: what came of it, and where.
struct FragmentedPacket {
  /// What fragments of one packet have in common (RFC 791 section 3.2, RFC 8200 section 4.5).
  struct Key: Hashable {
    let source: IPAddress
    let destination: IPAddress
    /// The near end of a softwire, behind which the same addresses may occur again.
    let outer: IPAddress
    let identification: UInt32
    /// The protocol of an IPv4 packet; 0 for IPv6, where it is no part of the key.
    let proto: UInt8

    /// The key of a fragment.
    init(_ fragment: IPPacket) {
      source = fragment.source
      destination = fragment.destination
      outer = fragment.outerSource
      identification = fragment.identification
      proto = fragment.source.isIPv4 ? fragment.proto.rawValue : 0
    }

    /// True for IPv4.
    var isIPv4: Bool { source.isIPv4 }
  }

  /// How far it is.
  enum State: BitwiseCopyable {
    /// Fragments are missing.
    case open
    /// It was made whole; only repetitions are expected.
    case joined
    /// Its fragments contradict each other; what is still to come of it is passed over.
    case dropped
  }

  /// How far it is.
  var state = State.open
  /// The payload as far as it is known; holes are zero.
  private(set) var bytes: [UInt8] = []
  /// When its first fragment came, or when it was made whole.
  var time: Timestamp
  /// By which number the store began it.
  let number: UInt64
  /// Headers with endpoints, once a fragment told them.
  private(set) var header: IPPacket?
  /// Fragments and IP octets that wait for the header.
  var waiting = (packets: UInt64(0), octets: 0)
  /// True if the capture did not keep all of a fragment.
  private(set) var isCut = false
  /// Protocol of the payload, as the first fragment says.
  private(set) var proto: UInt8 = 0

  private let isIPv4: Bool
  private var pieces: [Range<Int>] = []
  private var covered = 0
  private var total: Int?

  /// A packet of which nothing is known.
  init(isIPv4: Bool, number: UInt64, time: Timestamp) {
    self.isIPv4 = isIPv4
    self.number = number
    self.time = time
  }

  /// True once no octet is missing.
  var isWhole: Bool { state == .open && covered == total }

  /// True if an instant is at most this far from ``time``, in either direction.
  func isNear(_ other: Timestamp, _ limit: Int64) -> Bool {
    let gap = other.since(time)
    return gap != .min && abs(gap) <= limit
  }

  /// Lets the payload go.
  mutating func forgetBytes() {
    bytes = []
    pieces = []
  }

  /// Adds a fragment; true if it overlapped another one.
  mutating func add(_ fragment: IPPacket, _ frame: Span<UInt8>) -> Bool {
    if header == nil { header = FragmentedPacket.header(of: fragment, frame) }
    guard state == .open else { return false }
    if fragment.fragment == .first || proto == 0 { proto = fragment.proto.rawValue }
    let start = fragment.fragmentOffset
    let end = start + fragment.payload.count + fragment.missing
    if fragment.missing > 0 { isCut = true }
    guard end <= total ?? end, !fragment.isLastFragment || end >= pieces.last?.upperBound ?? 0,
      !fragment.isLastFragment || total == nil || total == end
    else {
      drop()
      return true
    }
    if fragment.isLastFragment { total = end }
    return insert(start..<end, frame.extracting(fragment.payload))
  }

  private mutating func drop() {
    state = .dropped
    forgetBytes()
  }

  private mutating func insert(_ range: Range<Int>, _ payload: Span<UInt8>) -> Bool {
    if pieces.contains(range) { return false }
    let overlaps = pieces.contains { $0.overlaps(range) }
    if overlaps, !isIPv4 {
      drop()
      return true
    }
    if range.upperBound > bytes.count {
      bytes.append(contentsOf: repeatElement(0, count: range.upperBound - bytes.count))
    }
    var next = range.lowerBound
    var index = pieces.firstIndex { $0.upperBound > next } ?? pieces.count
    while next < range.upperBound {
      let gapEnd =
        index < pieces.count ? min(pieces[index].lowerBound, range.upperBound) : range.upperBound
      if next < gapEnd {
        for place in next..<min(gapEnd, range.lowerBound + payload.count) {
          bytes[place] = payload[place - range.lowerBound]
        }
        covered += gapEnd - next
        pieces.insert(next..<gapEnd, at: index)
        index += 1
      }
      next = index < pieces.count ? pieces[index].upperBound : range.upperBound
      index += 1
    }
    if pieces.count > FragmentStore.maximumPieces { drop() }
    return overlaps
  }

  /// The headers of a fragment with its endpoints, if it shows them.
  ///
  /// A transport header that is cut in two, a tunnel and an extension header show them only once the
  /// packet is whole.
  private static func header(of fragment: IPPacket, _ frame: Span<UInt8>) -> IPPacket? {
    let number = fragment.proto.rawValue
    switch number {
    case 0, 4, 41, 43, 47, 51, 60, 97, 135, 137, 139, 140: return nil
    case 1, 6, 17, 58: break
    default:
      var header = fragment
      header.fragment = .whole
      return header
    }
    guard fragment.fragment == .first else { return nil }
    var header = fragment
    var cursor = PacketCursor(frameLength: fragment.payload.upperBound + fragment.missing)
    cursor.offset = fragment.payload.lowerBound
    do throws(PacketFault) {
      let next: Layer? =
        switch number {
        case 1: try ICMPHeader.decode(frame, &cursor, &header)
        case 6: try TCPHeader.decode(frame, &cursor, &header)
        case 17: try UDPHeader.decode(frame, &cursor, &header)
        default: try ICMPv6Header.decode(frame, &cursor, &header)
        }
      guard next == nil else { return nil }
    } catch {
      return nil
    }
    header.fragment = .whole
    header.payload = 0..<0
    header.missing = 0
    return header
  }
}
