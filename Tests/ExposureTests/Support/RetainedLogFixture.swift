import Correlation
import NATModel
import Retention

/// A retained log of records written down by hand.
enum RetainedLogFixture {
  static func log(_ records: [RetainedRecord], ledger: Ledger, coverage: TimeSpan) -> RetainedLog {
    RetainedLog(
      regime: "binding", provenance: .logged,
      records: ArrayRecords(records, keepsOutside: true, keepsDestination: true), ledger: ledger,
      coverage: coverage)
  }
}
