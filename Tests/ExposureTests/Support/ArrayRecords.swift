import Correlation
import NATModel
import Retention

/// Retained records in an array, answered by looking at every one that may overlap in time.
struct ArrayRecords: RetainedRecords {
  let records: [RetainedRecord]
  let kind = RecordKind.session
  let keepsOutside: Bool
  let keepsDestination: Bool
  let gaps: [TimeSpan]
  private var addresses = AddressTable()
  /// Length of the longest record; records without a time count as endless.
  private let longest: Int64

  init(
    _ records: [RetainedRecord], keepsOutside: Bool, keepsDestination: Bool,
    gaps: [TimeSpan] = []
  ) {
    let past = Timestamp.distantPast
    self.records = records.sorted {
      ($0.span?.start ?? past, $0.subscriber) < ($1.span?.start ?? past, $1.subscriber)
    }
    longest = records.map { $0.span?.length ?? .max }.max() ?? 0
    self.keepsOutside = keepsOutside
    self.keepsDestination = keepsDestination
    self.gaps = gaps
    for case let address? in records.map(\.destination) { _ = addresses.intern(address) }
  }

  var count: Int { records.count }

  subscript(position: Int) -> RetainedRecord { records[position] }

  func forEachOutline(_ body: (Int, RecordOutline) -> Void) {
    for (position, record) in records.enumerated() {
      body(
        position,
        RecordOutline(record, destination: record.destination.flatMap(addresses.find) ?? 0))
    }
  }

  func destination(_ number: UInt32) -> IPAddress { addresses[number] }

  var destinations: Int { addresses.count }

  func answer(_ request: Request) -> Answer {
    if request.outside != nil && !keepsOutside {
      return Answer(verdict: .unanswerable, reason: "no outside address is kept")
    }
    if request.outside == nil && !keepsDestination {
      return Answer(verdict: .unanswerable, reason: "no destination is kept")
    }
    let window = request.window
    var found: [SubscriberID: Candidate] = [:]
    for record in records[near(window)] where matches(record, request, window) {
      if found[record.subscriber] != nil {
        found[record.subscriber]?.records += 1
      } else {
        found[record.subscriber] = Candidate(
          subscriber: record.subscriber, span: record.span ?? window)
      }
    }
    var answer = Answer(candidates: found.values.sorted { $0.subscriber < $1.subscriber })
    if gaps.contains(where: { $0.overlaps(window) }) {
      answer.verdict = .undetermined
      answer.reason = "the log has a gap"
    }
    return answer
  }

  /// Positions of the records that start early enough and, given the longest, may still be held.
  private func near(_ window: TimeSpan) -> Range<Int> {
    func firstPosition(startingFrom instant: Timestamp) -> Int {
      var range = 0..<records.count
      while !range.isEmpty {
        let middle = (range.lowerBound + range.upperBound) / 2
        if (records[middle].span?.start ?? .distantPast) < instant {
          range = middle + 1..<range.upperBound
        } else {
          range = range.lowerBound..<middle
        }
      }
      return range.lowerBound
    }
    let first = firstPosition(startingFrom: window.start.advanced(by: -longest))
    return first..<max(first, firstPosition(startingFrom: window.end))
  }

  private func matches(_ record: RetainedRecord, _ request: Request, _ window: TimeSpan) -> Bool {
    func agree<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
      guard let left, let right else { return true }
      return left == right
    }
    if let ports = record.ports, let port = request.outsidePort, !ports.contains(port) {
      return false
    }
    return agree(record.span?.overlaps(window), true) && agree(record.outside, request.outside)
      && agree(record.proto, request.proto) && agree(record.destination, request.destination)
      && agree(record.destinationPort, request.destinationPort)
  }
}
