import NATModel

/// Joins the fragments of IP packets; bounded in packets and octets.
///
/// Where fragments of an IPv4 packet overlap, the octets that came first stay (RFC 791 leaves it
/// open; receivers differ, which is why it is counted). An IPv6 packet with overlapping fragments is
/// dropped with all that is still to come of it (RFC 8200 section 4.5, RFC 5722). Exact repetitions
/// are no overlap. A packet that is not whole after ``timeout`` is given up, and so is the oldest
/// when there is no more room. Amortised O(pieces of the packet) for each fragment.
struct FragmentStore {
  /// Silence after which a packet that is not whole is given up: 60 s (RFC 8200 section 4.5).
  static let timeout: Int64 = 60_000_000_000
  /// How long repetitions of fragments are still expected of a packet that was joined: 1 s.
  static let repetition: Int64 = 1_000_000_000
  /// Packets held at once.
  static let maximumPackets = 4096
  /// Pieces of one packet with holes between them.
  static let maximumPieces = 2048

  /// What is known once a fragment was added.
  struct Joined {
    /// Headers of the packet, as far as its endpoints are known; `nil` if they are not yet.
    var header: IPPacket?
    /// Fragments that can be counted now, this one and any that waited for the header.
    var packets: UInt64 = 0
    /// IP octets of these fragments.
    var octets = 0
    /// The payload, if this fragment made it whole.
    var whole: [UInt8]?
    /// Protocol of the payload.
    var proto: UInt8 = 0
  }

  /// Counts since the start.
  struct Counts {
    /// Packets made whole.
    var joined: UInt64 = 0
    /// Packets given up.
    var incomplete: UInt64 = 0
    /// Fragments that overlapped others.
    var overlapping: UInt64 = 0
    /// Of the packets given up, those for which there was no more room.
    var evicted: UInt64 = 0
    /// Fragments that were never counted in a flow, because their packet was given up.
    var lost: UInt64 = 0
  }

  /// What happened so far.
  private(set) var counts = Counts()

  private let maximumBytes: Int
  private var packets: [FragmentedPacket.Key: FragmentedPacket] = [:]
  /// Keys in the order of their first fragments, with the number by which they were begun.
  private var order: [(key: FragmentedPacket.Key, number: UInt64)] = []
  private var head = 0
  private var begun: UInt64 = 0
  private var bytesHeld = 0

  /// A store for so many octets.
  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// Adds a fragment; `bytes` is the frame that its payload is a range of.
  mutating func add(_ fragment: IPPacket, _ bytes: Span<UInt8>, at time: Timestamp) -> Joined {
    expire(at: time)
    let key = FragmentedPacket.Key(fragment)
    var packet = packets.removeValue(forKey: key)
    if let known = packet {
      bytesHeld -= known.bytes.count
      if known.state == .joined,
        fragment.fragment == .first || !known.isNear(time, FragmentStore.repetition)
      {
        packet = nil
      }
    }
    var current = packet ?? begin(key, at: time)
    var joined = Joined()
    counts.overlapping += current.add(fragment, bytes) ? 1 : 0
    joined.proto = current.proto
    current.waiting.packets += 1
    current.waiting.octets += fragment.length
    if let header = current.header {
      joined.header = header
      joined.packets = current.waiting.packets
      joined.octets = current.waiting.octets
      current.waiting = (0, 0)
    }
    if current.isWhole {
      counts.joined += 1
      current.state = .joined
      current.time = time
      if joined.header == nil {
        joined.packets = current.waiting.packets
        joined.octets = current.waiting.octets
        current.waiting = (0, 0)
      }
      if current.isCut { counts.lost += joined.header == nil ? joined.packets : 0 }
      joined.whole = current.isCut ? nil : current.bytes
      current.forgetBytes()
    }
    bytesHeld += current.bytes.count
    packets[key] = current
    makeRoom()
    return joined
  }

  /// Gives up what is not whole.
  mutating func finish() {
    while head < order.count { removeOldest() }
  }

  private mutating func begin(_ key: FragmentedPacket.Key, at time: Timestamp) -> FragmentedPacket {
    begun += 1
    order.append((key, begun))
    return FragmentedPacket(isIPv4: key.isIPv4, number: begun, time: time)
  }

  private mutating func expire(at time: Timestamp) {
    while head < order.count {
      let (key, number) = order[head]
      if let packet = packets[key], packet.number == number,
        packet.isNear(time, FragmentStore.timeout)
      {
        return
      }
      removeOldest()
    }
  }

  private mutating func makeRoom() {
    while bytesHeld > maximumBytes || packets.count > FragmentStore.maximumPackets {
      let before = counts.incomplete
      removeOldest()
      counts.evicted += counts.incomplete - before
    }
  }

  private mutating func removeOldest() {
    guard head < order.count else { return }
    let (key, number) = order[head]
    head += 1
    if head > 1024, head * 2 > order.count {
      order.removeFirst(head)
      head = 0
    }
    // The key may have been begun anew since.
    guard let packet = packets[key], packet.number == number else { return }
    packets[key] = nil
    bytesHeld -= packet.bytes.count
    guard packet.state != .joined else { return }
    counts.incomplete += 1
    counts.lost += packet.waiting.packets
  }
}
