import Correlation
import Exposure
import NATModel

/// Everything that was read from the inputs of one command.
struct World {
  /// Short name: the directory, or the first file.
  let name: String
  /// Names of all inputs, lists included, by ``SourceLocation/file``.
  let files: [String]
  /// What reading each log and capture gave, in the order of the inputs.
  let reports: [InputReport]
  /// SHA-256 of each file as it stands on disk (hexadecimal), by name; empty unless asked for.
  let digests: [String: String]
  /// Sessions and what belongs to them.
  let ledger: Ledger
  /// The NAT's configuration, if one was among the inputs.
  let configuration: NATConfiguration?
  /// Public names by address, if a list was among the inputs.
  let names: NameList?
  /// What each site's page loads, if a list was among the inputs.
  var fingerprints: FingerprintList?
  /// Categories of sites, if a list was among the inputs.
  var categories: CategoryList?
  /// Truth, if it was among the inputs.
  let truth: Truth?

  /// Records rejected in all inputs.
  var rejected: Int { reports.reduce(0) { $0 + $1.rejects.total } }

  /// Files, records, time range and known gaps in one phrase.
  var searched: String {
    let records = reports.reduce(UInt64(0)) { $0 + $1.records }
    var text = reports.count == 1 ? "1 file" : "\(reports.count) files"
    text += ", \(records) records"
    if let coverage = ledger.coverage {
      text += ", \(coverage.start.rfc3339(fractionDigits: 0)) … "
      text += coverage.end.rfc3339(fractionDigits: 0)
    }
    text += ledger.gaps.isEmpty ? ", no known gaps" : ", \(ledger.gaps.count) gaps"
    return rejected == 0 ? text : text + ", \(rejected) records rejected"
  }

  /// Ends with bad data if more records were rejected than `--max-rejects` allows.
  func checkRejects(_ options: InputOptions) throws {
    try options.checkRejects(reports)
  }
}
