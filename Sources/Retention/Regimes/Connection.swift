import Correlation

extension Regime {
  /// Every connection with the address it went to: the internet connection record.
  package static let connection = Regime(
    id: "connection", title: "Connection records",
    kept: "Every connection of every customer: when, from which shared address and port, and to "
      + "which address and port on the Internet.",
    source: "Investigatory Powers Act 2016 (UK), s. 62: internet connection records",
    rung: 6, containsDestination: true
  ) { ledger, _ in
    guard ledger.sessions.statesDestination else {
      return RetainedLog(
        regime: "connection", notInThisLog: "The inputs record no destination of any connection.",
        ledger: ledger)
    }
    return RetainedLog(
      regime: "connection", provenance: ledger.provenance(.logged),
      records: SessionRecords(
        ledger.sessions, keeping: .destination, completeness: ledger.completeness),
      ledger: ledger, coverage: ledger.coverage)
  }
}
