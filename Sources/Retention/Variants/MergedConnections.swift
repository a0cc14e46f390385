import Correlation

extension RegimeFamily {
  /// Connections merged by device, destination and window: the aggregated internet connection record.
  package static let mergedConnections = RegimeFamily(
    id: "merged-connections", title: "Connections merged by window", varied: "connection",
    regimes: [60, 15].map { minutes in
      Regime(
        id: "connection-merged\(minutes)", title: "Connections, \(minutes) min windows",
        kept: "Whom every customer's equipment spoke to in windows of \(minutes) minutes: one "
          + "record for all connections to the same address and port, without the customer's port.",
        source:
          "Home Office, Operational Case for ICRs (2015): records are filtered and aggregated "
          + "[recalled; not checked]",
        rung: nil, containsDestination: true
      ) { ledger, _ in
        let id = "connection-merged\(minutes)"
        guard ledger.sessions.statesDestination else {
          return RetainedLog(
            regime: id, notInThisLog: "The inputs record no destination of any connection.",
            ledger: ledger)
        }
        return RetainedLog(
          regime: id, provenance: ledger.provenance(.reduced),
          records: SessionRecords(
            MergedRecords.merged(ledger.sessions, minutes: minutes), keeping: .destination,
            completeness: ledger.completeness),
          ledger: ledger, coverage: ledger.coverage)
      }
    })
}
