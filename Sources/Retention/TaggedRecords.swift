import Correlation
import NATModel

/// Connections whose destination is a tag of a few bits, without its port.
struct TaggedRecords: RetainedRecords {
  private let tag: KeyedTag
  private let records: SessionRecords

  /// Records of sessions; those that state no destination are left out.
  /// - Complexity: O(n log n); makes a store of its own.
  init(_ sessions: SessionStore, tag: KeyedTag, completeness: Completeness) {
    self.tag = tag
    records = SessionRecords(
      sessions.projected { session in
        guard let destination = session.destination else { return false }
        session.destination = tag.appearance(of: destination)
        session.destinationPort = 0
        session.host = .none
        return true
      }, keeping: .destination, completeness: completeness)
  }

  var kind: RecordKind { records.kind }

  var count: Int { records.count }

  subscript(position: Int) -> RetainedRecord { records[position] }

  func forEachOutline(_ body: (Int, RecordOutline) -> Void) { records.forEachOutline(body) }

  func destination(_ number: UInt32) -> IPAddress { records.destination(number) }

  var destinations: Int { records.destinations }

  func appearance(of destination: IPAddress) -> IPAddress { tag.appearance(of: destination) }

  private init(_ records: SessionRecords, tag: KeyedTag) {
    self.records = records
    self.tag = tag
  }

  func answer(_ request: Request) -> Answer { records.answer(shown(request)) }

  func narrowed(to requests: [Request]) -> any RetainedRecords {
    TaggedRecords(records.reached(by: requests.map(shown)), tag: tag)
  }

  func contacts(of searches: [Request]) -> [Contacts] { records.contacts(of: searches.map(shown)) }

  /// The request in terms of what the records show.
  private func shown(_ request: Request) -> Request {
    var asked = request
    asked.destination = request.destination.map { tag.appearance(of: $0) }
    asked.destinationPort = nil
    return asked
  }
}
