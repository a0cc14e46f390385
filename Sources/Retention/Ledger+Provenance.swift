import Correlation

extension Ledger {
  /// Where retained records come from: `modelled` wherever a model supplied the sessions.
  func provenance(_ stated: RetainedLog.Provenance) -> RetainedLog.Provenance {
    isModelled ? .modelled : stated
  }
}
