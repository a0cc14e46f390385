package import NATModel

/// Searches that start from a destination and no shared address.
extension AttributionIndex {
  /// Who is consistent with each of many searches by destination, in one pass over the sessions.
  ///
  /// The same as ``outcomes(of:)``, for searches over long times, which find so many sessions that
  /// neither an order by destination nor the list of what is found pays.
  /// - Precondition: no request states an outside address.
  /// - Complexity: O(n + found).
  package func outcomes(ofSearches requests: [Request]) -> Outcomes {
    let filters = requests.map { filter($0) }
    // The newest search for each destination, and the next older one.
    var newest = [Int32](repeating: -1, count: storage.columns.addresses.count)
    var older = [Int32](repeating: -1, count: filters.count)
    for (number, filter) in filters.enumerated() {
      precondition(filter.outside == 0, "a search that states a shared address")
      guard filter.isAnswerable, !filter.matchesNothing else { continue }
      older[number] = newest[Int(filter.destination)]
      newest[Int(filter.destination)] = Int32(number)
    }
    var found = [SubscriberSet](repeating: SubscriberSet(), count: filters.count)
    var anonymous = [Int](repeating: 0, count: filters.count)
    for row in 0..<storage.columns.count {
      var search = Int(newest[Int(storage.columns.destination[row])])
      while search >= 0 {
        let filter = filters[search]
        if storage.mayBegin(row, before: filter.end), storage.possibleEnd(row) > filter.start,
          filter.matches(row, storage, grouped: .destination)
        {
          let subscriber = SubscriberID(rawValue: storage.columns.subscriber[row])
          if subscriber == .unknown {
            anonymous[search] += 1
          } else {
            found[search].insert(subscriber)
          }
        }
        search = Int(older[search])
      }
    }
    var part = OutcomePart()
    for (number, filter) in filters.enumerated() {
      guard filter.isAnswerable else {
        part.append(.unanswerable, [])
        continue
      }
      found[number].sort()
      part.append(
        completeness.verdict(
          candidates: found[number].members.count, anonymous: anonymous[number],
          window: filter.window
        ).verdict, found[number].members)
    }
    return Outcomes([part], order: Array(0..<UInt32(filters.count)))
  }
}
