/// Unfinished messages of all streams, bounded in bytes; when full, the oldest is given up.
struct StreamStore {
  /// Finds one prefix again; stale once the prefix was given up.
  struct Ticket: BitwiseCopyable, Equatable {
    fileprivate let slot: UInt32
    fileprivate let serial: UInt64
  }

  /// What one prefix costs beside its bytes.
  private static let overhead = 256

  private let maximumBytes: Int
  private var slots: [(serial: UInt64, prefix: StreamPrefix?)] = []
  private var free: [UInt32] = []
  private var nextSerial: UInt64 = 1
  /// Tickets in the order they were given, the stale ones included; `oldest` is where it begins.
  private var order: [Ticket] = []
  private var oldest = 0
  /// Bytes held, with the overhead.
  private(set) var size = 0
  /// Prefixes given up for want of memory.
  private(set) var evicted: UInt64 = 0

  /// An empty store for at most so many bytes.
  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// True if the ticket still stands for a prefix.
  func holds(_ ticket: Ticket) -> Bool {
    slots[Int(ticket.slot)].serial == ticket.serial && slots[Int(ticket.slot)].prefix != nil
  }

  /// Keeps a new prefix; older ones may be given up for it.
  mutating func add(_ prefix: StreamPrefix) -> Ticket {
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
      slots[Int(slot)] = (nextSerial, prefix)
    } else {
      slot = UInt32(slots.count)
      slots.append((nextSerial, prefix))
    }
    let ticket = Ticket(slot: slot, serial: nextSerial)
    nextSerial += 1
    order.append(ticket)
    size += prefix.size + StreamStore.overhead
    shrink()
    return ticket
  }

  /// Takes a prefix out, or `nil` if it was given up.
  mutating func take(_ ticket: Ticket) -> StreamPrefix? {
    guard holds(ticket) else { return nil }
    let prefix = slots[Int(ticket.slot)].prefix
    slots[Int(ticket.slot)].prefix = nil
    free.append(ticket.slot)
    size -= (prefix?.size ?? 0) + StreamStore.overhead
    return prefix
  }

  private mutating func shrink() {
    while size > maximumBytes, oldest < order.count {
      if take(order[oldest]) != nil { evicted += 1 }
      oldest += 1
    }
    // Tickets of prefixes taken out stay in `order` until they reach its front.
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
