import Correlation
import NATModel

/// Sessions or bindings seen through a regime: a view over the columns of a store.
struct SessionRecords: RetainedRecords {
  /// What of a session is kept besides time, subscriber, inside address and outside endpoint.
  struct Fields: OptionSet {
    let rawValue: Int

    /// The remote address and port; sessions that state none are left out.
    static let destination = Fields(rawValue: 1)
    /// The host name, where known.
    static let host = Fields(rawValue: 2)
  }

  private let sessions: SessionStore
  private let fields: Fields
  private let index: AttributionIndex
  private let completeness: Completeness
  private let statesOutside: Bool
  /// Positions of the sessions that are kept, or `nil` if all are.
  private let positions: [UInt32]?

  /// A view that shows these fields.
  ///
  /// - Complexity: O(n); the index itself is built at the first answer.
  init(_ sessions: SessionStore, keeping fields: Fields, completeness: Completeness) {
    self.sessions = sessions
    self.fields = fields
    self.completeness = completeness
    statesOutside = sessions.statesOutside
    let keepsDestination = fields.contains(.destination)
    index = AttributionIndex(
      sessions, seeing: keepsDestination ? .connections : .bindings, completeness: completeness)
    positions =
      keepsDestination && !sessions.allStateDestination
      ? (0..<UInt32(sessions.count)).filter { sessions.destinationNumber(at: Int($0)) != 0 }
      : nil
  }

  let kind = RecordKind.session

  var count: Int { positions?.count ?? sessions.count }

  subscript(position: Int) -> RetainedRecord {
    let session = sessions[positions.map { Int($0[position]) } ?? position]
    var record = RetainedRecord(
      subscriber: session.subscriber, span: session.span, inside: session.inside,
      insidePort: session.insidePort == 0 ? nil : session.insidePort,
      outside: session.outside,
      ports: session.outsidePort == 0 ? nil : session.outsidePort...session.outsidePort,
      proto: session.proto == .unknown ? nil : session.proto)
    if fields.contains(.destination) {
      record.destination = session.destination
      record.destinationPort = session.destinationPort == 0 ? nil : session.destinationPort
    }
    if fields.contains(.host), session.host != .none { record.host = session.host }
    return record
  }

  func forEachOutline(_ body: (Int, RecordOutline) -> Void) {
    let keepsDestination = fields.contains(.destination)
    let keepsHost = fields.contains(.host)
    var position = 0
    sessions.forEachOutline { session in
      if keepsDestination && session.destination == 0 { return }
      body(
        position,
        RecordOutline(
          subscriber: session.subscriber, span: session.span, statesOutside: session.outside != 0,
          ports: session.outsidePort == 0 ? 0 : 1,
          destination: keepsDestination ? session.destination : 0,
          host: keepsHost ? session.host : .none))
      position += 1
    }
  }

  func destination(_ number: UInt32) -> IPAddress { sessions.addresses[number] }

  var destinations: Int { fields.contains(.destination) ? sessions.addresses.count : 1 }

  func answer(_ request: Request) -> Answer {
    if request.outside != nil {
      guard statesOutside else {
        return Answer(
          verdict: .unanswerable,
          reason: "This log states no outside address, so nobody can be found by one.")
      }
    } else if !fields.contains(.destination) {
      return Answer(
        verdict: .unanswerable,
        reason: "This regime keeps no destination, so nobody can be found by one.")
    }
    return index.answer(request)
  }

  func narrowed(to requests: [Request]) -> any RetainedRecords { reached(by: requests) }

  /// As ``narrowed(to:)``.
  func reached(by requests: [Request]) -> SessionRecords {
    SessionRecords(self, onlyAt: index.rows(reachedBy: requests))
  }

  /// Some of the records; what is missing does not count as a gap.
  private init(_ all: SessionRecords, onlyAt rows: [UInt32]) {
    sessions = all.sessions.rows(rows)
    fields = all.fields
    completeness = all.completeness
    statesOutside = all.statesOutside
    positions = nil
    index = AttributionIndex(
      sessions, seeing: fields.contains(.destination) ? .connections : .bindings,
      completeness: completeness)
  }

  func contacts(of searches: [Request]) -> [Contacts] {
    guard fields.contains(.destination) else {
      return searches.map { _ in Contacts(verdict: .unanswerable, subscribers: []) }
    }
    let outcomes = index.outcomes(ofSearches: searches)
    return searches.indices.map {
      Contacts(verdict: outcomes[$0].verdict, subscribers: Array(outcomes[$0].subscribers))
    }
  }
}
