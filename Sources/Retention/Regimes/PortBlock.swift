import Correlation
import NATModel

extension Regime {
  /// When a range of ports was given to a customer and taken back.
  package static let portBlock = Regime(
    id: "port-block", title: "Port block allocations",
    kept: "Which customer was given which range of ports of a shared address, from when to when; "
      + "not what the ports were used for.",
    source: "RFC 6888 REQ-14: minimise log volume; RFC 8045: reporting port ranges by RADIUS",
    rung: 4, containsDestination: false
  ) { ledger, configuration in
    if !ledger.blocks.isEmpty {
      return RetainedLog(
        regime: "port-block", provenance: ledger.provenance(.logged),
        records: BlockRecords(ledger.blocks, completeness: ledger.completeness),
        ledger: ledger, coverage: ledger.coverage)
    }
    guard let configuration, configuration.behavior == .deterministic,
      !configuration.ranges.isEmpty
    else {
      return RetainedLog(
        regime: "port-block",
        notInThisLog: configuration == nil
          ? "The inputs hold no port block allocation." : "This NAT allocates no port blocks.",
        ledger: ledger)
    }
    return RetainedLog(
      regime: "port-block", provenance: ledger.provenance(.configured),
      records: BlockRecords(
        ConfiguredBlocks.used(configuration, ledger: ledger), completeness: ledger.completeness),
      ledger: ledger, coverage: ledger.coverage,
      note: "Computed from the fixed ranges: one block for each, from its first to its last use.")
  }
}
