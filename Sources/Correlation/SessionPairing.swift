import NATModel

/// Turns opening and closing records into sessions; records of whole sessions need no pairing.
///
/// Records are taken in order of time, whatever their order in the files. Records of one key at
/// one instant are taken as: closes of what is open; closes that cannot belong to an opening of
/// this instant; openings; the other closes. So a port that is freed and given out again within
/// one tick of the clock ends the old session and begins the new one.
///
/// Of records read in an hour that occurs twice, a start is taken as the earlier instant and an end
/// as the later: they are then in order of their readings, not of time, and some may not find each
/// other, but no session is left out at an instant at which it may have been held.
struct SessionPairing {
  /// Sessions found so far; ``SessionColumns/subscriber`` holds the text that the record states.
  private(set) var sessions: SessionColumns
  /// Bindings (records without destination by design) found so far, in the same way.
  private(set) var bindings: SessionColumns
  /// How it went.
  private(set) var statistics = PairingStatistics()

  /// Emptied when all are paired: what is found outlives them.
  private var records: [SessionRecord]
  private let options: CorrelatorOptions
  /// End of the log: no inferred end lies after it.
  private let horizon: Int64
  /// Newest open record of each key hash, and the next older one with the same hash.
  private var open: [UInt64: UInt32] = [:]
  private var older: [UInt32: UInt32] = [:]
  /// How many open records with one hash are kept; only nameless exporters need more than one.
  private static let openPerHash = 8
  /// Resolution of stated durations in nanoseconds: every known format cuts off to whole seconds.
  private static let durationResolution: Int64 = 1_000_000_000

  /// Pairs all records.
  ///
  /// - Parameters:
  ///   - records: any order.
  ///   - addresses: what their address numbers mean.
  ///   - horizon: the end of the log in nanoseconds.
  ///   - options: what to assume where records are missing.
  /// - Complexity: O(n log n).
  init(
    _ records: [SessionRecord], addresses: AddressTable, horizon: Int64,
    options: CorrelatorOptions
  ) {
    self.records = records
    self.options = options
    self.horizon = horizon
    sessions = SessionColumns(addresses: addresses)
    bindings = SessionColumns(addresses: addresses)
    pairAll()
  }

  private mutating func pairAll() {
    var order = records.indices.map { index in
      (time: records[index].time, hash: records[index].keyHash, index: UInt32(index))
    }
    order.sort {
      $0.time == $1.time
        ? ($0.hash == $1.hash ? $0.index < $1.index : $0.hash < $1.hash) : $0.time < $1.time
    }
    var first = 0
    while first < order.count {
      var last = first + 1
      while last < order.count, order[last].time == order[first].time,
        order[last].hash == order[first].hash
      {
        last += 1
      }
      if last - first == 1 {
        takeOne(order[first].index, hash: order[first].hash)
      } else {
        takeGroup(order[first..<last].map(\.index), hash: order[first].hash)
      }
      first = last
    }
    for index in open.values.sorted() {
      var next: UInt32? = index
      while let current = next {
        endUnclosed(current, before: .distantFuture)
        next = older[current]
      }
    }
    records = []
    open = [:]
    older = [:]
  }

  private mutating func takeOne(_ index: UInt32, hash: UInt64) {
    switch records[Int(index)].kind {
    case .sessionOpen: begin(index, hash: hash)
    case .sessionClose: if !closeOpen(index, hash: hash) { emitClose(index) }
    default: break
    }
  }

  /// Takes records with one hash and one time.
  private mutating func takeGroup(_ indices: [UInt32], hash: UInt64) {
    let sorted = indices.sorted {
      SessionRecord.contentPrecedes(records[Int($0)], records[Int($1)])
    }
    var group: [UInt32] = []
    for index in sorted {
      if let last = group.last, records[Int(index)].repeats(records[Int(last)]) {
        statistics.duplicates += 1
      } else {
        group.append(index)
      }
    }
    let opens = group.filter { records[Int($0)].kind == .sessionOpen }
    var closes: [UInt32] = []
    for index in group where records[Int(index)].kind == .sessionClose {
      if !closeOpen(index, hash: hash) { closes.append(index) }
    }
    var closesFirst = closes.isEmpty || opens.isEmpty ? false : closeIsWrittenFirst(indices)
    closes.removeAll { index in
      let close = records[Int(index)]
      let isEarlier = closesFirst || (close.start != .min && close.start < close.time)
      guard isEarlier else { return false }
      closesFirst = false
      emitClose(index)
      return true
    }
    for index in opens { begin(index, hash: hash) }
    for index in closes where !closeOpen(index, hash: hash) { emitClose(index) }
  }

  /// True if, of records of one instant, some file has a close before its first opening.
  ///
  /// A writer's own order decides; copies are looked at too, so that the order of files does not.
  private func closeIsWrittenFirst(_ indices: [UInt32]) -> Bool {
    var firstOpen: [UInt32: UInt64] = [:]
    for index in indices where records[Int(index)].kind == .sessionOpen {
      let record = records[Int(index)]
      firstOpen[record.file] = min(firstOpen[record.file] ?? .max, record.record)
    }
    return indices.contains { index in
      let record = records[Int(index)]
      guard record.kind == .sessionClose, let open = firstOpen[record.file] else { return false }
      return record.record < open
    }
  }

  /// Opens a session; one with the same key that is still open ends here.
  ///
  /// An opening in an hour that occurs twice may come after the close of what is open: both stay open.
  private mutating func begin(_ index: UInt32, hash: UInt64) {
    let record = records[Int(index)]
    while !record.isAmbiguous, let same = removeOpen(hash, where: { $0.hasSameKey(record) }) {
      statistics.superseded += 1
      endUnclosed(same, before: Timestamp(nanoseconds: record.time))
    }
    if let previous = open[hash] {
      older[index] = previous
      dropOldest(hash: hash, newest: index)
    }
    open[hash] = index
  }

