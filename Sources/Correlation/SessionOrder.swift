/// Positions of a store's sessions grouped by address and in order within each group.
///
/// Every order keeps ties in the order of the store, that is by start. So the sessions of a group
/// that began before an instant are those whose position is below a number: no session needs to be
/// looked at to find them. Takes 4.5 octets per session, by port about 6.
final class SessionOrder: Sendable {
  /// Positions in the store; sessions that do not state the address are left out.
  let positions: [UInt32]
  /// Where the positions of each address number begin; one more entry than addresses.
  private let starts: [UInt32]
  /// Protocol and port of each session in an order by port: `proto << 16 | port`.
  ///
  /// Ascending within an address. Without rows in an order by address alone.
  let keys: PackedColumn<UInt32>
  /// Possible ends of the sessions, in this order.
  let ends: MaxTree

  /// Groups sessions by one of their addresses.
  /// - Complexity: O(n): counting, then one pass.
  init(_ columns: SessionColumns, by address: PackedColumn<UInt32>) {
    var counts = [UInt32](repeating: 0, count: columns.addresses.count + 1)
    for row in 0..<columns.count {
      let number = Int(address[row])
      if number != 0 { counts[number + 1] += 1 }
    }
    for number in 1..<counts.count { counts[number] += counts[number - 1] }
    var next = counts
    var sorted = [UInt32](repeating: 0, count: Int(counts[counts.count - 1]))
    for row in 0..<columns.count {
      let number = Int(address[row])
      guard number != 0 else { continue }
      sorted[Int(next[number])] = UInt32(row)
      next[number] += 1
    }
    let places = sorted
    positions = places
    starts = counts
    keys = PackedColumn()
    ends = MaxTree(count: places.count) { columns.possibleEnd(Int(places[$0])) }
  }

  /// Puts the sessions of each outside address in order of protocol and outside port.
  ///
  /// - Complexity: O(n): a radix sort in each group, on all cores.
  init(byPort columns: SessionColumns, of outside: SessionOrder) {
    let groups = outside.pieces()
    let parts = Parallel.map(groups.count) { number in
      var part = Part()
      for address in groups[number] {
        var rows = Array(outside.positions[outside.places(of: UInt32(address))])
        RadixSort.sort(&rows, bits: 24) { UInt64(SessionOrder.portKey(Int($0), columns)) }
        for row in rows { part.keys.append(SessionOrder.portKey(Int(row), columns)) }
        part.rows.append(contentsOf: rows)
      }
      return part
    }
    var sorted: [UInt32] = []
    sorted.reserveCapacity(outside.positions.count)
    var keys = PackedColumn<UInt32>()
    for part in parts {
      sorted.append(contentsOf: part.rows)
      keys.append(contentsOf: part.keys)
    }
    let places = sorted
    positions = places
    starts = outside.starts
    self.keys = keys
    ends = MaxTree(count: places.count) { columns.possibleEnd(Int(places[$0])) }
  }

  private struct Part: Sendable {
    var rows: [UInt32] = []
    var keys = PackedColumn<UInt32>()
  }

  private static func portKey(_ row: Int, _ columns: SessionColumns) -> UInt32 {
    UInt32(columns.proto[row]) << 16 | UInt32(columns.outsidePort[row])
  }

  /// Ranges of address numbers with about equally many sessions.
  private func pieces() -> [Range<Int>] {
    let limit = max(1 << 12, positions.count / 32)
    var pieces: [Range<Int>] = []
    var first = 1
    for address in 1..<max(1, starts.count - 1)
    where Int(starts[address + 1] - starts[first]) >= limit {
      pieces.append(first..<address + 1)
      first = address + 1
    }
    if first < starts.count - 1 { pieces.append(first..<starts.count - 1) }
    return pieces
  }

  /// Octets that the order takes.
  var octets: Int { positions.count * 4 + starts.count * 4 + keys.octets + ends.octets }

  /// The places of an address in ``positions``.
  func places(of address: UInt32) -> Range<Int> {
    Int(starts[Int(address)])..<Int(starts[Int(address) + 1])
  }

  /// The places of sessions of an address with a protocol and port; an order by port only.
  ///
  /// - Complexity: O(log n).
  func places(of address: UInt32, key: UInt32) -> Range<Int> {
    let all = places(of: address)
    let first = keys.partition(all, below: key)
    guard first < all.upperBound, keys[first] == key else { return first..<first }
    return first..<keys.partition(first..<all.upperBound, below: key + 1)
  }

  /// The first place in the range whose position is not below the given one.
  ///
  /// - Precondition: positions ascend within the range.
  /// - Complexity: O(log n).
  func partition(_ range: Range<Int>, below position: Int) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if Int(positions[middle]) < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
