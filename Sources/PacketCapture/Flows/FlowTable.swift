import NATModel

/// The flows that are going on, bounded in number.
///
/// A flow leaves the table when it has been silent for its timeout, when a new connection begins on
/// its endpoints, when the table is full, or at the end of the capture. Silence is looked at once a
/// second and the order of silence is kept to a second, which spares most packets the look at other
/// flows. Flows leave in an order that depends on the packets alone. Amortised O(1) for each packet.
struct FlowTable {
  /// Flows going on; a position stays valid until the flow has left.
  var records: [FlowRecord] = []
  /// Flows that left since the caller last emptied this, in order.
  var finished: [FlowRecord] = []
  /// Flows that left only because the table was full.
  private(set) var evicted: UInt64 = 0
  /// Flows begun: TCP, UDP, others.
  private(set) var begun = (tcp: UInt64(0), udp: UInt64(0), other: UInt64(0))

  private let timeouts: FlowTimeouts
  private let capacity: Int
  private let hash = FlowHash()
  private var index = FlowIndex()
  /// When ``expire(at:)`` last looked.
  private var lastExpiry: Timestamp?
  private var free: [Int32] = []
  /// Flows that are still to leave at the end of the capture.
  private var lastFlows: ArraySlice<Int32>?
  private var queues = [FlowQueue](repeating: FlowQueue(), count: FlowQueue.Kind.allCases.count)

  /// How closely the order of the queues follows that of the packets, in nanoseconds.
  static let second: Int64 = 1_000_000_000

  /// An empty table for at most `capacity` flows (at least one).
  init(timeouts: FlowTimeouts, capacity: Int) {
    self.timeouts = timeouts
    self.capacity = min(max(1, capacity), Int(Int32.max))
  }

  /// Number of flows going on.
  var count: Int { index.count }

  /// Counts a packet into its flow, which begins if there is none, and returns the flow's position
  /// and the side that sent the packet.
  ///
  /// `packets` is how many fragments made it up.
  mutating func add(
    _ packet: IPPacket, number: UInt64, time: Timestamp, packets: UInt64 = 1
  ) -> (position: Int, sender: FlowKey.Side) {
    expire(at: time)
    let (key, sender) = FlowKey.of(packet, hash)
    let value = hash(key)
    var position = index.find(value, key, in: records)
    if let found = position, records[found].isOver(packet, sender, time, timeouts) {
      finish(Int32(found))
      position = nil
    }
    let place = position ?? begin(key, value, packet, sender, number: number, time: time)
    update(place, packet, sender, number: number, time: time, packets: packets)
    return (place, sender)
  }

  /// Lets up to so many of all flows leave, ordered by start, then first packet; true if more are
  /// left.
  ///
  /// No packet is added after the first call.
  mutating func finish(upTo count: Int) -> Bool {
    if lastFlows == nil { lastFlows = goingInOrder()[...] }
    for position in lastFlows?.prefix(count) ?? [] { finish(position) }
    lastFlows = lastFlows?.dropFirst(count)
    return lastFlows?.isEmpty == false
  }

  /// Positions of the flows that go on, ordered by start, then first packet.
  private func goingInOrder() -> [Int32] {
    var going: [(start: Timestamp, firstPacket: UInt64, position: Int32)] = []
    going.reserveCapacity(count)
    for kind in queues.indices {
      var position = queues[kind].head
      while position >= 0 {
        let record = records[Int(position)]
        going.append((record.start, record.firstPacket, position))
        position = record.next
      }
    }
    going.sort {
      $0.start == $1.start ? $0.firstPacket < $1.firstPacket : $0.start < $1.start
    }
    return going.map(\.position)
  }

