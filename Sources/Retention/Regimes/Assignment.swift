import Correlation
import NATModel

extension Regime {
  /// Which customer had which inside address, and when.
  package static let assignment = Regime(
    id: "assignment", title: "Inside address assignments",
    kept: "Which customer was given which address inside the provider's network, from when to "
      + "when; not the shared address that the Internet sees.",
    source: "Directive 2006/24/EC (invalidated 2014), Art. 5(1)(c): the address allocated",
    rung: 2, containsDestination: false
  ) { ledger, _ in
    guard ledger.subscribers.count > 0 else {
      return RetainedLog(
        regime: "assignment", notInThisLog: "The inputs name no subscriber.", ledger: ledger)
    }
    func log(
      _ records: [RetainedRecord], _ provenance: RetainedLog.Provenance, note: String = ""
    ) -> RetainedLog {
      RetainedLog(
        regime: "assignment", provenance: ledger.provenance(provenance),
        records: SubscriberRecords(records, reason: SubscriberRecords.insideOnly),
        ledger: ledger, coverage: ledger.coverage, note: note)
    }
    if ledger.assignments.contains(where: { !$0.isPermanent }) {
      return log(
        ledger.assignments.map { assignment in
          RetainedRecord(
            subscriber: assignment.subscriber,
            span: assignment.isPermanent ? nil : assignment.span, inside: assignment.inside)
        }, .logged)
    }
    if !ledger.assignments.isEmpty {
      return log(
        registerRecords(ledger), .logged,
        note: "All inside addresses are permanently assigned: the same as the register.")
    }
    return log(
      assignmentsInUse(ledger), .reduced,
      note: "The inputs hold no assignments; each inside address is taken as assigned from its "
        + "first to its last use.")
  }

  /// For every subscriber and inside address, the time from its first to its last use.
  ///
  /// A provider always knows who has an inside address; with session or block records alone, use
  /// is the least that it must have known. In order of first use.
  private static func assignmentsInUse(_ ledger: Ledger) -> [RetainedRecord] {
    struct Use: Hashable {
      var subscriber: SubscriberID
      var inside: IPAddress
    }
    var positions: [Use: Int] = [:]
    var records: [RetainedRecord] = []
    func add(_ subscriber: SubscriberID, _ inside: IPAddress, _ span: TimeSpan) {
      let use = Use(subscriber: subscriber, inside: inside)
      if let position = positions[use] {
        let known = records[position].span ?? span
        records[position].span = TimeSpan(
          start: min(known.start, span.start), end: max(known.end, span.end))
      } else {
        positions[use] = records.count
        records.append(RetainedRecord(subscriber: subscriber, span: span, inside: inside))
      }
    }
    for store in [ledger.sessions, ledger.bindings] {
      let addresses = store.addresses
      for use in InsideUses(store).uses {
        guard let inside = addresses.address(use.inside) else { continue }
        add(use.subscriber, inside, use.span)
      }
    }
    for block in ledger.blocks { add(block.subscriber, block.inside, block.span) }
    return records.sorted { left, right in
      let first = left.span?.start ?? .distantPast
      let second = right.span?.start ?? .distantPast
      if first != second { return first < second }
      if left.subscriber != right.subscriber { return left.subscriber < right.subscriber }
      return (left.inside ?? .unspecified) < (right.inside ?? .unspecified)
    }
  }
}
