import NATModel

/// Reading ahead: what many sessions need is asked of memory at once.
///
/// A NAT's tables are larger than a processor's near caches, and every session finds its own lines of
/// them somewhere else; followed one by one, each waits for memory half a dozen times. Loops that only
/// read let the processor wait for many at a time, the more the shorter they are: hence one loop for each
/// table. Nothing here changes what happens.
struct TouchedPlaces: ~Copyable, Sendable {
  /// Sessions looked at together.
  static let stretch = 256

  /// Mappings of the sessions at hand.
  var mappings = Slab<UInt32>(repeating: 0, count: stretch)
  /// Their keys.
  var keys = Slab<UInt64>(repeating: 0, count: stretch)
  /// Their clients.
  var clients = Slab<UInt32>(repeating: 0, count: stretch)
  /// How many sessions of the wheel's present tick were looked at.
  var due = 0
  /// Depends on everything that was read, so that reading is not left out.
  var sum: UInt64 = 0
}

extension NATEngine {
  /// Reads what closing the next sessions of the wheel's present tick takes.
  ///
  /// Not for all of a tick at once: of many, the first would be gone from the caches by their turn.
  mutating func touchDue() {
    let count = min(wheel.upcomingCount, TouchedPlaces.stretch)
    touched.due = wheel.takenCount &+ TouchedPlaces.stretch
    for index in 0..<count {
      touched.mappings[index] = sessions[Int(wheel.upcoming(index))].mapping
    }
    for index in 0..<count {
      let mapping = mappings[Int(touched.mappings[index])]
      touched.keys[index] = mapping.key
      touched.clients[index] = mapping.client
    }
    var sum: UInt64 = 0
    for index in 0..<count {
      sum &+= UInt64(table.touch(touched.keys[index]))
      sum &+= UInt64(clients[Int(touched.clients[index])].block)
    }
    touched.sum &+= sum
  }

  /// Reads what freeing the ports held down next takes.
  mutating func touchHeld() {
    if case .overloaded = settings.behavior { return }
    var sum: UInt64 = 0
    held.forEachComing { entry in
      let outside = UInt32(truncatingIfNeeded: entry.what >> 18)
      let port = UInt16(truncatingIfNeeded: entry.what)
      sum &+= ports.touch(port, in: Int(outside) * 3 + Int(entry.what >> 16 & 3))
      if let block = blocks.block(of: port, at: outside) { sum &+= UInt64(blocks.touch(block)) }
    }
    touched.sum &+= sum
  }

  /// True if a new mapping takes the port that is drawn next.
  private var drawsPorts: Bool {
    if case .dynamic = settings.behavior, case .random = settings.selection { true } else { false }
  }

  /// Reads what opening flows takes: where the mapping would stand, and where the port that comes
  /// next stands if every flow draws one, or the one that the client took last, which is in the same
  /// block or range.
  ///
  /// For flows that will be opened next, in any number; a hint that need not be given.
  package mutating func touch(_ flows: [Flow]) {
    if case .overloaded = settings.behavior { return }
    var sum: UInt64 = 0
    let width = UInt64(settings.ports.count)
    let drawsPorts = drawsPorts
    for (ahead, flow) in flows.enumerated() {
      let client = Int(flow.inside) - Int(settings.insideFirst)
      guard clients.indices.contains(client) else { continue }
      let space = flow.proto.rawValue == 6 ? 0 : 1
      sum &+= UInt64(
        table.touch(
          UInt64(client) << 18 | UInt64(space) << 16 | UInt64(flow.insidePort)))
      let map = Int(clients[client].outside) * 3 + space
      guard drawsPorts else {
        let block = clients[client].block
        if block != NATEngine.nothing { sum &+= UInt64(blocks.touch(block)) }
        sum &+= ports.touch(clients[client].cursor, in: map)
        continue
      }
      let offset = generator.peek(ahead).multipliedFullWidth(by: width).high
      sum &+= ports.touch(
        settings.ports.lowerBound + UInt16(truncatingIfNeeded: offset), in: map)
    }
    touched.sum &+= sum
  }
}
