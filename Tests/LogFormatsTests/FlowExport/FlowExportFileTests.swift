import Foundation
import LogFormats
import NATModel
import Testing

/// RFC 5655 files against tshark's figures.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/captures is not there"))
struct FlowExportFileTests {
  static let files = SharedData.exportFigures.keys.filter { $0.hasPrefix("ipfix-files/") }.sorted()

  @Test(arguments: files)
  func figures(file: String) throws {
    let run = try ExportRun(path: SharedData.capture(file))
    let figures = try #require(SharedData.exportFigures[file])
    let refused = FlowExportFileTests.refused[file]
    #expect(Int(run.sum(\.messages)) == refused ?? figures.cflow_msgs, "\(file)")
    #expect(
      Int(run.records) == FlowExportFileTests.records[file] ?? figures.records ?? 0, "\(file)")
    let withdrawn = run.sum(\.templateWithdrawals)
    #expect(
      Int(run.sum(\.templateDeclarations) + withdrawn)
        == FlowExportFileTests.declarations[file] ?? figures.template_defs ?? 0, "\(file)")
    #expect(
      (run.rejects.total > 0) == FlowExportFileTests.damaged.contains(file), "\(file)")
    #expect(run.events.count <= Int(run.records))
  }

  /// Difference: files that tshark refuses whole because their first set contradicts itself; the
  /// message is counted here, and nothing in it is trusted.
  private static let refused: [String: Int] = [
    "ipfix-files/ipfixcol-bad-length-in-set-very-long.ipfix": 1,
    "ipfix-files/ipfixcol-header-and-zeros.ipfix": 1,
  ]

  /// Difference: the pattern that counts tshark's records misses one with a duration beside it.
  private static let records = ["ipfix-files/graylog-templates-data.ipfix": 1]

  /// Difference: a template with more fields than its set holds is not counted as declared; a
  /// withdrawal of a template that was never there is none.
  private static let declarations = [
    "ipfix-files/ipfixcol-enterprise-from-nfv9.ipfix": 4,
    "ipfix-files/ipfixcol-withdrawal-message-256.ipfix": 0,
  ]

  /// Files in which something is rejected: damage, or data whose template is not there.
  private static let damaged: Set = [
    "ipfix-files/graylog-ixia-structured-multilist.ipfix",
    "ipfix-files/ipfixcol-bad-length-in-set-very-long.ipfix",
    "ipfix-files/ipfixcol-bad-template-field-count.ipfix",
    "ipfix-files/ipfixcol-enterprise-from-nfv9.ipfix",
    "ipfix-files/ipfixcol-header-and-zeros.ipfix",
    "ipfix-files/ipfixcol-missing-template-258.ipfix",
  ]
}