  /// Lets flows leave that no packet at about this time can join any more.
  ///
  /// The grace keeps packets that are slightly out of order in their flow. Looked at once for each
  /// second that passes, in either direction.
  private mutating func expire(at time: Timestamp) {
    if let last = lastExpiry, !time.isFar(from: last, limit: FlowTable.second) { return }
    lastExpiry = time
    for kind in 0..<queues.count {
      while queues[kind].head >= 0 {
        let record = records[Int(queues[kind].head)]
        let limit = timeouts.limit(record.queue).addingReportingOverflow(60 * FlowTable.second)
        guard !limit.overflow, time.isFar(from: record.end, limit: limit.partialValue) else {
          break
        }
        finish(queues[kind].head)
      }
    }
  }

  private mutating func begin(
    _ key: FlowKey, _ value: UInt32, _ packet: IPPacket, _ sender: FlowKey.Side,
    number: UInt64, time: Timestamp
  ) -> Int {
    if index.count >= capacity { evictOldest() }
    let (initiator, evidence) = FlowTable.initiator(of: packet, sender)
    var record = FlowRecord(
      key: key, start: time, end: time, firstPacket: number, queuedAt: time,
      initiator: initiator, evidence: evidence)
    record.outer =
      sender == .low
      ? (packet.outerSource, packet.outerDestination)
      : (packet.outerDestination, packet.outerSource)
    record.queue = packet.content == .tcp ? .tcp : .other
    let position: Int
    if let reused = free.popLast() {
      position = Int(reused)
      records[position] = record
    } else {
      position = records.count
      records.append(record)
    }
    index.insert(value, position: position)
    queues[record.queue.rawValue].append(Int32(position), in: &records)
    switch packet.content {
    case .tcp: begun.tcp += 1
    case .udp: begun.udp += 1
    default: begun.other += 1
    }
    return position
  }

  /// Who began, judged by the first packet seen.
  ///
  /// A SYN comes from the initiator, a SYN with ACK goes to it; an ICMP reply goes to it. Otherwise
  /// the sender of the first packet, unless it sends from a well-known port (below 1024) to one that
  /// is not: then the capture began in the middle and the server spoke first.
  private static func initiator(
    of packet: IPPacket, _ sender: FlowKey.Side
  ) -> (FlowKey.Side, FlowRecord.Evidence) {
    if packet.content == .tcp, packet.tcpFlags.contains(.syn) {
      return (packet.tcpFlags.contains(.ack) ? sender.other : sender, .handshake)
    }
    if packet.content == .icmpQuery { return (packet.isReply ? sender.other : sender, .message) }
    let isServer = packet.sourcePort < 1024 && packet.destinationPort >= 1024
    return (isServer ? sender.other : sender, .guess)
  }

  private mutating func update(
    _ position: Int, _ packet: IPPacket, _ sender: FlowKey.Side, number: UInt64,
    time: Timestamp, packets: UInt64
  ) {
    if timeouts.active < .max, records[position].packets > 0,
      time.since(records[position].start) > timeouts.active
    {
      finished.append(records[position])
      records[position].restart(at: time, number: number)
    }
    if records[position].count(packet, sender, time, packets: packets) {
      touch(Int32(position), at: time)
    }
  }

  /// Moves a flow to the end of the queue that fits its state.
  private mutating func touch(_ position: Int32, at time: Timestamp) {
    let old = records[Int(position)].queue
    let new = records[Int(position)].fittingQueue
    records[Int(position)].queuedAt = time
    if old == new, queues[old.rawValue].tail == position { return }
    queues[old.rawValue].remove(position, in: &records)
    records[Int(position)].queue = new
    queues[new.rawValue].append(position, in: &records)
  }

  private mutating func evictOldest() {
    var oldest: Int32 = -1
    for kind in 0..<queues.count where queues[kind].head >= 0 {
      let head = queues[kind].head
      if oldest < 0 || records[Int(head)].end < records[Int(oldest)].end { oldest = head }
    }
    guard oldest >= 0 else { return }
    evicted += 1
    finish(oldest)
  }

  private mutating func finish(_ position: Int32) {
    let record = records[Int(position)]
    queues[record.queue.rawValue].remove(position, in: &records)
    index.remove(hash(record.key), position: Int(position))
    free.append(position)
    if record.packets > 0 { finished.append(record) }
  }
}
