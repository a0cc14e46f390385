package import NATModel

/// A few requests to very many sessions.
extension AttributionIndex {
  /// Positions of the sessions that may be consistent with one of these requests, ascending.
  ///
  /// An index over them alone answers each of these requests as this one does, and needs orders
  /// over far fewer sessions.
  /// - Complexity: O(n log k) in the number k of requests about one address, on all cores.
  package func rows(reachedBy requests: [Request]) -> [UInt32] {
    let filters = requests.map { filter($0) }.filter { $0.isAnswerable && !$0.matchesNothing }
    let addresses = storage.columns.addresses.count
    let outside = AddressWindows(
      filters.filter { $0.outside != 0 }.map { ($0.outside, $0.window) }, addresses: addresses)
    let destination = AddressWindows(
      filters.filter { $0.outside == 0 }.map { ($0.destination, $0.window) }, addresses: addresses)
    let pieces = Parallel.pieces(of: storage.columns.count, smallest: 1 << 16)
    let storage = storage
    return Parallel.map(pieces.count) { number in
      pieces[number].compactMap { row in
        let isReached =
          outside.meet(storage.columns.outside[row], row, storage)
          || destination.meet(storage.columns.destination[row], row, storage)
        return isReached ? UInt32(row) : nil
      }
    }.flatMap { $0 }
  }
}

/// When each of some addresses is asked about.
private struct AddressWindows: Sendable {
  private struct Window: BitwiseCopyable {
    var start: Int64
    var end: Int64
  }

  /// Where the windows of each address number begin; one more than there are addresses.
  private var starts: [UInt32]
  /// Ascending and apart within an address.
  private var windows: [Window] = []

  init(_ asked: [(address: UInt32, window: TimeSpan)], addresses: Int) {
    starts = [UInt32](repeating: 0, count: addresses + 1)
    let ordered = asked.sorted {
      ($0.address, $0.window.start, $0.window.end) < ($1.address, $1.window.start, $1.window.end)
    }
    var last: UInt32?
    for (address, window) in ordered {
      let next = Window(start: window.start.nanoseconds, end: window.end.nanoseconds)
      if last == address, let open = windows.last, next.start <= open.end {
        windows[windows.count - 1].end = max(open.end, next.end)
      } else {
        windows.append(next)
        starts[Int(address) + 1] += 1
        last = address
      }
    }
    for address in 0..<addresses { starts[address + 1] += starts[address] }
  }

  /// True if a session with the address may have been held while it is asked about.
  func meet(_ address: UInt32, _ row: Int, _ storage: SessionStore.Storage) -> Bool {
    var low = Int(starts[Int(address)])
    let last = Int(starts[Int(address) + 1])
    guard low < last else { return false }
    let start = storage.possibleStart(row)
    var high = last
    // The first window that ends after the session may have begun.
    while low < high {
      let middle = (low + high) / 2
      if windows[middle].end <= start { low = middle + 1 } else { high = middle }
    }
    return low < last && windows[low].start < storage.possibleEnd(row)
  }
}
