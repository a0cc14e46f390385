import Correlation

extension RegimeFamily {
  /// Bindings whose times are kept in whole minutes.
  package static let roundedBindings = RegimeFamily(
    id: "rounded-bindings", title: "Bindings with coarser times", varied: "binding",
    regimes: [15, 5, 1].map { minutes in
      Regime(
        id: "binding-\(minutes)min", title: "Bindings, \(minutes) min times",
        kept: "Every use of a port of a shared address, without where it led; its start and end "
          + "only to \(minutes == 1 ? "the minute" : "\(minutes) minutes").",
        source: "Least-intrusive-means variant of the binding rung; no norm asks for it",
        rung: nil, containsDestination: false
      ) { ledger, configuration in
        let id = "binding-\(minutes)min"
        if case .notInThisLog(let reason) = Regime.binding.retain(ledger, configuration)
          .availability
        {
          return RetainedLog(regime: id, notInThisLog: reason, ledger: ledger)
        }
        // Rounded bindings of one port may meet; two records they stay.
        let bindings = RoundedTimes.rounded(
          BindingReduction.bindings(of: ledger), minutes: minutes)
        return RetainedLog(
          regime: id, provenance: ledger.provenance(.reduced),
          records: SessionRecords(bindings, keeping: [], completeness: ledger.completeness),
          ledger: ledger, coverage: ledger.coverage)
      }
    })
}
