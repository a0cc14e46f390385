package import NATModel

/// Many requests at once.
extension AttributionIndex {
  /// Who is consistent with each of many requests.
  ///
  /// Requests are taken in order of address, port and time, so that neighbours read the same part
  /// of the index, and on all cores; the outcomes do not depend on either.
  /// - Complexity: as ``answer(_:)`` for each, and O(n) for the order.
  package func outcomes(of requests: [Request]) -> Outcomes {
    let chunks = Parallel.pieces(of: requests.count, smallest: 1 << 12)
    let filters = Parallel.map(chunks.count) { number in
      chunks[number].map { filter(requests[$0]) }
    }.flatMap { $0 }
    var sorted = Array(0..<UInt32(requests.count))
    RadixSort.sort(&sorted, bits: UInt64.bitWidth) { filters[Int($0)].readingOrder }
    let order = sorted
    let pieces = Parallel.pieces(of: order.count, smallest: 256)
    let parts = Parallel.map(pieces.count) { number in
      var part = OutcomePart()
      var subscribers = SubscriberSet()
      for place in pieces[number] {
        let verdict = self.verdict(filters[Int(order[place])], &subscribers)
        part.append(verdict, subscribers.members)
      }
      return part
    }
    return Outcomes(parts, order: order)
  }
}
