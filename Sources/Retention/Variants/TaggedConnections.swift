import Correlation

extension RegimeFamily {
  /// Connections with k bits of the destination: the curve from bindings to connection records.
  package static let taggedConnections = RegimeFamily(
    id: "tagged-connections", title: "k bits of the destination", varied: "connection",
    regimes: [0, 2, 4, 6, 8, 10, 12, 16, 20, 24, 32].map { bits in
      Regime(
        id: "connection-tag\(bits)", title: "Connections, \(bits) bit tags",
        kept: "Every connection, but of the address it went to only \(bits) bits of a keyed hash: "
          + "enough to ask whether a known address may have been meant, by whoever has the key.",
        source: "Least-intrusive-means variant of the connection rung; no norm asks for it",
        rung: nil, containsDestination: bits > 0
      ) { ledger, _ in
        let id = "connection-tag\(bits)"
        guard ledger.sessions.statesDestination else {
          return RetainedLog(
            regime: id, notInThisLog: "The inputs record no destination of any connection.",
            ledger: ledger)
        }
        return RetainedLog(
          regime: id, provenance: ledger.provenance(.reduced),
          records: TaggedRecords(
            ledger.sessions, tag: KeyedTag(bits: bits), completeness: ledger.completeness),
          ledger: ledger, coverage: ledger.coverage,
          note: "Whoever reads the log is taken to hold the key, as the provider does.")
      }
    })
}
