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
  let completeness: Completeness
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
    let filter = filter(request)
    guard filter.isAnswerable else {
      return Answer(
        verdict: .unanswerable,
        reason: "Nothing that was asked for is kept: neither a shared address nor a destination.")
    }
    var list = CandidateList()
    forEachRecord(filter) { row, subscriber in list.add(subscriber, at: row) }
    let candidates = list.candidates { candidate($0) }
    var answer = completeness.answer(
      candidates: candidates, anonymous: list.anonymous, window: filter.window)
    if candidates.count > 1 {
      answer.posterior = list.posterior(TimeDensity(request)) { row in
        TimeSpan(
          start: Timestamp(nanoseconds: storage.possibleStart(row)),
          end: Timestamp(nanoseconds: storage.possibleEnd(row)))
      }
    }
    return answer
  }

  /// Who is consistent, without what each record says: all that counting needs.
  ///
  /// - Parameters:
  ///   - filter: the request in terms of this index.
  ///   - subscribers: takes who is consistent; what it held before is forgotten.
  /// - Returns: the verdict.
  func verdict(_ filter: SessionFilter, _ subscribers: inout SubscriberSet) -> Verdict {
    subscribers.removeAll()
    guard filter.isAnswerable else { return .unanswerable }
    var anonymous = 0
    forEachRecord(filter) { _, subscriber in
      if subscriber == .unknown { anonymous += 1 } else { subscribers.insert(subscriber) }
    }
    subscribers.sort()
    return completeness.verdict(
      candidates: subscribers.members.count, anonymous: anonymous, window: filter.window
    ).verdict
  }

  /// A request in terms of this index.
  func filter(_ request: Request) -> SessionFilter { SessionFilter(request, storage, visibility) }

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
    forEachRecord(filter(request)) { row, _ in body(row) }
  }

  /// Calls `body` with the position of every consistent record and who held it.
  private func forEachRecord(_ filter: SessionFilter, _ body: (Int, SubscriberID) -> Void) {
    guard !filter.matchesNothing else { return }
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
  private func isRare(_ filter: SessionFilter) -> Bool {
    storage.byDestination.places(of: filter.destination).count
      < storage.byOutside.places(of: filter.outside).count
  }

  private func scanDestination(_ filter: SessionFilter, _ body: (Int, SubscriberID) -> Void) {
    let order = storage.byDestination
    scan(order, order.places(of: filter.destination), by: .destination, filter, body)
  }

  private func forEachByPort(
    _ filter: SessionFilter, _ order: SessionOrder, _ body: (Int, SubscriberID) -> Void
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
    _ order: SessionOrder, _ group: Range<Int>, by grouping: SessionFilter.Grouping,
    _ filter: SessionFilter,
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
  func mayBegin(_ row: Int, before end: Int64) -> Bool {
    columns.slack > 0
      ? possibleStart(row) < end : columns.start.isRow(row, below: end)
  }

  /// As ``SessionColumns/possibleStart(_:)``.
  func possibleStart(_ row: Int) -> Int64 {
    let from = columns.start[row]
    guard columns.knowledge[row] & SpanKnowledge.startInferred.rawValue != 0 else { return from }
    return Timestamp(nanoseconds: from).advanced(by: -Int64(columns.resolution[row])).nanoseconds
  }

  /// As ``SessionColumns/possibleEnd(_:)``.
  func possibleEnd(_ row: Int) -> Int64 {
    let from = columns.start[row]
    let latest = Timestamp(nanoseconds: from &+ columns.duration[row])
      .advanced(by: Int64(columns.resolution[row]))
    return max(latest, Timestamp(nanoseconds: from).advanced(by: 1)).nanoseconds
  }
}
