/// Positions of a store's sessions grouped by address and in order within each group.
///
/// Every order keeps ties in the order of the store, that is by start. So the sessions of a group
/// that began before an instant are those whose position is below a number: no session needs to be
/// looked at to find them, and ends are kept here again: the sessions of a group lie far apart in
/// the store. Takes about 8 octets per session.
final class SessionOrder: Sendable {
  /// Positions in the store; sessions that do not state the address are left out.
  let positions: [UInt32]
  /// Where the positions of each address number begin; one more entry than addresses.
  private let starts: [UInt32]
  /// Protocol and port of each session in an order by port: `proto << 16 | port`.
  ///
  /// Ascending within an address. Without rows in an order by address alone.
  let keys: PackedColumn<UInt32>
  /// When each session has certainly ended, in this order.
  let ends: PackedColumn<Int64>
  /// The greatest of ``ends`` in runs of places.
  let latest: MaxTree

  private init(
    positions: [UInt32], starts: [UInt32], keys: PackedColumn<UInt32>, ends: [Int64]
  ) {
    self.positions = positions
    self.starts = starts
    self.keys = keys
    latest = MaxTree(count: ends.count) { ends[$0] }
    self.ends = PackedColumn(packing: ends, isTime: true)
  }

  /// Sessions by destination, or by outside address.
  /// - Complexity: O(n).
  static func byAddress(
    _ columns: SessionColumns, _ address: PackedColumn<UInt32>
  ) -> SessionOrder {
    let grouped = SessionGroups(columns, by: address, withPorts: false)
    return SessionOrder(
      positions: grouped.positions, starts: grouped.starts, keys: PackedColumn(),
      ends: grouped.ends)
  }

  /// Sessions by outside address, and by outside address, protocol and port: made together, since
  /// the second sorts what the first has grouped.
  ///
  /// - Complexity: O(n): one pass, and a radix sort in each group on all cores.
  static func byOutsideAndPort(
    _ columns: SessionColumns
  ) -> (outside: SessionOrder, port: SessionOrder) {
    let grouped = SessionGroups(columns, by: columns.outside, withPorts: true)
    let outside = SessionOrder(
      positions: grouped.positions, starts: grouped.starts, keys: PackedColumn(),
      ends: grouped.ends)
    let pieces = grouped.pieces()
    let parts = Parallel.map(pieces.count) { grouped.sortedByPort(pieces[$0]) }
    var positions: [UInt32] = []
    positions.reserveCapacity(grouped.positions.count)
    var keys = PackedColumn<UInt32>()
    var ends: [Int64] = []
    ends.reserveCapacity(grouped.positions.count)
    for part in parts {
      positions.append(contentsOf: part.positions)
      ends.append(contentsOf: part.ends)
      keys.append(contentsOf: part.keys)
    }
    let port = SessionOrder(
      positions: positions, starts: grouped.starts, keys: keys, ends: ends)
    return (outside, port)
  }

  /// Octets that the order takes.
  var octets: Int { 
    positions.count * 4 + starts.count * 4 + keys.octets + ends.octets + latest.octets
  }

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
    // Few sessions share a port: the next ones are looked at before a search begins.
    var last = first + 1
    while last < all.upperBound, last - first < 8 {
      if keys[last] != key { return first..<last }
      last += 1
    }
    return first..<keys.partition(last..<all.upperBound, below: key + 1)
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
