import Correlation

extension Regime {
  /// Every connection with the name of the site it went to.
  package static let connectionHost = Regime(
    id: "connection-host", title: "Connections with host names",
    kept: "Every connection of every customer, as in connection records, and the name of the site "
      + "it went to where the network showed one.",
    source: "Oral evidence on the Investigatory Powers Bill, 24 March 2016: \"down to the domain "
      + "name ... We need to get to the front door\"",
    rung: 7, containsDestination: true
  ) { ledger, _ in
    guard ledger.sessions.statesDestination, ledger.sessions.statesHost else {
      return RetainedLog(
        regime: "connection-host", notInThisLog: "The inputs name no host of any connection.",
        ledger: ledger)
    }
    return RetainedLog(
      regime: "connection-host", provenance: ledger.provenance(.logged),
      records: SessionRecords(
        ledger.sessions, keeping: [.destination, .host], completeness: ledger.completeness),
      ledger: ledger, coverage: ledger.coverage)
  }
}
