/// Sessions grouped by one of their addresses, with what sorting them further needs beside them.
///
/// What a search order is made from; lives only while one is made. Reading the columns here, in the
/// order of the store, is many times faster than reading them again in the order of the groups.
struct SessionGroups: Sendable {
  /// Positions in the store, by address number, then in the order of the store.
  let positions: [UInt32]
  /// Where each address number begins; one more entry than addresses.
  let starts: [UInt32]
  /// When each has certainly ended.
  let ends: [Int64]
  /// Protocol and outside port of each, `proto << 16 | port`; empty unless asked for.
  let keys: [UInt32]

  /// Groups sessions; those that do not state the address are left out.
  /// - Complexity: O(n): counting, then one pass.
  init(_ columns: SessionColumns, by address: PackedColumn<UInt32>, withPorts: Bool) {
    var starts = [UInt32](repeating: 0, count: columns.addresses.count + 1)
    for row in 0..<columns.count {
      let number = Int(address[row])
      if number != 0 { starts[number + 1] += 1 }
    }
    for number in 1..<starts.count { starts[number] += starts[number - 1] }
    var next = starts
    let count = Int(starts[starts.count - 1])
    var positions = [UInt32](repeating: 0, count: count)
    var ends = [Int64](repeating: 0, count: count)
    var keys = [UInt32](repeating: 0, count: withPorts ? count : 0)
    for row in 0..<columns.count {
      let number = Int(address[row])
      guard number != 0 else { continue }
      let place = Int(next[number])
      next[number] += 1
      positions[place] = UInt32(row)
      ends[place] = columns.possibleEnd(row)
      if withPorts {
        keys[place] = UInt32(columns.proto[row]) << 16 | UInt32(columns.outsidePort[row])
      }
    }
    self.positions = positions
    self.starts = starts
    self.ends = ends
    self.keys = keys
  }

  /// Some groups with their sessions in order of protocol and port.
  struct Part: Sendable {
    var positions: [UInt32] = []
    var ends: [Int64] = []
    var keys = PackedColumn<UInt32>()
  }

  /// Sorts each group of a range of address numbers by protocol and port.
  func sortedByPort(_ addresses: Range<Int>) -> Part {
    var part = Part()
    for address in addresses {
      let first = Int(starts[address])
      var places = Array(UInt32(0)..<starts[address + 1] - starts[address])
      RadixSort.sort(&places, bits: 24) { UInt64(keys[first + Int($0)]) }
      for place in places {
        part.positions.append(positions[first + Int(place)])
        part.ends.append(ends[first + Int(place)])
        part.keys.append(keys[first + Int(place)])
      }
    }
    return part
  }

  /// Ranges of address numbers with about equally many sessions.
  func pieces() -> [Range<Int>] {
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
}
