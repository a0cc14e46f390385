package import NATModel

/// Answers requests from sessions or bindings.
///
/// A record is consistent with a request if it matches every field that both hold, and if the
/// instants at which it may have been held meet the request's window. A field that the record does
/// not state (port 0, protocol 0, no destination) is a wildcard, and so is a field that the request
/// does not state. Two exceptions keep "nothing stated" from meaning "everybody": a record without
/// outside address never answers for one, and a record without destination is never found by a
/// destination alone.
///
/// A record is held at the instants `[start, end + resolution)`; a start computed from a duration
/// may be `resolution` earlier; an interval of no length counts as one nanosecond.
///
/// The orders it needs are built on first use and shared by all indexes over the same store.
package final class AttributionIndex: Sendable {
  /// Which part of the records may be looked at.
  package enum Visibility: Hashable, Sendable {
    /// Everything but the destination; a destination in the request is ignored.
    case bindings
    /// Only records that state a destination, and the destination with them.
    case connections
    /// All records, with the destination where stated.
    case all
  }

  let storage: SessionStore.Storage
  private let visibility: Visibility
  private let completeness: Completeness
  /// Protocols that occur, in ascending order.
  private let protocols: [UInt8]
  /// True if some session states no outside port.
  private let hasPortless: Bool

  /// An index over sessions.
  /// - Complexity: O(n / 256), and O(n) for each of three orders when first needed.
  package init(_ sessions: SessionStore, seeing visibility: Visibility, completeness: Completeness)
  {
    storage = sessions.storage
    self.visibility = visibility
    self.completeness = completeness
    let columns = sessions.storage.columns
    protocols = columns.protocols.indices.filter { columns.protocols[$0] }.map { UInt8($0) }
    hasPortless = columns.count > 0 && columns.outsidePort.minimum == 0
  }

  /// What the records say to a request.
  ///
  /// - Complexity: O(log n + k log k) in the number k of consistent records for a request with a
  ///   port; without a port, or by destination, those at the window with the same address count.
  package func answer(_ request: Request) -> Answer {
    answer(prepared(request), weighing: request)
  }

  /// A request as searching needs it.
  struct Prepared: Sendable {
    fileprivate var filter: Filter?
    fileprivate var isAnswerable: Bool
    fileprivate var window: TimeSpan
  }

  /// Looks up what a request asks for.
  func prepared(_ request: Request) -> Prepared {
    Prepared(
      filter: Filter(request, storage, visibility),
      isAnswerable: request.outside != nil
        || (request.destination != nil && visibility != .bindings),
      window: request.window)
  }

  /// Who is consistent, without what each record says: all that counting needs.
  ///
  /// - Parameters:
  ///   - prepared: the request.
  ///   - list: takes the subscribers; what it held before is forgotten.
  /// - Returns: the verdict.
  func verdict(_ prepared: Prepared, _ list: inout SubscriberSet) -> Verdict {
    list.removeAll()
    guard prepared.isAnswerable else { return .unanswerable }
    var anonymous = 0
    if let filter = prepared.filter {
      forEachMatch(filter) { _, subscriber in
        if subscriber == .unknown { anonymous += 1 } else { list.insert(subscriber) }
      }
    }
    list.sort()
    return completeness.verdict(
      candidates: list.members.count, anonymous: anonymous, window: prepared.window
    ).verdict
  }

  /// What the records say; candidates are weighed if the request itself is given.
  func answer(_ prepared: Prepared, weighing request: Request?) -> Answer {
    guard prepared.isAnswerable else {
      return Answer(
        verdict: .unanswerable,
        reason: "Nothing that was asked for is kept: neither a shared address nor a destination.")
    }
    var list = CandidateList()
    if let filter = prepared.filter {
      forEachMatch(filter) { row, subscriber in list.add(subscriber, at: row) }
    }
    let candidates = list.candidates { candidate($0) }
    var answer = completeness.answer(
      candidates: candidates, anonymous: list.anonymous, window: prepared.window)
    if candidates.count > 1, let request {
      answer.posterior = list.posterior(TimeDensity(request)) { row in
        TimeSpan(
          start: Timestamp(nanoseconds: storage.possibleStart(row)),
          end: Timestamp(nanoseconds: storage.possibleEnd(row)))
      }
    }
    return answer
  }

  /// The number that the sessions give an address, or `nil` if none states it.
  func number(of address: IPAddress) -> UInt32? { storage.columns.addresses.find(address) }

  /// The candidate that a record makes, read field by field: a whole session is not needed.
  private func candidate(_ row: Int) -> Candidate {
    var candidate = Candidate(
      subscriber: SubscriberID(rawValue: storage.columns.subscriber[row]),
      span: storage.span(row),
      inside: storage.columns.addresses.address(storage.columns.inside[row]),
      insidePort: storage.columns.insidePort[row],
      location: SourceLocation(
        file: storage.columns.file[row], record: storage.columns.record[row]))
    if visibility != .bindings {
      candidate.destination = storage.columns.addresses.address(storage.columns.destination[row])
      candidate.destinationPort = storage.columns.destinationPort[row]
    }
    return candidate
  }

  /// Calls `body` with the position of every consistent record, each once, in no promised order.
  package func forEachMatch(_ request: Request, _ body: (Int) -> Void) {
    if let filter = Filter(request, storage, visibility) {
      forEachMatch(filter) { row, _ in body(row) }
    }
  }

  private func forEachMatch(_ filter: Filter, _ body: (Int, SubscriberID) -> Void) {
    if filter.outside != 0 {
      if filter.port != 0 {
        forEachByPort(filter, storage.byPort, body)
      } else if visibility == .connections, filter.destination != 0, isRare(filter) {
        scanDestination(filter, body)
      } else {
        let order = storage.byOutside
        scan(order, order.places(of: filter.outside), by: .outside, filter, body)
      }
    } else if filter.destination != 0 {
      scanDestination(filter, body)
    }
  }

  /// True if fewer sessions have the destination than have the outside address.
  private func isRare(_ filter: Filter) -> Bool {
    storage.byDestination.places(of: filter.destination).count
      < storage.byOutside.places(of: filter.outside).count
  }

  private func scanDestination(_ filter: Filter, _ body: (Int, SubscriberID) -> Void) {
    let order = storage.byDestination
    scan(order, order.places(of: filter.destination), by: .destination, filter, body)
  }

  private func forEachByPort(
    _ filter: Filter, _ order: SessionOrder, _ body: (Int, SubscriberID) -> Void
  ) {
    guard !order.places(of: filter.outside).isEmpty else { return }
    for proto in protocols where filter.proto == 0 || proto == filter.proto || proto == 0 {
      let key = UInt32(proto) << 16
      if hasPortless {
        scan(order, order.places(of: filter.outside, key: key), by: .port, filter, body)
      }
      scan(
        order, order.places(of: filter.outside, key: key | UInt32(filter.port)), by: .port,
        filter, body)
    }
  }

  /// Up to this many sessions are not worth a search.
  private static let few = 16

  /// Looks at the sessions of one group that may have been held at the window.
  private func scan(
    _ order: SessionOrder, _ group: Range<Int>, by grouping: Grouping, _ filter: Filter,
    _ body: (Int, SubscriberID) -> Void
  ) {
    guard !group.isEmpty else { return }
    // Of a short group every session is looked at anyway.
    let isShort = group.count <= AttributionIndex.few
    let last =
      isShort ? group.upperBound : order.partition(group, below: storage.limit(of: filter.end))
    // Those before that position began before the window's end, unless starts are inferred.
    let readsStart = isShort || storage.columns.slack > 0
    order.latest.forEach(
      in: group.lowerBound..<last, above: filter.start, value: { order.ends[$0] }
    ) { place in
      let row = Int(order.positions[place])
      if readsStart, !storage.mayBegin(row, before: filter.end) { return }
      if filter.matches(row, storage, grouped: grouping) {
        body(row, SubscriberID(rawValue: order.subscribers[place]))
      }
    }
  }
}

