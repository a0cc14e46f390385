import NATModel

/// What is added to sessions once they stand in order.
extension SessionColumns {
  /// Replaces the identity stated by each record (a text id) by the subscriber's id.
  ///
  /// What tells records apart is dropped with it.
  mutating func resolveSubscribers(_ resolver: inout SubscriberResolver) {
    var resolved = PackedColumn<UInt32>()
    // Who has an address that is never assigned for a time, by address number; 0 is not known yet.
    var known = [UInt32](repeating: 0, count: addresses.count)
    let isPlain = realm.uniform == 0 && subscriber.uniform == 0
    for row in 0..<count {
      let number = inside[row]
      if isPlain, known[Int(number)] != 0 {
        resolved.append(known[Int(number)] &- 1)
        continue
      }
      let space = TextID(rawValue: realm[row])
      let address = addresses.address(number)
      let id = resolver.subscriber(
        realm: space, inside: address, text: TextID(rawValue: subscriber[row]),
        at: Timestamp(nanoseconds: start[row]))
      if isPlain, id != .unknown, !resolver.changesHands(realm: space, inside: address) {
        known[Int(number)] = id.rawValue + 1
      }
      resolved.append(id.rawValue)
    }
    subscriber = resolved
    identity = PackedColumn(repeating: 0, count: count)
  }

  /// Gives sessions that state no outside endpoint that of the binding of their inside endpoint.
  ///
  /// Some devices log the translation and the connection apart (Cisco ASA 305011 and 302013); the
  /// binding held when the session began is the session's.
  /// - Complexity: O(n log n) in the number of bindings.
  mutating func completeOutside(from bindings: SessionColumns) {
    guard let least = outside.minimum, least == 0 || outside.uniform == 0 else { return }
    var order = (0..<UInt32(bindings.count)).filter { bindings.outside[Int($0)] != 0 }
    // Stable: rows of one key stay in order of start.
    RadixSort.sort(&order, bits: 24) { bindings.insideKey(Int($0)).1 }
    RadixSort.sort(&order, bits: 64) { bindings.insideKey(Int($0)).0 }
    var completed = PackedColumn<UInt32>()
    var completedPort = PackedColumn<UInt16>()
    for row in 0..<count {
      let held = outside[row] == 0 && inside[row] != 0 ? held(row, bindings, order) : nil
      completed.append(held.map { bindings.outside[$0] } ?? outside[row])
      completedPort.append(held.map { bindings.outsidePort[$0] } ?? outsidePort[row])
    }
    outside = completed
    outsidePort = completedPort
  }

  /// The row of the binding that the inside endpoint of a session had when it began.
  private func held(_ row: Int, _ bindings: SessionColumns, _ order: [UInt32]) -> Int? {
    let wanted = insideKey(row)
    let limit = Timestamp(nanoseconds: start[row]).advanced(by: Int64(resolution[row]))
    var low = 0
    var high = order.count
    while low < high {
      let middle = low + (high - low) / 2
      let candidate = Int(order[middle])
      let found = bindings.insideKey(candidate)
      let isBefore =
        found == wanted ? bindings.start[candidate] <= limit.nanoseconds : found < wanted
      if isBefore { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let held = Int(order[low - 1])
    guard bindings.insideKey(held) == wanted, start[row] < bindings.possibleEnd(held) else {
      return nil
    }
    return held
  }

  /// Realm and inside endpoint with the protocol.
  private func insideKey(_ row: Int) -> (UInt64, UInt64) {
    (
      UInt64(realm[row]) << 32 | UInt64(inside[row]),
      UInt64(insidePort[row]) << 8 | UInt64(proto[row])
    )
  }

  /// Names the sessions that have no host name yet.
  mutating func nameHosts(from index: NameIndex, statistics: inout PairingStatistics) {
    guard !index.isEmpty else { return }
    var named = PackedColumn<UInt32>()
    for row in 0..<count {
      let stated = host[row]
      guard stated == 0, let name = index.name(of: row, in: self) else {
        named.append(stated)
        continue
      }
      named.append(name.host.rawValue)
      switch name.join {
      case .connection: statistics.namedByConnection += 1
      case .lookup: statistics.namedByLookup += 1
      }
    }
    host = named
  }
}
