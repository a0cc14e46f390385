package import NATModel

/// Many requests at once.
extension AttributionIndex {
  /// What `summarise` makes of who is consistent with each request, in the order of the requests.
  ///
  /// Requests are taken in order of address, port and time, so that neighbours read the same part
  /// of the index, and on all cores; the results do not depend on either.
  ///
  /// - Parameters:
  ///   - requests: any number of any kind.
  ///   - summarise: called from several threads with the position of a request, its verdict and the
  ///     subscribers consistent with it in order of id. The array is used again for the next request;
  ///     keeping it costs a copy.
  /// - Complexity: as ``answer(_:)`` for each, and O(n) for the order.
  package func outcomes<Result: Sendable>(
    of requests: [Request], _ summarise: @Sendable (Int, Verdict, [SubscriberID]) -> Result
  ) -> [Result] {
    let chunks = Parallel.pieces(of: requests.count, smallest: 1 << 12)
    let prepared = Parallel.map(chunks.count) { number in
      chunks[number].map { (key: key(of: requests[$0]), asked: self.prepared(requests[$0])) }
    }.flatMap { $0 }
    var order = Array(0..<UInt32(requests.count))
    RadixSort.sort(&order, bits: UInt64.bitWidth) { prepared[Int($0)].key }
    let sorted = order
    let pieces = Parallel.pieces(of: order.count, smallest: 256)
    let parts = Parallel.map(pieces.count) { number in
      var subscribers = SubscriberSet()
      return sorted[pieces[number]].map { position in
        let verdict = self.verdict(prepared[Int(position)].asked, &subscribers)
        return summarise(Int(position), verdict, subscribers.members)
      }
    }
    var results = [Result?](repeating: nil, count: requests.count)
    var place = 0
    for part in parts {
      for result in part {
        results[Int(order[place])] = result
        place += 1
      }
    }
    return results.compactMap { $0 }
  }

  /// Where in the index a request reads; only speed depends on it, so that what does not fit is cut.
  private func key(of request: Request) -> UInt64 {
    let address = (request.outside ?? request.destination).flatMap(number(of:)) ?? 0
    let port = UInt64(request.proto?.rawValue ?? 0) << 16 | UInt64(request.outsidePort ?? 0)
    let minute = UInt64(truncatingIfNeeded: request.time.nanoseconds >> 36) & 0xffff
    return UInt64(address) << 40 | port << 16 | minute
  }
}
