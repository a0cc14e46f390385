import NATModel
import Synchronization

/// Putting rows in order, joining tables and leaving repeated rows out.
extension SessionColumns {
  /// Puts the sessions in order of start, then of their place in the input.
  ///
  /// - Complexity: O(n): a radix sort, and one pass over every column, in parallel; less if the
  ///   rows stand in order already.
  package mutating func sort() {
    guard (1..<max(1, count)).contains(where: { precedes($0, $0 - 1) }) else { return }
    var order = Array(0..<UInt32(count))
    let least = start.minimum ?? 0
    // Wrapping: the distance of two instants always fits.
    let column = start
    RadixSort.sort(&order, bits: UInt64.bitWidth) {
      UInt64(bitPattern: column[Int($0)] &- least)
    }
    orderWithinStarts(&order)
    rearrange(.order(order))
  }

  /// Rows of one start stand in the order in which they were added; that becomes their place.
  private func orderWithinStarts(_ order: inout [UInt32]) {
    var first = 0
    while first < order.count {
      let instant = start[Int(order[first])]
      var last = first + 1
      var isOrdered = true
      while last < order.count, start[Int(order[last])] == instant {
        isOrdered = isOrdered && !precedes(Int(order[last]), Int(order[last - 1]))
        last += 1
      }
      if !isOrdered { order[first..<last].sort { precedes(Int($0), Int($1)) } }
      first = last
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    if start[left] != start[right] { return start[left] < start[right] }
    if file[left] != file[right] { return file[left] < file[right] }
    return record[left] < record[right]
  }

  /// The rows in another order, or some of them.
  func permuted(_ order: [UInt32]) -> SessionColumns {
    var result = self
    result.rearrange(.order(order))
    return result
  }

  /// The rows of several tables whose addresses have the same numbers, one table after the other.
  package static func joined(_ tables: [SessionColumns]) -> SessionColumns {
    guard var result = tables.first else { return SessionColumns() }
    let rest = tables.dropFirst().filter { $0.count > 0 }
    guard !rest.isEmpty else { return result }
    result.rearrange(.followed(by: rest))
    for table in rest { result.absorbTraits(of: table) }
    return result
  }

  /// Leaves out rows that repeat another in all but their place; the first place is kept.
  ///
  /// - Precondition: the rows stand in order.
  /// - Returns: how many rows were left out.
  /// - Complexity: O(n log k) in the number k of sessions with one start.
  mutating func removeRepeats() -> Int {
    var repeated: [UInt32] = []
    var run: [(hash: UInt64, row: UInt32)] = []
    var first = 0
    while first < count {
      let instant = start[first]
      var last = first + 1
      while last < count, start[last] == instant { last += 1 }
      if last - first > 1 {
        run.removeAll(keepingCapacity: true)
        for row in first..<last { run.append((contentHash(row), UInt32(row))) }
        run.sort { $0.hash == $1.hash ? $0.row < $1.row : $0.hash < $1.hash }
        for index in 1..<run.count where run[index].hash == run[index - 1].hash {
          // Rows that are alike have one hash and so stand together. Other rows with that hash
          // occur only if somebody chose them; they are not worth more than a short look.
          for other in (max(0, index - 16)..<index).reversed()
          where run[other].hash == run[index].hash {
            if repeats(Int(run[index].row), Int(run[other].row)) {
              repeated.append(run[index].row)
              break
            }
          }
        }
      }
      first = last
    }
    guard !repeated.isEmpty else { return 0 }
    repeated.sort()
    var order: [UInt32] = []
    order.reserveCapacity(count - repeated.count)
    var next = 0
    for row in 0..<UInt32(count) {
      if next < repeated.count, repeated[next] == row { next += 1 } else { order.append(row) }
    }
    rearrange(.order(order))
    return repeated.count
  }

  private func contentHash(_ row: Int) -> UInt64 {
    var hash = Mixing.mix(UInt64(inside[row]) << 32 | UInt64(outside[row]), identity[row])
    hash = Mixing.mix(hash, UInt64(destination[row]) << 32 | UInt64(realm[row]))
    let ports = UInt64(insidePort[row]) << 48 | UInt64(outsidePort[row]) << 32
    hash = Mixing.mix(hash, ports | UInt64(destinationPort[row]) << 16 | UInt64(proto[row]))
    hash = Mixing.mix(hash, UInt64(bitPattern: duration[row]))
    hash = Mixing.mix(hash, bytes[row])
    hash = Mixing.mix(hash, UInt64(subscriber[row]) << 32 | UInt64(host[row]))
    return Mixing.mix(hash, UInt64(resolution[row]) << 8 | UInt64(knowledge[row]))
  }

  private func repeats(_ left: Int, _ right: Int) -> Bool {
    var one = self[left]
    let other = self[right]
    one.location = other.location
    return one == other && identity[left] == identity[right]
  }
}

/// What happens to every column alike.
private enum Rearrangement: Sendable {
  /// Row `i` becomes what was row `order[i]`.
  case order([UInt32])
  /// The rows of other tables come after.
  case followed(by: [SessionColumns])

  func applied<Value>(
    to column: PackedColumn<Value>, _ field: KeyPath<SessionColumns, PackedColumn<Value>>
  ) -> PackedColumn<Value> {
    switch self {
    case .order(let order): return column.permuted(order)
    case .followed(let others):
      var column = column
      for other in others { column.append(contentsOf: other[keyPath: field]) }
      return column
    }
  }
}

extension SessionColumns {
  /// A table from which threads take columns and into which they put them back.
  private final class Table: Sendable {
    let columns: Mutex<SessionColumns>

    init(_ columns: SessionColumns) { self.columns = Mutex(columns) }
  }

  private typealias Step = @Sendable (Rearrangement, Table) -> Void

  /// One step for each column.
  private static let steps: [Step] = [
    step(\.start), step(\.duration), step(\.inside), step(\.outside), step(\.destination),
    step(\.insidePort), step(\.outsidePort), step(\.destinationPort), step(\.proto),
    step(\.knowledge), step(\.resolution), step(\.subscriber), step(\.realm), step(\.host),
    step(\.bytes), step(\.file), step(\.record), step(\.exporter), step(\.identity),
  ]

  private static func step<Value>(
    _ field: any WritableKeyPath<SessionColumns, PackedColumn<Value>> & Sendable
  ) -> Step {
    { how, table in
      // Taken out, so that no column is held twice for longer than it takes to move it.
      let column = table.columns.withLock { columns in
        let column = columns[keyPath: field]
        columns[keyPath: field] = PackedColumn()
        return column
      }
      let moved = how.applied(to: column, field)
      table.columns.withLock { $0[keyPath: field] = moved }
    }
  }

  /// Rearranges every column, on all cores.
  private mutating func rearrange(_ how: Rearrangement) {
    let table = Table(self)
    self = SessionColumns()
    Parallel.forEach(SessionColumns.steps.count) { SessionColumns.steps[$0](how, table) }
    self = table.columns.withLock { $0 }
  }
}
