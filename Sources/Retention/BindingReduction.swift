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
    if ledger.bindings.count == 0 { return joined(ledger.sessions) }
    if ledger.sessions.count == 0 { return joined(ledger.bindings) }
    return merged(MappedRows(ledger.bindings, ledger.sessions)) ?? ledger.bindings
  }

  /// The bindings of one store; the store itself where no two sessions are one binding.
  private static func joined(_ store: SessionStore) -> SessionStore {
    let joins = MappingJoins(store)
    guard !joins.absorbed.isEmpty else { return store }
    return store.bindings(joining: joins.joined, absorbing: joins.absorbed)
  }

  /// The bindings of the rows of two stores, or `nil` if those are the first store's as they are.
  private static func merged(_ rows: MappedRows) -> SessionStore? {
    let order = rows.inOrderOfMapping()
    let merged = merged(order[...], rows)
    return merged.isChanged ? SessionStore(merged.columns) : nil
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
