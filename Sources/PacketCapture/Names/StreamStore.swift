/// What a ``StreamStore`` keeps of a stream.
protocol StoredStream {
  /// Bytes held.
  var size: Int { get }
  /// True if giving it up loses a message that had begun.
  var isUnfinished: Bool { get }
}

/// Finds a stream in its ``StreamStore`` again; stale once the stream was given up.
struct StreamTicket: BitwiseCopyable, Equatable {
  fileprivate let slot: UInt32
  fileprivate let serial: UInt64
}

/// Unfinished messages of all streams, bounded in bytes; when full, the oldest is given up.
struct StreamStore<Stream: StoredStream> {
  /// What one stream costs beside its bytes.
  private static var overhead: Int { 256 }

  private let maximumBytes: Int
  private var slots: [(serial: UInt64, stream: Stream?)] = []
  private var free: [UInt32] = []
  private var nextSerial: UInt64 = 1
  /// Tickets in the order they were given, the stale ones included; `oldest` is where it begins.
  private var order: [StreamTicket] = []
  private var oldest = 0
  /// Bytes held, with the overhead.
  private(set) var size = 0
  /// Unfinished streams given up for want of memory.
  private(set) var evicted: UInt64 = 0

  /// An empty store for at most so many bytes.
  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// True if the ticket still stands for a stream.
  func holds(_ ticket: StreamTicket) -> Bool {
    slots[Int(ticket.slot)].serial == ticket.serial && slots[Int(ticket.slot)].stream != nil
  }

  /// Keeps a new stream; older ones may be given up for it.
  mutating func add(_ stream: Stream) -> StreamTicket {
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
      slots[Int(slot)] = (nextSerial, stream)
    } else {
      slot = UInt32(slots.count)
      slots.append((nextSerial, stream))
    }
    let ticket = StreamTicket(slot: slot, serial: nextSerial)
    nextSerial += 1
    order.append(ticket)
    size += stream.size + StreamStore.overhead
    shrink()
    return ticket
  }

  /// Takes a stream out, or `nil` if it was given up.
  mutating func take(_ ticket: StreamTicket) -> Stream? {
    guard holds(ticket) else { return nil }
    let stream = slots[Int(ticket.slot)].stream
    slots[Int(ticket.slot)].stream = nil
    free.append(ticket.slot)
    size -= (stream?.size ?? 0) + StreamStore.overhead
    return stream
  }

  private mutating func shrink() {
    while size > maximumBytes, oldest < order.count {
      if let given = take(order[oldest]), given.isUnfinished { evicted += 1 }
      oldest += 1
    }
    // Tickets of streams taken out stay in `order` until they reach its front.
    while oldest < order.count, !holds(order[oldest]) { oldest += 1 }
    if oldest > 1024, oldest * 2 > order.count {
      order.removeFirst(oldest)
      oldest = 0
    }
    if order.count > 4096, order.count > (slots.count - free.count) * 4 {
      order = order.filter { holds($0) }
      oldest = 0
    }
  }
}
