import NATModel

/// What is added to sessions once they stand in order.
extension SessionColumns {
  /// Replaces the identity stated by each record (a text id) by the subscriber's id.
  mutating func resolveSubscribers(_ resolver: inout SubscriberResolver) {
    for row in 0..<count {
      let text = TextID(rawValue: subscriber[row])
      let id = resolver.subscriber(
        realm: TextID(rawValue: realm[row]), inside: addresses.address(inside[row]), text: text,
        at: Timestamp(nanoseconds: start[row]))
      subscriber[row] = id.rawValue
    }
  }

  /// Gives sessions that state no outside endpoint that of the binding of their inside endpoint.
  ///
  /// Some devices log the translation and the connection apart (Cisco ASA 305011 and 302013); the
  /// binding held when the session began is the session's.
  /// - Complexity: O(n log n) in the number of bindings.
  mutating func completeOutside(from bindings: SessionColumns) {
    var order = (0..<UInt32(bindings.count)).filter { bindings.outside[Int($0)] != 0 }
    func key(_ columns: SessionColumns, _ row: Int) -> (UInt64, UInt64) {
      (
        UInt64(columns.realm[row]) << 32 | UInt64(columns.inside[row]),
        UInt64(columns.insidePort[row]) << 8 | UInt64(columns.proto[row])
      )
    }
    // Stable: rows of one key stay in order of start.
    RadixSort.sort(&order, bits: 24) { key(bindings, Int($0)).1 }
    RadixSort.sort(&order, bits: 64) { key(bindings, Int($0)).0 }
    for row in 0..<count where outside[row] == 0 && inside[row] != 0 {
      let wanted = key(self, row)
      let limit = Timestamp(nanoseconds: start[row]).advanced(by: Int64(resolution[row]))
      var low = 0
      var high = order.count
      while low < high {
        let middle = low + (high - low) / 2
        let candidate = Int(order[middle])
        let found = key(bindings, candidate)
        let isBefore =
          found == wanted ? bindings.start[candidate] <= limit.nanoseconds : found < wanted
        if isBefore { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { continue }
      let held = Int(order[low - 1])
      guard key(bindings, held) == wanted, start[row] < bindings.possibleEnd(held) else {
        continue
      }
      outside[row] = bindings.outside[held]
      outsidePort[row] = bindings.outsidePort[held]
    }
  }

  /// Names the sessions that have no host name yet.
  mutating func nameHosts(from index: NameIndex, statistics: inout PairingStatistics) {
    guard !index.isEmpty else { return }
    for row in 0..<count where host[row] == 0 {
      guard let name = index.name(of: row, in: self) else { continue }
      host[row] = name.host.rawValue
      switch name.join {
      case .connection: statistics.namedByConnection += 1
      case .lookup: statistics.namedByLookup += 1
      }
    }
  }
}
