import Correlation
import NATModel

/// Makes bindings out of sessions by leaving the destination out.
///
/// Sessions of one mapping (realm, inside endpoint, outside endpoint, protocol) whose times overlap
/// or touch are one binding. Where the log records bindings itself, those stand, and a session that
/// a logged binding of its mapping overlaps adds nothing.
enum BindingReduction {
  /// The bindings of a ledger.
  ///
  /// Returns the store of sessions (or of bindings) itself where every row is one binding; a
  /// table of its own is made only if something merges.
  /// - Complexity: O(n log n).
  static func bindings(of ledger: Ledger) -> SessionStore {
    if ledger.bindings.count == 0 { return merged(MappedRows(ledger.sessions)) ?? ledger.sessions }
    if ledger.sessions.count == 0 { return merged(MappedRows(ledger.bindings)) ?? ledger.bindings }
    return merged(MappedRows(ledger.bindings, ledger.sessions)) ?? ledger.bindings
  }

  /// The bindings of all rows, or `nil` if those are the rows of the first store as they are.
  private static func merged(_ rows: MappedRows) -> SessionStore? {
    let order = rows.inOrderOfMapping()
    guard rows.hasTwoStores || somethingMerges(order, rows.first) else { return nil }
    // Rows of the second store may bring addresses of their own, which one table has to number.
    let pieces =
      rows.hasTwoStores ? [order.indices] : wholeMappings(order, rows)
    let parts = Parallel.map(pieces.count) { merged(order[pieces[$0]], rows) }
    guard parts.contains(where: \.isChanged) else { return nil }
    return SessionStore(SessionColumns.joined(parts.map(\.columns)))
  }

  /// Cuts rows in order of mapping into pieces, no mapping into two.
  private static func wholeMappings(_ order: [UInt32], _ rows: MappedRows) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    for piece in Parallel.pieces(of: order.count, smallest: 1 << 16) {
      let first = pieces.last?.upperBound ?? 0
      var end = max(first, piece.upperBound)
      while end > first, end < order.count, rows.haveSameMapping(order[end - 1], order[end]) {
        end += 1
      }
      pieces.append(first..<end)
    }
    return pieces
  }

  /// The bindings of rows in order of mapping, and whether they differ from the rows as they are.
  private static func merged(
    _ order: ArraySlice<UInt32>, _ rows: MappedRows
  ) -> (columns: SessionColumns, isChanged: Bool) {
    var columns = SessionColumns(addresses: rows.first.addresses)
    var isChanged = false
    var index = order.startIndex
    while index < order.endIndex {
      var next = index + 1
      while next < order.endIndex, rows.haveSameMapping(order[index], order[next]) { next += 1 }
      if next == index + 1, !rows.isSecond(order[index]) {
        columns.append(rows.session(order[index]).withoutDestination)
      } else {
        let logged = runs(order[index..<next].filter { !rows.isSecond($0) }, rows)
        let others = runs(order[index..<next].filter { rows.isSecond($0) }, rows, outside: logged)
        isChanged = isChanged || logged.contains { $0.rows > 1 } || !others.isEmpty
        for run in logged + others { columns.append(run.binding) }
      }
      index = next
    }
    return (columns, isChanged)
  }

  /// True if two rows of one mapping overlap or touch.
  private static func somethingMerges(_ order: [UInt32], _ store: SessionStore) -> Bool {
    let rows = MappedRows(store)
    // Rows of one mapping stand in order of start, so the first two that meet are neighbours.
    return zip(order, order.dropFirst()).contains { left, right in
      rows.haveSameMapping(left, right)
        && store.span(at: Int(right)).start <= store.span(at: Int(left)).end
    }
  }

  /// Rows of one mapping that overlap or touch.
  fileprivate struct Run {
    var binding: Session
    var rows = 1
  }

  /// Joins rows of one mapping, in order of start, that overlap or touch.
  ///
  /// - Parameters:
  ///   - order: the rows.
  ///   - rows: what they hold.
  ///   - covered: intervals, in order; rows that overlap one of them are left out.
  /// - Returns: the joined rows, in order.
  private static func runs(
    _ order: [UInt32], _ rows: MappedRows, outside covered: [Run] = []
  ) -> [Run] {
    var runs: [Run] = []
    var passed = 0
    for row in order {
      let session = rows.session(row)
      while passed < covered.count, covered[passed].binding.span.end <= session.span.start,
        !covered[passed].binding.span.overlaps(session.span)
      {
        passed += 1
      }
      if passed < covered.count, covered[passed].binding.span.overlaps(session.span) { continue }
      if let last = runs.last, session.span.start <= last.binding.span.end {
        runs[runs.count - 1].join(session)
      } else {
        runs.append(Run(binding: session.withoutDestination))
      }
    }
    return runs
  }
}

extension BindingReduction.Run {
  /// Adds a row that begins before this run ends, or where it ends.
  fileprivate mutating func join(_ session: Session) {
    rows += 1
    let ends: SpanKnowledge = [.endInferred, .openAtEnd]
    // A row of no length at the very end still has to lie inside the half-open interval.
    let end =
      session.span.length == 0 && binding.span.length > 0
      ? session.span.start.advanced(by: 1) : session.span.end
    if end > binding.span.end {
      binding.span.end = end
      binding.knowledge = binding.knowledge.subtracting(ends)
        .union(session.knowledge.intersection(ends))
    }
    binding.resolution = max(binding.resolution, session.resolution)
    let (sum, overflow) = binding.bytes.addingReportingOverflow(session.bytes)
    binding.bytes = overflow ? .max : sum
  }
}

extension Session {
  /// The same binding without where it led.
  fileprivate var withoutDestination: Session {
    var copy = self
    copy.destination = nil
    copy.destinationPort = 0
    copy.host = .none
    return copy
  }
}
