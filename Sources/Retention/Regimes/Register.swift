import Correlation
import NATModel

extension Regime {
  /// Who the customers are, and the address of those who have a fixed one.
  package static let register = Regime(
    id: "register", title: "Customer register",
    kept: "The name and contact details of each customer, and the network address of those to "
      + "whom one is permanently assigned.",
    source: "Budapest Convention on Cybercrime, Art. 18(3): subscriber information",
    rung: 1, containsDestination: false
  ) { ledger, _ in
    guard ledger.subscribers.count > 0 else {
      return RetainedLog(
        regime: "register", notInThisLog: "The inputs name no subscriber.", ledger: ledger)
    }
    return RetainedLog(
      regime: "register", provenance: ledger.provenance(.logged),
      records: SubscriberRecords(
        registerRecords(ledger), reason: SubscriberRecords.insideOnly),
      ledger: ledger, coverage: nil)
  }

  /// One record for each permanently assigned address, and one for each subscriber without any.
  ///
  /// In order of subscriber, then of the assignment; no times.
  static func registerRecords(_ ledger: Ledger) -> [RetainedRecord] {
    var fixed = [[RetainedRecord]](repeating: [], count: ledger.subscribers.count)
    for assignment in ledger.assignments where assignment.isPermanent {
      let number = Int(assignment.subscriber.rawValue)
      guard number < fixed.count else { continue }
      fixed[number].append(
        RetainedRecord(subscriber: assignment.subscriber, inside: assignment.inside))
    }
    return ledger.subscribers.all.flatMap { subscriber in
      let records = fixed[Int(subscriber.rawValue)]
      return records.isEmpty ? [RetainedRecord(subscriber: subscriber)] : records
    }
  }
}
