import Correlation

extension RegimeFamily {
  /// Connections whose times are kept in whole minutes.
  package static let roundedConnections = RegimeFamily(
    id: "rounded-connections", title: "Connections with coarser times", varied: "connection",
    regimes: [15, 5, 1].map { minutes in
      Regime(
        id: "connection-\(minutes)min", title: "Connections, \(minutes) min times",
        kept: "Every connection with where it went; its start and end only to "
          + "\(minutes == 1 ? "the minute" : "\(minutes) minutes").",
        source: "Least-intrusive-means variant of the connection rung; no norm asks for it",
        rung: nil, containsDestination: true
      ) { ledger, _ in
        let id = "connection-\(minutes)min"
        guard ledger.sessions.statesDestination else {
          return RetainedLog(
            regime: id, notInThisLog: "The inputs record no destination of any connection.",
            ledger: ledger)
        }
        return RetainedLog(
          regime: id, provenance: ledger.provenance(.reduced),
          records: SessionRecords(
            RoundedTimes.rounded(ledger.sessions, minutes: minutes), keeping: .destination,
            completeness: ledger.completeness),
          ledger: ledger, coverage: ledger.coverage)
      }
    })
}
