/// Sessions of some addresses, grouped by address and in the order of the store within each group.
///
/// What a part of a search order is made from; lives only while that is made. Reading the columns
/// here, in the order of the store, is many times faster than reading them again in the order of the
/// groups.
struct SessionGroups: Sendable {
  /// Positions in the store, by address number.
  let positions: [UInt32]
  /// When each has certainly ended.
  let ends: [Int64]
  /// Who held each.
  private let subscribers: [UInt32]
  /// Protocol and outside port of each, `proto << 16 | port`; empty unless asked for.
  private let keys: [UInt32]
  /// Where the groups begin, in ``positions``.
  private let starts: [Int]

  /// Groups the sessions of a range of address numbers.
  ///
  /// - Parameters:
  ///   - columns: the sessions, in order.
  ///   - address: the address by which to group.
  ///   - range: address numbers.
  ///   - starts: how many sessions have an address with a lower number, by number.
  ///   - withPorts: whether ``sortedByPort()`` will be asked for.
  /// - Complexity: O(n) in all sessions, those of other addresses costing little.
  init(
    _ columns: SessionColumns, by address: PackedColumn<UInt32>, in range: Range<Int>,
    starts: [UInt32], withPorts: Bool
  ) {
    let first = Int(starts[range.lowerBound])
    self.starts = range.map { Int(starts[$0]) - first }
    var next = self.starts
    let count = Int(starts[range.upperBound]) - first
    var positions = [UInt32](repeating: 0, count: count)
    var ends = [Int64](repeating: 0, count: count)
    var subscribers = [UInt32](repeating: 0, count: count)
    var keys = [UInt32](repeating: 0, count: withPorts ? count : 0)
    for row in 0..<columns.count {
      let number = Int(address[row])
      guard range.contains(number) else { continue }
      let place = next[number - range.lowerBound]
      next[number - range.lowerBound] = place + 1
      positions[place] = UInt32(row)
      ends[place] = columns.possibleEnd(row)
      subscribers[place] = columns.subscriber[row]
      if withPorts {
        keys[place] = UInt32(columns.proto[row]) << 16 | UInt32(columns.outsidePort[row])
      }
    }
    self.positions = positions
    self.ends = ends
    self.subscribers = subscribers
    self.keys = keys
  }

  /// The same sessions, in each group in order of protocol and port.
  func sortedByPort() -> OrderPart {
    var part = OrderPart()
    part.positions.reserveCapacity(positions.count)
    for (group, start) in starts.enumerated() {
      let end = group + 1 < starts.count ? starts[group + 1] : positions.count
      var places = Array(UInt32(0)..<UInt32(end - start))
      RadixSort.sort(&places, bits: 24) { UInt64(keys[start + Int($0)]) }
      for place in places {
        part.positions.append(positions[start + Int(place)])
        part.ends.append(ends[start + Int(place)])
        part.subscribers.append(subscribers[start + Int(place)])
        part.keys.append(keys[start + Int(place)])
      }
    }
    return part
  }

  /// The sessions as they are.
  var part: OrderPart {
    OrderPart(
      positions: positions, ends: PackedColumn(packing: ends, isTime: true),
      subscribers: PackedColumn(packing: subscribers))
  }
}

/// A run of a search order.
struct OrderPart: Sendable {
  var positions: [UInt32] = []
  var ends = PackedColumn<Int64>(isTime: true)
  var subscribers = PackedColumn<UInt32>()
  var keys = PackedColumn<UInt32>()
}
