/// Sessions by the second in which they end (a hashed timing wheel, Varghese & Lauck 1987).
///
/// Seconds of 2^30 ns; 16,384 of them, 4.9 hours. What ends later goes round again. Within a
/// second sessions come out in order of end, then of id.
struct ExpiryWheel: Sendable {
  private struct Due: BitwiseCopyable, Sendable {
    var end: Int64
    var id: UInt64
    var session: UInt32
  }

  private static let slots: Int64 = 16_384
  /// A slot's storage is given up when its second comes, so that quiet hours hold none.
  private var waiting = [[Due]](repeating: [], count: Int(slots))
  /// The second that `due` was filled from.
  private var current: Int64 = .min >> 30
  private var due: [Due] = []
  private var dueNext = 0
  private(set) var count = 0

  private static func second(_ time: Int64) -> Int64 { time >> 30 }

  private static func slot(_ second: Int64) -> Int { Int(second & (slots - 1)) }

  private static func precedes(_ left: Due, _ right: Due) -> Bool {
    left.end == right.end ? left.id < right.id : left.end < right.end
  }

  /// Adds a session, at its `end`.
  mutating func insert(_ position: UInt32, _ session: NATEngine.Session) {
    if count == 0 { current = max(current, ExpiryWheel.second(session.start) - 1) }
    count += 1
    place(Due(end: session.end, id: session.id, session: position))
  }

  private mutating func place(_ entry: Due) {
    let second = ExpiryWheel.second(entry.end)
    guard second <= current else {
      waiting[ExpiryWheel.slot(second)].append(entry)
      return
    }
    var position = due.count
    while position > dueNext, ExpiryWheel.precedes(entry, due[position - 1]) { position -= 1 }
    due.insert(entry, at: position)
  }

  /// Takes the session that ends first, if it ends by `time`.
  ///
  /// The sessions tell whether one was extended since it was added.
  mutating func next(by time: Int64, in sessions: [NATEngine.Session]) -> UInt32? {
    while count > 0 {
      while dueNext < due.count {
        var entry = due[dueNext]
        guard entry.end <= time else { return nil }
        dueNext += 1
        let end = sessions[Int(entry.session)].end
        if end != entry.end {
          entry.end = end
          place(entry)
          continue
        }
        count -= 1
        return entry.session
      }
      let target = ExpiryWheel.second(time)
      guard current < target else { return nil }
      turn(to: target)
    }
    current = max(current, ExpiryWheel.second(time))
    return nil
  }

  /// Goes on to the next second, or at once to the target if that is more than a turn away, so
  /// that a jump in time costs no more than one turn.
  private mutating func turn(to target: Int64) {
    due = []
    dueNext = 0
    if target - current > ExpiryWheel.slots {
      current = target
      for slot in waiting.indices { take(slot) }
    } else {
      current += 1
      take(ExpiryWheel.slot(current))
    }
    due.sort(by: ExpiryWheel.precedes)
  }

  /// Moves what a slot holds to those due, but for what ends in a later turn.
  private mutating func take(_ slot: Int) {
    var entries: [Due] = []
    swap(&entries, &waiting[slot])
    let current = current
    func isLater(_ entry: Due) -> Bool { ExpiryWheel.second(entry.end) > current }
    if entries.contains(where: isLater) {
      for entry in entries where isLater(entry) {
        waiting[ExpiryWheel.slot(ExpiryWheel.second(entry.end))].append(entry)
      }
      entries.removeAll(where: isLater)
    }
    if due.isEmpty { swap(&due, &entries) } else { due += entries }
  }
}
