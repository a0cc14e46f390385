package import NATModel
import Synchronization

/// Many requests at once.
extension AttributionIndex {
  /// What `summarise` makes of who is consistent with each request, in the order of the requests.
  ///
  /// Requests are taken in order of address, port and time, so that neighbours read the same part
  /// of the index, and on all cores; the results do not depend on either. Called with the position
  /// of the request and the outcome, from several threads.
  /// - Complexity: as ``answer(_:)`` for each, and O(n) for the order.
  package func outcomes<Result: Sendable>(
    of requests: [Request], _ summarise: @Sendable (Int, Outcome) -> Result
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
      var results: [Result] = []
      results.reserveCapacity(pieces[number].count)
      var next = pieces[number].lowerBound
      while next < pieces[number].upperBound {
        let chunk = next..<min(next + Self.chunk, pieces[number].upperBound)
        warm(sorted[chunk].map { prepared[Int($0)].asked })
        for position in sorted[chunk] {
          let place = Int(position)
          results.append(summarise(place, outcome(prepared[place].asked)))
        }
        next = chunk.upperBound
      }
      return results
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

  /// How many requests are looked up together.
  private static let chunk = 32

  /// Reads what the answers to some requests with a port will read, field by field.
  ///
  /// Each answer reads several places of a large index one after the other. Read here first, for many
  /// requests and one field at a time, the processor waits for many of them at once.
  private func warm(_ requests: [Prepared]) {
    guard storage.columns.count > 1 << 16 else { return }
    let rows = requests.compactMap { firstRow($0) }
    var sum: Int64 = 0
    for row in rows { sum &+= storage.columns.start[row] }
    for row in rows { sum &+= Int64(storage.columns.subscriber[row]) }
    storage.warmth.store(sum, ordering: .relaxed)
  }

  /// Where in the index a request reads; only speed depends on it, so that what does not fit is cut.
  private func key(of request: Request) -> UInt64 {
    let address = (request.outside ?? request.destination).flatMap(number(of:)) ?? 0
    let port = UInt64(request.proto?.rawValue ?? 0) << 16 | UInt64(request.outsidePort ?? 0)
    let minute = UInt64(truncatingIfNeeded: request.time.nanoseconds >> 36) & 0xffff
    return UInt64(address) << 40 | port << 16 | minute
  }
}