/// What the sessions of a group have in common.
private enum Grouping {
  /// Outside address, protocol and outside port, as asked or not stated.
  case port
  case outside
  case destination
}

/// A request in terms of a store's columns; 0 stands for "not asked".
private struct Filter: Sendable {
  var start: Int64
  var end: Int64
  var outside: UInt32 = 0
  var port: UInt16 = 0
  var proto: UInt8 = 0
  var destination: UInt32 = 0
  var destinationPort: UInt16 = 0
  var needsDestination: Bool

  /// A filter, or `nil` if an address that must match does not occur at all.
  init?(
    _ request: Request, _ storage: SessionStore.Storage,
    _ visibility: AttributionIndex.Visibility
  ) {
    let window = request.window
    start = window.start.nanoseconds
    end = max(window.end, window.start.advanced(by: 1)).nanoseconds
    proto = request.proto?.rawValue ?? 0
    port = request.outsidePort ?? 0
    needsDestination = visibility == .connections
    if let address = request.outside {
      guard let number = storage.columns.addresses.find(address) else { return nil }
      outside = number
    }
    guard visibility != .bindings else { return }
    destinationPort = request.destinationPort ?? 0
    if let address = request.destination {
      if let number = storage.columns.addresses.find(address) {
        destination = number
      } else {
        // An address that no session states still matches the sessions that state none.
        guard visibility == .all, outside != 0 else { return nil }
        destination = .max
      }
    }
  }

