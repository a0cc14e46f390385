package import NATModel

/// Many requests at once.
extension AttributionIndex {
  /// What `summarise` makes of the answer to each request, in the order of the requests.
  ///
  /// Requests are taken in order of address, port and time, so that neighbours read the same part
  /// of the index, and on all cores; the results do not depend on either. Called with the position
  /// of the request and its answer, from several threads.
  /// - Complexity: as ``answer(_:)`` for each, and O(n) for the order.
  package func answers<Result: Sendable>(
    to requests: [Request], _ summarise: @Sendable (Int, Answer) -> Result
  ) -> [Result] {
    let order = inOrderOfIndex(requests)
    let pieces = Parallel.pieces(of: order.count, smallest: 256)
    let parts = Parallel.map(pieces.count) { number in
      order[pieces[number]].map { summarise(Int($0), answer(requests[Int($0)])) }
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

  private func inOrderOfIndex(_ requests: [Request]) -> [UInt32] {
    var order = Array(0..<UInt32(requests.count))
    RadixSort.sort(&order, bits: UInt64.bitWidth) {
      UInt64(bitPattern: requests[Int($0)].time.nanoseconds) ^ 1 << 63
    }
    RadixSort.sort(&order, bits: UInt64.bitWidth) { position in
      let request = requests[Int(position)]
      let address = (request.outside ?? request.destination).flatMap(number(of:)) ?? 0
      return UInt64(address) << 24 | UInt64(request.proto?.rawValue ?? 0) << 16
        | UInt64(request.outsidePort ?? 0)
    }
    return order
  }
}