  /// Ends the oldest of too many open records with one hash.
  private mutating func dropOldest(hash: UInt64, newest: UInt32) {
    var count = 1
    var current = newest
    while let next = older[current] {
      count += 1
      if count > SessionPairing.openPerHash {
        older[current] = nil
        endUnclosed(next, before: .distantFuture)
        return
      }
      current = next
    }
  }

  /// Pairs a close with what is open under its key; false if nothing fits.
  private mutating func closeOpen(_ index: UInt32, hash: UInt64) -> Bool {
    let close = records[Int(index)]
    guard let match = removeOpen(hash, where: { $0.hasSameKey(close) }) else { return false }
    let opening = records[Int(match)]
    let error =
      options.closingDelay + Int64(max(opening.resolution, close.resolution)) + opening.fold
    if close.start != .min, close.start <= close.time,
      Timestamp(nanoseconds: opening.time).advanced(by: error).nanoseconds < close.start
    {
      endUnclosed(match, before: Timestamp(nanoseconds: close.start).advanced(by: close.fold))
      return false
    }
    statistics.paired += 1
    let start = Timestamp(nanoseconds: opening.time)
    append(
      opening, and: close, span: TimeSpan(start: start, end: end(of: close, opened: opening)),
      knowledge: close.isAmbiguous ? .endAmbiguous : [])
    return true
  }

  /// When a session ended whose opening is known.
  ///
  /// A closing record may be written long after the end: Linux looks for expired entries now and
  /// then and reports them when it does. Where the record states how long the session lasted, the
  /// end is its start plus that, and the second that whole seconds cut off.
  private func end(of close: SessionRecord, opened opening: SessionRecord) -> Timestamp {
    let stated = Timestamp(nanoseconds: close.time)
    let written = stated.advanced(by: close.fold)
    guard close.start != .min, close.start <= close.time else { return written }
    let duration = stated.since(Timestamp(nanoseconds: close.start))
    let end = Timestamp(nanoseconds: opening.time).advanced(by: opening.fold)
      .advanced(by: duration).advanced(by: SessionPairing.durationResolution)
    return min(written, end)
  }

  /// Takes the newest open record that satisfies the predicate out of the table.
  private mutating func removeOpen(
    _ hash: UInt64, where matches: (SessionRecord) -> Bool
  ) -> UInt32? {
    guard var current = open[hash] else { return nil }
    var newer: UInt32?
    while !matches(records[Int(current)]) {
      guard let next = older[current] else { return nil }
      newer = current
      current = next
    }
    let rest = older.removeValue(forKey: current)
    if let newer { older[newer] = rest } else { open[hash] = rest }
    return current
  }

  /// Ends a session that has no close: after its timeout, at the limit, or at the end of the log.
  private mutating func endUnclosed(_ index: UInt32, before limit: Timestamp) {
    let opening = records[Int(index)]
    let start = Timestamp(nanoseconds: opening.time)
    let timeout = options.timeouts.timeout(of: TransportProtocol(rawValue: opening.proto))
    let expiry = start.advanced(by: timeout).advanced(by: opening.fold).nanoseconds
    var knowledge: SpanKnowledge = .endInferred
    if opening.isAmbiguous { knowledge.insert(.endAmbiguous) }
    let limit = limit.nanoseconds
    if limit > horizon && expiry > horizon { knowledge.insert(.openAtEnd) }
    statistics.openWithoutClose += 1
    let end = Timestamp(nanoseconds: min(expiry, min(limit, horizon)))
    append(opening, and: nil, span: TimeSpan(start: start, end: end), knowledge: knowledge)
  }

  /// A close without an opening: from the start it states, or from its own time.
  private mutating func emitClose(_ index: UInt32) {
    let close = records[Int(index)]
    statistics.closedWithoutOpen += 1
    append(
      close, and: nil, span: statedSpan(close),
      knowledge: close.isAmbiguous ? [.startInferred, .endAmbiguous] : .startInferred)
  }

  private func statedSpan(_ record: SessionRecord) -> TimeSpan {
    let start = record.start == .min ? record.time : min(record.start, record.time)
    return TimeSpan(
      start: Timestamp(nanoseconds: start),
      end: Timestamp(nanoseconds: record.time).advanced(by: record.fold))
  }

  /// Adds a session; what the first record does not state is taken from the second.
  private mutating func append(
    _ first: SessionRecord, and second: SessionRecord?, span: TimeSpan, knowledge: SpanKnowledge
  ) {
    var record = first
    if let second { record.completeWith(second) }
    let row = SessionRow(record, span: span, knowledge: knowledge)
    if record.isBinding { bindings.append(row) } else { sessions.append(row) }
  }
}

extension SessionRecord {
  /// Takes from the closing record what this one does not state.
  fileprivate mutating func completeWith(_ close: SessionRecord) {
    if inside == 0 { (inside, insidePort) = (close.inside, close.insidePort) }
    if outside == 0 { (outside, outsidePort) = (close.outside, close.outsidePort) }
    if destination == 0 && close.destination != inside {
      (destination, destinationPort) = (close.destination, close.destinationPort)
    }
    if realm == .none { realm = close.realm }
    if subscriber == .none { subscriber = close.subscriber }
    if host == .none { host = close.host }
    bytes = max(bytes, close.bytes)
    resolution = max(resolution, close.resolution)
  }
}
