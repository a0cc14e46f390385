/// Positions of a store's sessions grouped by address and in order within each group.
///
/// Every order keeps ties in the order of the store, that is by start.
final class SessionOrder: Sendable {
  /// What groups and orders the sessions.
  enum Key: Sendable {
    /// By outside address, then protocol, then outside port.
    case port
    /// By outside address.
    case outside
    /// By destination address.
    case destination
  }

  /// Positions in the store; sessions that do not state the address are left out.
  let positions: [UInt32]
  /// Where the positions of each address number begin; one more entry than addresses.
  private let starts: [UInt32]
  /// Possible ends of the sessions, in this order.
  let ends: MaxTree

  /// Sorts the sessions.
  /// - Complexity: O(n): a stable radix sort, one pass for every octet in use.
  init(_ columns: SessionColumns, by key: Key) {
    let addressColumn = key == .destination ? columns.destination : columns.outside
    var counts = [UInt32](repeating: 0, count: columns.addresses.count + 1)
    var order: [UInt32] = []
    order.reserveCapacity(columns.count)
    for row in 0..<columns.count where addressColumn[row] != 0 {
      order.append(UInt32(row))
      counts[Int(addressColumn[row]) + 1] += 1
    }
    for number in 1..<counts.count { counts[number] += counts[number - 1] }
    if key == .port {
      RadixSort.sort(&order, bits: 24) { row in
        UInt64(columns.proto[Int(row)]) << 16 | UInt64(columns.outsidePort[Int(row)])
      }
    }
    RadixSort.sort(&order, bits: UInt64.bitWidth - columns.addresses.count.leadingZeroBitCount) {
      UInt64(addressColumn[Int($0)])
    }
    let sorted = order
    positions = sorted
    starts = counts
    ends = MaxTree(count: sorted.count) { columns.possibleEnd(Int(sorted[$0])) }
  }

  /// The places of an address in ``positions``.
  func places(of address: UInt32) -> Range<Int> {
    Int(starts[Int(address)])..<Int(starts[Int(address) + 1])
  }

  /// The first place in the range whose session does not satisfy the predicate.
  ///
  /// - Precondition: sessions that satisfy it stand before those that do not.
  /// - Complexity: O(log n).
  func partition(_ range: Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(Int(positions[middle])) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