  /// True if every field that both hold is the same; reads only fields that were asked for.
  ///
  /// What all sessions of a group have in common is not read again.
  func matches(_ row: Int, _ storage: SessionStore.Storage, grouped: Grouping) -> Bool {
    func agrees<Value: BinaryInteger>(_ asked: Value, _ stated: @autoclosure () -> Value) -> Bool {
      guard asked != 0 else { return true }
      let value = stated()
      return value == 0 || asked == value
    }
    if needsDestination || destination != 0 {
      let stated = storage.columns.destination[row]
      if stated == 0 ? needsDestination : destination != 0 && destination != stated {
        return false
      }
    }
    let hasOutside =
      grouped != .destination || outside == 0 || storage.columns.outside[row] == outside
    let hasPort =
      grouped == .port
      || (agrees(port, storage.columns.outsidePort[row])
        && agrees(proto, storage.columns.proto[row]))
    return hasOutside && hasPort && agrees(destinationPort, storage.columns.destinationPort[row])
  }
}

/// What searching reads, field by field: a method of the columns would first count a reference to
/// each of them, and threads that search at the same time would wait for each other's counts.
extension SessionStore.Storage {
  /// The first position whose session began after an instant, whatever its clock's resolution.
  fileprivate func limit(of end: Int64) -> Int {
    columns.start.partition(
      below: Timestamp(nanoseconds: end).advanced(by: columns.slack).nanoseconds)
  }

  /// As ``SessionColumns/span(_:)``.
  func span(_ row: Int) -> TimeSpan {
    let from = columns.start[row]
    return TimeSpan(
      start: Timestamp(nanoseconds: from),
      end: Timestamp(nanoseconds: from &+ columns.duration[row]))
  }

  /// True if the session at a row may have begun before an instant.
  fileprivate func mayBegin(_ row: Int, before end: Int64) -> Bool {
    columns.slack > 0
      ? possibleStart(row) < end : columns.start.isRow(row, below: end)
  }

  /// As ``SessionColumns/possibleStart(_:)``.
  fileprivate func possibleStart(_ row: Int) -> Int64 {
    let from = columns.start[row]
    guard columns.knowledge[row] & SpanKnowledge.startInferred.rawValue != 0 else { return from }
    return Timestamp(nanoseconds: from).advanced(by: -Int64(columns.resolution[row])).nanoseconds
  }

  /// As ``SessionColumns/possibleEnd(_:)``.
  fileprivate func possibleEnd(_ row: Int) -> Int64 {
    let from = columns.start[row]
    let latest = Timestamp(nanoseconds: from &+ columns.duration[row])
      .advanced(by: Int64(columns.resolution[row]))
    return max(latest, Timestamp(nanoseconds: from).advanced(by: 1)).nanoseconds
  }
}
