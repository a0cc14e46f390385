/// Sessions by the tick in which they end (a hashed timing wheel, Varghese & Lauck 1987).
///
/// Ticks of 2^29 ns, about half a second; 16,384 of them, 2.4 hours. What ends later goes round
/// again. Within a tick sessions come out in order of end, then of id.
struct ExpiryWheel: Sendable {
  /// A session that ends, 16 bytes.
  struct Due: BitwiseCopyable, Sendable {
    var end: Int64
    var session: UInt32
    /// The low half of the session's id; ids of one instant are never far apart.
    var order: UInt32

    @inline(__always)
    static func precedes(_ left: Due, _ right: Due) -> Bool {
      left.end == right.end
        ? Int32(bitPattern: left.order &- right.order) < 0 : left.end < right.end
    }
  }

  private static let slots: Int64 = 16_384
  private static let shift: Int64 = 29
  /// Most entries that storage which is used again has room for, 1 KiB.
  private static let spareCapacity = 64
  private var waiting = [[Due]](repeating: [], count: Int(slots))
  /// Storage of slots whose tick has come, for others to use.
  private var spare: [[Due]] = []
  /// The tick that `due` was filled from.
  private var current: Int64 = .min >> shift
  private var due: [Due] = []
  private var dueNext = 0
  private var scratch: [Due] = []
  private var ends: [UInt32] = []
  private(set) var count = 0

  private static func tick(_ time: Int64) -> Int64 { time >> shift }

  private static func slot(_ tick: Int64) -> Int { Int(tick & (slots - 1)) }

  /// How many sessions of the present tick have not been taken yet.
  var upcomingCount: Int { due.count - dueNext }

  /// How many were taken since it began.
  var takenCount: Int { dueNext }

  /// One of the sessions of the present tick that have not been taken yet, counted from the next.
  @inline(__always)
  func upcoming(_ index: Int) -> UInt32 { due[dueNext &+ index].session }

  /// Adds a session, at its `end`.
  mutating func insert(_ position: UInt32, _ session: NATEngine.Session) {
    if count == 0 { current = max(current, ExpiryWheel.tick(session.start) - 1) }
    count += 1
    place(
      Due(end: session.end, session: position, order: UInt32(truncatingIfNeeded: session.id)))
  }

  private mutating func place(_ entry: Due) {
    let tick = ExpiryWheel.tick(entry.end)
    guard tick <= current else {
      let slot = ExpiryWheel.slot(tick)
      if waiting[slot].isEmpty, let storage = spare.popLast() { waiting[slot] = storage }
      waiting[slot].append(entry)
      return
    }
    var position = due.count
    while position > dueNext, Due.precedes(entry, due[position - 1]) { position -= 1 }
    due.insert(entry, at: position)
  }

  /// Takes the session of the present tick that ends first, if it ends by `time`.
  ///
  /// The sessions tell whether one was extended since it was added.
  @inline(__always)
  mutating func next(by time: Int64, in sessions: borrowing Slab<NATEngine.Session>) -> UInt32? {
    while dueNext < due.count {
      var entry = due[dueNext]
      guard entry.end <= time else { return nil }
      dueNext += 1
      let end = sessions[Int(entry.session)].end
      guard end != entry.end else {
        count -= 1
        return entry.session
      }
      entry.end = end
      place(entry)
    }
    return nil
  }

  /// Goes on to the next tick that is not after `time` once the present one is done; false if there
  /// is none.
  ///
  /// Goes at once to the last one if that is more than a turn away, so that a jump in time costs no
  /// more than one turn.
  mutating func turn(by time: Int64) -> Bool {
    let target = ExpiryWheel.tick(time)
    guard dueNext == due.count else { return false }
    guard count > 0, current < target else {
      current = max(current, target)
      return false
    }
    due.removeAll(keepingCapacity: true)
    dueNext = 0
    if target - current > ExpiryWheel.slots {
      current = target
      for slot in waiting.indices { take(slot) }
      due.sort(by: Due.precedes)
    } else {
      current += 1
      take(ExpiryWheel.slot(current))
      sortDue()
    }
    return true
  }

  /// Moves what a slot holds to those due, but for what ends in a later turn.
  private mutating func take(_ slot: Int) {
    guard !waiting[slot].isEmpty else { return }
    var entries: [Due] = []
    swap(&entries, &waiting[slot])
    if entries.allSatisfy({ ExpiryWheel.tick($0.end) <= current }) {
      due.append(contentsOf: entries)
    } else {
      for entry in entries {
        if ExpiryWheel.tick(entry.end) > current { place(entry) } else { due.append(entry) }
      }
    }
    // Most slots wait hours for a few sessions: room for many must not spread over all of them.
    guard entries.capacity <= ExpiryWheel.spareCapacity else { return }
    entries.removeAll(keepingCapacity: true)
    spare.append(entries)
  }

  /// Puts those due in order: counted into as many buckets as there are, then each is moved the
  /// little way that is left.
  private mutating func sortDue() {
    if due.count > 24 {
      var buckets: Int64 = 32
      while buckets < due.count { buckets *= 2 }
      let width = (1 << ExpiryWheel.shift) / buckets
      let start = current << ExpiryWheel.shift
      ends.removeAll(keepingCapacity: true)
      ends.append(contentsOf: repeatElement(0, count: Int(buckets) + 1))
      // What an earlier tick left over, which a jump in time can do, comes first.
      for entry in due { ends[Int(max(0, entry.end - start) / width) + 1] += 1 }
      for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: due)
      for entry in scratch {
        let bucket = Int(max(0, entry.end - start) / width)
        due[Int(ends[bucket])] = entry
        ends[bucket] += 1
      }
    }
    for index in due.indices.dropFirst() where Due.precedes(due[index], due[index - 1]) {
      let entry = due[index]
      var place = index
      while place > 0, Due.precedes(entry, due[place - 1]) {
        due[place] = due[place - 1]
        place -= 1
      }
      due[place] = entry
    }
  }
}
