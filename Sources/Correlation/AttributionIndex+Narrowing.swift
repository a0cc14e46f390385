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
    let store = SessionStore(sharing: storage)
    return Parallel.map(pieces.count) { number in
      store.rows(in: pieces[number], outside: outside, destination: destination)
    }.flatMap { $0 }
  }
}

extension SessionStore {
  /// Positions of a range whose sessions may have been held when one of their addresses is asked
  /// about; a start that may lie earlier is taken as early as any in the store.
  fileprivate func rows(
    in range: Range<Int>, outside asked: AddressWindows, destination searched: AddressWindows
  ) -> [UInt32] {
    var outside = ColumnReader(storage.columns.outside)
    var destination = ColumnReader(storage.columns.destination)
    var start = ColumnReader(storage.columns.start)
    var duration = ColumnReader(storage.columns.duration)
    var resolution = ColumnReader(storage.columns.resolution)
    let slack = storage.columns.slack
    var found: [UInt32] = []
    forEachBlock(of: range) { block, rows in
      outside.read(block)
      start.read(block)
      duration.read(block)
      resolution.read(block)
      if !searched.isEmpty { destination.read(block) }
      for row in rows {
        let begin = Timestamp(nanoseconds: start[row])
        let end = Timestamp(nanoseconds: start[row] &+ duration[row])
          .advanced(by: Int64(resolution[row]))
        let held = TimeSpan(
          start: begin.advanced(by: -slack), end: max(end, begin.advanced(by: 1)))
        if asked.meet(outside[row], held)
          || !searched.isEmpty && searched.meet(destination[row], held)
        {
          found.append(UInt32(block << PackedBlock.shift + row))
        }
      }
    }
    return found
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

  /// True if no address is asked about.
  var isEmpty: Bool { windows.isEmpty }

  /// True if an address is asked about at an instant of an interval.
  func meet(_ address: UInt32, _ held: TimeSpan) -> Bool {
    var low = Int(starts[Int(address)])
    let last = Int(starts[Int(address) + 1])
    guard low < last else { return false }
    let start = held.start.nanoseconds
    var high = last
    // The first window that ends after the session may have begun.
    while low < high {
      let middle = (low + high) / 2
      if windows[middle].end <= start { low = middle + 1 } else { high = middle }
    }
    return low < last && windows[low].start < held.end.nanoseconds
  }
}
