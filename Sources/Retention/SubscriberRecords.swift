import Correlation
import NATModel

/// Records about subscribers and their inside addresses: they answer nothing about the outside.
struct SubscriberRecords: RetainedRecords {
  private let records: [RetainedRecord]
  private let reason: String

  /// Records with the reason why they answer no request.
  init(_ records: [RetainedRecord], reason: String) {
    self.records = records
    self.reason = reason
  }

  /// Why no request about a shared address or a destination can be answered.
  static let insideOnly =
    "Only inside addresses are kept; a shared address stands for all subscribers behind it, and "
    + "nothing tells them apart."

  let kind = RecordKind.assignment

  var count: Int { records.count }

  subscript(position: Int) -> RetainedRecord { records[position] }

  func answer(_ request: Request) -> Answer { Answer(verdict: .unanswerable, reason: reason) }
}
