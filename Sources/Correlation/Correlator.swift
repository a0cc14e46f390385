package import NATModel
import Synchronization

/// Turns events of all inputs into a ``Ledger``: sessions, blocks, assignments, names, requests.
///
/// Events may come in any order of files, and records within a file need not be in order of time.
/// All batches must refer to the one table of texts that is given to ``finish(texts:)`` or to an
/// earlier state of it: text ids must not change in between.
///
/// What becomes what:
/// - `session-open`, `session-close`, `session` become sessions (``SessionPairing`` says how);
///   those that state no destination by design become ``Ledger/bindings`` instead;
/// - `flow` becomes a session, without outside address, only if no input holds a NAT session;
/// - `block-*` become ``Ledger/blocks`` and `assignment-*` ``Ledger/assignments``;
/// - `name` (and flows with a host) name sessions;
/// - `request` becomes an entry of ``Ledger/requests``.
package struct Correlator: EventSink, Sendable {
  private let options: CorrelatorOptions
  private var addresses = AddressTable()
  /// Opening and closing records by the hash of their key: what can be paired stands together.
  private var partitions = [PackedRecords](repeating: PackedRecords(), count: 64)
  /// Records of whole sessions; ``SessionColumns/subscriber`` holds the text that each states.
  private var whole = SessionColumns()
  private var wholeBindings = SessionColumns()
  private var flows = SessionColumns()
  private var recordExtent = RecordExtent()
  private var flowExtent = RecordExtent()
  private var blocks: [Event] = []
  private var assignments: [Event] = []
  private var names: [Event] = []
  private var requests: [Event] = []
  private var statics: [(inside: IPAddress, subscriber: String)] = []
  private var gaps: [TimeSpan] = []
  /// What records in an hour that occurs twice may mean; those of one night are one interval.
  private var doubts: [TimeSpan] = []
  /// First and last instant that any event states.
  private var extent: TimeSpan?
  /// First and last instant of each file.
  private var extents: [UInt32: TimeSpan] = [:]
  private var partialFiles: Set<UInt32> = []
  private var unusable = 0
  /// Depends on everything that was read ahead, so that it is read.
  private var readAhead: UInt64 = 0
  /// Events whose addresses are read ahead together.
  private static let ahead = 64

  /// A correlator that has seen nothing.
  package init(options: CorrelatorOptions = CorrelatorOptions()) { self.options = options }

  /// Takes a batch; never asks to stop.
  package mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    var span: TimeSpan?
    var file: UInt32 = 0
    for (position, event) in batch.events.enumerated() {
      if position % Correlator.ahead == 0 { readAhead(batch.events[position...]) }
      take(event)
      guard event.has(.time), event.kind != .request else { continue }
      if file != event.location.file, let finished = span {
        extend(finished, file: file)
        span = nil
      }
      file = event.location.file
      if event.has(.ambiguousTime) { doubt(event) }
      let instant = TimeSpan(start: event.time, end: event.latestInstant)
      span = span?.union(instant) ?? instant
    }
    if let span { extend(span, file: file) }
    return true
  }

  /// Reads where the addresses of the next events will be looked for.
  private mutating func readAhead(_ events: ArraySlice<Event>) {
    var sum: UInt64 = 0
    for index in events.startIndex..<min(events.endIndex, events.startIndex + Correlator.ahead) {
      sum &+= addresses.peek(events[index].inside) &+ addresses.peek(events[index].outside)
      sum &+= addresses.peek(events[index].destination)
    }
    readAhead &+= sum
  }

  /// Everything between the two instants that a record may mean is in doubt.
  private mutating func doubt(_ event: Event) {
    let instant = TimeSpan(start: event.time, end: event.latestInstant)
    if let last = doubts.last, instant.start <= last.end, last.start <= instant.end {
      doubts[doubts.count - 1] = last.union(instant)
    } else {
      doubts.append(instant)
    }
  }

  /// Adds a line of a static list: the subscriber holds the inside address for ever.
  package mutating func addStatic(inside: IPAddress, subscriber: String) {
    statics.append((inside, subscriber))
  }

  /// Adds a static list.
  package mutating func addStatic(_ list: SubscriberList) {
    for entry in list.entries { addStatic(inside: entry.inside, subscriber: entry.subscriber) }
  }

  /// Says that records are missing in an interval: requests about it are `undetermined`.
  package mutating func markGap(_ span: TimeSpan) { gaps.append(span) }

  /// Says that a file was not read to its end.
  ///
  /// Records are then missing from its last event on, up to the first event of a file that begins
  /// later, or up to the end of the log.
  package mutating func markPartial(file: UInt32) { partialFiles.insert(file) }

  private mutating func take(_ event: Event) {
    switch event.kind {
    case .sessionOpen, .sessionClose, .session, .flow:
      if let record = SessionRecord(event, addresses: &addresses) {
        take(record)
        if event.kind == .flow, event.has(.host) { names.append(event) }
      } else {
        unusable += 1
      }
    case .blockAllocate, .blockRelease, .blockInterim: blocks.append(event)
    case .assignmentStart, .assignmentStop:
      if event.has(.inside) { assignments.append(event) } else { unusable += 1 }
    case .name: names.append(event)
    case .request: requests.append(event)
    }
  }

  private mutating func take(_ record: SessionRecord) {
    switch record.kind {
    case .flow:
      flowExtent.add(record)
      flows.append(SessionRow(whole: record.asSession))
    case .session:
      recordExtent.add(record)
      if record.isBinding {
        wholeBindings.append(SessionRow(whole: record))
      } else {
        whole.append(SessionRow(whole: record))
      }
    default:
      recordExtent.add(record)
      partitions[Int(record.keyHash >> 58)].append(record)
    }
  }

  /// Counts the time of some events of a file.
  private mutating func extend(_ span: TimeSpan, file: UInt32) {
    extent = extent?.union(span) ?? span
    extents[file] = extents[file]?.union(span) ?? span
  }

  /// Correlates everything received.
  ///
  /// - Parameter texts: the table that every batch referred to.
  /// - Returns: the ledger; empty where nothing usable was received.
  /// - Complexity: O(n log n) in the number of events.
  package consuming func finish(texts: TextTable) -> Ledger {
    var ledger = Ledger()
    ledger.texts = texts
    let isNAT = recordExtent.span != nil
    ledger.coverage = coverage(isNAT ? recordExtent : flowExtent)
    ledger.gaps = allGaps(until: ledger.coverage?.end)
    ledger.doubts = Correlator.joined(doubts)

    var directory = SubscriberDirectory()
    for entry in statics { _ = directory.id(of: entry.subscriber) }
    ledger.assignments =
      statics.map { entry in
        Assignment(
          subscriber: directory.id(of: entry.subscriber), inside: entry.inside,
          span: TimeSpan(start: .distantPast, end: .distantFuture))
      }
      + AssignmentPairing.assignments(
        assignments, extent: extent, directory: &directory, texts: texts,
        duplicates: &ledger.pairing.duplicates)
    var resolver = SubscriberResolver(
      ledger.assignments, doubts: AssignmentPairing.doubts(assignments), directory: directory,
      texts: texts)

    var (sessions, bindings) = collected(isNAT, ledger.coverage, &ledger.pairing)
    ledger.pairing.unusable += unusable
    bindings.resolveSubscribers(&resolver)
    if bindings.count > 0 { sessions.completeOutside(from: bindings) }
    sessions.resolveSubscribers(&resolver)
    let index = NameIndex(names, addresses: addresses, texts: texts, options: options)
    sessions.nameHosts(from: index, statistics: &ledger.pairing)
    ledger.sessions = SessionStore(sessions)
    ledger.bindings = SessionStore(bindings)

    if let extent {
      let paired = BlockPairing(blocks, extent: blockExtent(ledger.coverage ?? extent))
      ledger.pairing.duplicates += paired.duplicates
      ledger.pairing.unusable += paired.unusable
      ledger.blocks = paired.blocks.map { entry in
        var block = entry.block
        block.subscriber = resolver.subscriber(
          realm: block.realm, inside: block.inside, text: entry.text, at: block.span.start)
        return block
      }
    } else {
      ledger.pairing.unusable += blocks.count
    }
    ledger.subscribers = resolver.directory
    ledger.requests = statedRequests(texts)
    return ledger
  }

  /// Sessions and bindings in order, subscribers not resolved yet.
  ///
  /// Partitions are paired on all cores; each gives its records back as it is taken.
  private mutating func collected(
    _ isNAT: Bool, _ coverage: TimeSpan?, _ statistics: inout PairingStatistics
  ) -> (sessions: SessionColumns, bindings: SessionColumns) {
    var sessions = isNAT ? whole : flows
    var bindings = wholeBindings
    whole = SessionColumns()
    wholeBindings = SessionColumns()
    flows = SessionColumns()
    sessions.addresses = addresses
    bindings.addresses = addresses
    sessions.sort()
    bindings.sort()
    statistics.duplicates += sessions.removeRepeats() + bindings.removeRepeats()
    statistics.paired += sessions.count + bindings.count
    let waiting = partitions.filter { $0.count > 0 }
    partitions = []
    guard !waiting.isEmpty else { return (sessions, bindings) }
    let numbers = addresses
    let options = self.options
    let horizon = coverage?.end.nanoseconds ?? .max
    let left = Mutex(waiting)
    let paired = Parallel.map(waiting.count) { number in
      let records = left.withLock { left in
        let records = left[number]
        left[number] = PackedRecords()
        return records
      }
      return SessionPairing(
        records.all(), addresses: numbers, horizon: horizon, options: options)
    }
    for part in paired { statistics.absorb(part.statistics) }
    sessions = SessionColumns.joined([sessions] + paired.map(\.sessions))
    bindings = SessionColumns.joined([bindings] + paired.map(\.bindings))
    sessions.sort()
    bindings.sort()
    return (sessions, bindings)
  }

  /// The time that session and block records cover.
  private func coverage(_ records: RecordExtent) -> TimeSpan? {
    var extent = records
    for event in blocks { extent.add(block: event) }
    return extent.span
  }

  /// Gaps that were marked and those of partial files, joined and in order.
  private func allGaps(until end: Timestamp?) -> [TimeSpan] {
    var all = gaps
    for file in partialFiles.sorted() {
      guard let broken = extents[file], let end else { continue }
      let next = extents.values.map(\.start).filter { $0 >= broken.end }.min()
      let limit = next ?? end
      if broken.end < limit { all.append(TimeSpan(start: broken.end, end: limit)) }
    }
    return Correlator.joined(all)
  }

  /// Intervals in order, those that meet as one.
  private static func joined(_ spans: [TimeSpan]) -> [TimeSpan] {
    var joined: [TimeSpan] = []
    for span in spans.sorted(by: { $0.start == $1.start ? $0.end < $1.end : $0.start < $1.start }) {
      if let last = joined.last, span.start <= last.end {
        joined[joined.count - 1] = last.union(span)
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  private func blockExtent(_ coverage: TimeSpan) -> TimeSpan {
    extent.map { $0.union(coverage) } ?? coverage
  }

  private func statedRequests(_ texts: TextTable) -> [Request] {
    requests.filter { $0.has(.time) }.sorted { $0.location < $1.location }.map { event in
      Request(
        time: event.time,
        resolution: event.has(.ambiguousTime)
          ? event.latestInstant.since(event.time) : Int64(event.resolution),
        tolerance: options.requestTolerance,
        outside: event.has(.outside) ? event.outside : nil,
        outsidePort: event.has(.outsidePort) ? event.outsidePort : nil,
        proto: event.has(.proto) ? event.proto : nil,
        destination: event.has(.destination) ? event.destination : nil,
        destinationPort: event.has(.destinationPort) ? event.destinationPort : nil,
        location: event.location, label: texts.string(event.label))
    }
  }
}

extension TimeSpan {
  /// The shortest interval that holds both.
  fileprivate func union(_ other: TimeSpan) -> TimeSpan {
    TimeSpan(start: min(start, other.start), end: max(end, other.end))
  }
}

extension SessionRecord {
  /// A flow taken as a record of a whole session.
  fileprivate var asSession: SessionRecord {
    var copy = self
    copy.kind = .session
    copy.hasID = false
    copy.isBinding = false
    return copy
  }
}
