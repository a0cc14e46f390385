import Correlation

extension Regime {
  /// Every use of a port of a shared address, without where it led.
  package static let binding = Regime(
    id: "binding", title: "NAT bindings",
    kept: "Every time a customer's equipment was given a port of a shared address: which port, "
      + "from when to when; not whom it spoke to.",
    source: "RFC 6888 REQ-12: destination addresses and ports should not be logged",
    rung: 5, containsDestination: false
  ) { ledger, _ in
    guard ledger.sessions.count + ledger.bindings.count > 0 else {
      return RetainedLog(
        regime: "binding", notInThisLog: "The inputs record neither bindings nor sessions.",
        ledger: ledger)
    }
    let isLogged = ledger.bindings.count > 0
    return RetainedLog(
      regime: "binding", provenance: ledger.provenance(isLogged ? .logged : .reduced),
      records: SessionRecords(
        BindingReduction.bindings(of: ledger), keeping: [], completeness: ledger.completeness),
      ledger: ledger, coverage: ledger.coverage)
  }
}
