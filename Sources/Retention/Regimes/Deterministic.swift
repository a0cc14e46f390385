import Correlation
import NATModel

extension Regime {
  /// Only how the NAT is configured: which ports belong to which inside address.
  package static let deterministic = Regime(
    id: "deterministic", title: "Fixed port ranges",
    kept: "No record of what anybody does: the provider keeps the table by which each inside "
      + "address has its own range of ports of a shared address, and any extra ranges given out.",
    source: "RFC 7422: deterministic address mapping to reduce logging in carrier-grade NAT",
    rung: 3, containsDestination: false
  ) { ledger, configuration in
    guard let configuration else {
      return RetainedLog(
        regime: "deterministic",
        notInThisLog: "The NAT's configuration was not given, so no port range can be computed.",
        ledger: ledger)
    }
    guard configuration.behavior == .deterministic, !configuration.ranges.isEmpty else {
      return RetainedLog(
        regime: "deterministic",
        notInThisLog: "This NAT does not compute ports from the inside address.", ledger: ledger)
    }
    var known = ledger
    let fixed = ConfiguredBlocks.held(
      configuration, assignments: ledger.assignments, directory: &known.subscribers)
    // Blocks given out on top of the fixed ranges are logged, and so have times (RFC 7422).
    let fixedRanges = Set(fixed.map { FixedRange($0) })
    let overflow = ledger.blocks.filter { !fixedRanges.contains(FixedRange($0)) }
    let records = BlockRecords(
      (fixed + overflow).sorted { $0.span.start < $1.span.start },
      completeness: overflow.isEmpty ? .always : ledger.completeness,
      hidingTimeOf: { fixedRanges.contains(FixedRange($0)) })
    return RetainedLog(
      regime: "deterministic", provenance: ledger.provenance(.configured), records: records,
      ledger: known, coverage: overflow.isEmpty ? nil : ledger.coverage)
  }

  /// Which ports of which address belong to which inside address.
  private struct FixedRange: Hashable {
    var inside: IPAddress
    var outside: IPAddress
    var ports: ClosedRange<UInt16>

    init(_ block: PortBlock) {
      inside = block.inside
      outside = block.outside
      ports = block.ports
    }
  }
}
