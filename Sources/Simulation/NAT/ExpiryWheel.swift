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
  private var heads = [UInt32](repeating: NATEngine.nothing, count: Int(slots))
  /// The second that `due` was filled from.
  private var current: Int64 = .min >> 30
  private var due: [Due] = []
  private var dueNext = 0
  private(set) var count = 0

  private static func second(_ time: Int64) -> Int64 { time >> 30 }

  private func slot(_ second: Int64) -> Int { Int(second & (ExpiryWheel.slots - 1)) }

  /// Adds a session, at its `end`.
  mutating func insert(_ session: UInt32, in sessions: inout [NATEngine.Session]) {
    if count == 0 { current = max(current, ExpiryWheel.second(sessions[Int(session)].start) - 1) }
    count += 1
    place(session, in: &sessions)
  }

  private mutating func place(_ session: UInt32, in sessions: inout [NATEngine.Session]) {
    let end = sessions[Int(session)].end
    let second = ExpiryWheel.second(end)
    if second <= current {
      let entry = Due(end: end, id: sessions[Int(session)].id, session: session)
      var position = due.count
      while position > dueNext,
        (entry.end, entry.id) < (due[position - 1].end, due[position - 1].id)
      {
        position -= 1
      }
      due.insert(entry, at: position)
    } else {
      sessions[Int(session)].next = heads[slot(second)]
      heads[slot(second)] = session
    }
  }

  /// Takes the session that ends first, if it ends by `time`.
  mutating func next(by time: Int64, in sessions: inout [NATEngine.Session]) -> UInt32? {
    while count > 0 {
      while dueNext < due.count {
        let entry = due[dueNext]
        guard entry.end <= time else { return nil }
        dueNext += 1
        if sessions[Int(entry.session)].end != entry.end {
          place(entry.session, in: &sessions)  // it was extended meanwhile
          continue
        }
        count -= 1
        return entry.session
      }
      due.removeAll(keepingCapacity: true)
      dueNext = 0
      let target = ExpiryWheel.second(time)
      guard current < target else { return nil }
      if target - current > ExpiryWheel.slots {
        collect(by: target, in: &sessions)
      } else {
        current += 1
        empty(slot(current), in: &sessions)
      }
      due.sort { ($0.end, $0.id) < ($1.end, $1.id) }
    }
    if count == 0 { current = max(current, ExpiryWheel.second(time)) }
    return nil
  }

  /// Moves on by more than one turn at once, so that a jump in time costs no more than one.
  private mutating func collect(by target: Int64, in sessions: inout [NATEngine.Session]) {
    var chains = heads
    for index in heads.indices { heads[index] = NATEngine.nothing }
    current = target
    for index in chains.indices {
      while chains[index] != NATEngine.nothing {
        let session = chains[index]
        chains[index] = sessions[Int(session)].next
        add(session, in: &sessions)
      }
    }
  }

  private mutating func empty(_ slot: Int, in sessions: inout [NATEngine.Session]) {
    var session = heads[slot]
    heads[slot] = NATEngine.nothing
    while session != NATEngine.nothing {
      let next = sessions[Int(session)].next
      add(session, in: &sessions)
      session = next
    }
  }

  /// Puts a session among those due, unsorted, or back into the wheel.
  private mutating func add(_ session: UInt32, in sessions: inout [NATEngine.Session]) {
    let end = sessions[Int(session)].end
    if ExpiryWheel.second(end) <= current {
      due.append(Due(end: end, id: sessions[Int(session)].id, session: session))
    } else {
      let target = slot(ExpiryWheel.second(end))
      sessions[Int(session)].next = heads[target]
      heads[target] = session
    }
  }
}
