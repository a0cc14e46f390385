/// Positions of a store's sessions grouped by address and in order within each group.
///
/// Every order keeps ties in the order of the store, that is by start. So the sessions of a group
/// that began before an instant are those whose position is below a number: no session needs to be
/// looked at to find them. Ends and subscribers are kept here again: the sessions of a group lie far
/// apart in the store, here they stand together. Takes about 10 octets per session.
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
  /// Who held each session, in this order.
  let subscribers: PackedColumn<UInt32>
  /// The greatest of ``ends`` in runs of places.
  let latest: MaxTree

  /// An order from its parts, one after the other.
  private init(_ parts: [OrderPart], starts: [UInt32]) {
    var positions: [UInt32] = []
    positions.reserveCapacity(parts.reduce(0) { $0 + $1.positions.count })
    var keys = PackedColumn<UInt32>()
    var ends = PackedColumn<Int64>(isTime: true)
    var subscribers = PackedColumn<UInt32>()
    for part in parts {
      positions.append(contentsOf: part.positions)
      keys.append(contentsOf: part.keys)
      ends.append(contentsOf: part.ends)
      subscribers.append(contentsOf: part.subscribers)
    }
    self.positions = positions
    self.starts = starts
    self.keys = keys
    self.ends = ends
    self.subscribers = subscribers
    let all = ends
    latest = MaxTree(count: positions.count) { all[$0] }
  }

  /// Sessions by destination, or by outside address.
  /// - Complexity: O(n).
  static func byAddress(
    _ columns: SessionColumns, _ address: PackedColumn<UInt32>
  ) -> SessionOrder {
    let starts = self.starts(columns, address)
    let pieces = self.pieces(starts)
    let parts = Parallel.map(pieces.count) { number in
      SessionGroups(columns, by: address, in: pieces[number], starts: starts, withPorts: false)
        .part
    }
    return SessionOrder(parts, starts: starts)
  }

  /// Sessions by outside address, and by outside address, protocol and port: made together, since
  /// the second sorts what the first has grouped.
  ///
  /// - Complexity: O(n): a pass and a radix sort for each of a few ranges of addresses, on all cores.
  static func byOutsideAndPort(
    _ columns: SessionColumns
  ) -> (outside: SessionOrder, port: SessionOrder) {
    let starts = self.starts(columns, columns.outside)
    let pieces = self.pieces(starts)
    let parts = Parallel.map(pieces.count) { number in
      let groups = SessionGroups(
        columns, by: columns.outside, in: pieces[number], starts: starts, withPorts: true)
      return (outside: groups.part, port: groups.sortedByPort())
    }
    let orders = Parallel.map(2) { number in
      SessionOrder(number == 0 ? parts.map(\.outside) : parts.map(\.port), starts: starts)
    }
    return (orders[0], orders[1])
  }

  /// How many sessions have an address with a lower number, by number; one more entry than addresses.
  private static func starts(
    _ columns: SessionColumns, _ address: PackedColumn<UInt32>
  ) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: columns.addresses.count + 1)
    for row in 0..<columns.count {
      let number = Int(address[row])
      if number != 0 { starts[number + 1] += 1 }
    }
    for number in 1..<starts.count { starts[number] += starts[number - 1] }
    return starts
  }

  /// Ranges of address numbers with about equally many sessions; few, as each costs a pass.
  private static func pieces(_ starts: [UInt32]) -> [Range<Int>] {
    let total = Int(starts[starts.count - 1])
    let limit = max(1 << 16, total / 8)
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
  var octets: Int {
    positions.count * 4 + starts.count * 4 + keys.octets + ends.octets + subscribers.octets
      + latest.octets
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
