package import NATModel

/// Keeps the sessions of a second log of the same NAT from counting twice.
///
/// A NAT is often logged by two programs at once (conntrack and ulogd, a device and its collector).
/// An input repeats an earlier one if, of its first sessions, at least half stand there too: the same
/// kind of record, protocol and three endpoints within a second. Its sessions are then left out, and
/// ``repeats`` says so; everything else it holds is passed on. Only sessions with ports on both sides
/// of the NAT are compared. Whole quarters of an hour between two clocks do not matter, so that logs
/// in different zones are still told to be the same.
///
/// Memory is bounded: of many sessions, an evenly chosen part is remembered. One input's batches must
/// come one after the other, and ``finish(texts:)`` after the last.
package struct RepeatFilter<Sink: EventSink>: EventSink {
  /// Sessions by which an input is judged, if it has as many.
  private let sample = 256
  /// Fewer of them than this say nothing.
  private let leastSample = 8
  /// Events held back until an input is judged.
  private let mostHeld = 1 << 14
  /// Sessions remembered of all inputs.
  private let capacity: Int

  /// Records of sessions and bindings: what is left out of a repeat.
  package static var kinds: Set<EventKind> { [.sessionOpen, .sessionClose, .session] }

  /// What becomes of the sessions of an input.
  private enum Verdict: Equatable { case open, passed, repeated }

  /// The sink that gets what is not left out.
  package private(set) var sink: Sink
  /// Inputs whose sessions were left out, each with the input it repeats, by ``SourceLocation/file``.
  package private(set) var repeats: [(file: UInt32, of: UInt32)] = []
  /// Which input has a session, and the hash that decides whether it is still remembered.
  private struct Entry {
    var file: UInt32
    var rank: UInt32
  }

  /// The sessions of all inputs so far, by their keys.
  private var seen: [UInt64: Entry] = [:]
  /// Only sessions of at most this rank are remembered.
  private var limit = UInt32.max
  private var file: UInt32?
  private var verdict = Verdict.open
  private var held: [Event] = []

  /// A filter in front of a sink that remembers at most `capacity` sessions; with 0 it only passes
  /// on.
  package init(_ sink: Sink, capacity: Int = 1 << 17) {
    self.sink = sink
    self.capacity = max(0, capacity)
  }

  /// Passes a batch on, or holds it back until its input is judged.
  package mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    guard capacity > 0, let first = batch.events.first else {
      return try sink.receive(batch, texts: texts)
    }
    var goesOn = true
    if file != first.location.file {
      goesOn = try judge(texts: texts)
      file = first.location.file
      verdict = .open
    }
    switch verdict {
    case .open:
      held.append(contentsOf: batch.events)
      guard held.count >= mostHeld || held.count(where: isCompared) >= sample else { return goesOn }
      return try judge(texts: texts) && goesOn
    case .passed:
      remember(batch.events)
      return try sink.receive(batch, texts: texts) && goesOn
    case .repeated:
      return try pass(batch.events.filter { !$0.kind.isSession }, texts: texts) && goesOn
    }
  }

  /// Judges the last input; to be called after its last batch.
  package mutating func finish(texts: TextTable) throws {
    _ = try judge(texts: texts)
    file = nil
  }

  /// Decides about the input whose events are held, and passes on what of them remains.
  private mutating func judge(texts: TextTable) throws -> Bool {
    guard verdict == .open, let file else { return true }
    var counted = 0
    var matches: [UInt32: Int] = [:]
    for event in held where isCompared(event) {
      counted += 1
      if let earlier = match(event) { matches[earlier, default: 0] += 1 }
    }
    let most = matches.max { ($0.value, $1.key) < ($1.value, $0.key) }
    let events = held
    held.removeAll()
    guard let most, counted >= leastSample, most.value * 2 >= counted else {
      verdict = .passed
      remember(events)
      return try pass(events, texts: texts)
    }
    verdict = .repeated
    repeats.append((file: file, of: most.key))
    return try pass(events.filter { !$0.kind.isSession }, texts: texts)
  }

  private mutating func pass(_ events: [Event], texts: TextTable) throws -> Bool {
    events.isEmpty ? true : try sink.receive(EventBatch(events: events), texts: texts)
  }

  /// True for a session that can be compared and belongs to the part that is remembered.
  private func isCompared(_ event: Event) -> Bool {
    isComparable(event) && RepeatFilter.rank(RepeatFilter.tuple(event)) <= limit
  }

  private func isComparable(_ event: Event) -> Bool {
    event.kind.isSession && event.has([.time, .insidePort, .outsidePort])
  }

  /// The input that has the same session within a second.
  private func match(_ event: Event) -> UInt32? {
    let tuple = RepeatFilter.tuple(event)
    for second in [Int64(0), -1, 1] {
      let key = RepeatFilter.key(tuple, event.time, second: second)
      if let earlier = seen[key]?.file, earlier != file { return earlier }
    }
    return nil
  }

  private mutating func remember(_ events: [Event]) {
    guard let file else { return }
    for event in events where isComparable(event) {
      let tuple = RepeatFilter.tuple(event)
      let rank = RepeatFilter.rank(tuple)
      guard rank <= limit else { continue }
      let key = RepeatFilter.key(tuple, event.time, second: 0)
      if seen[key] == nil { seen[key] = Entry(file: file, rank: rank) }
      guard seen.count > capacity else { continue }
      limit /= 2
      let most = limit
      seen = seen.filter { $0.value.rank <= most }
    }
  }

  /// A hash of what two records of one session have in common, apart from its time.
  private static func tuple(_ event: Event) -> UInt64 {
    let kind: UInt64 = event.kind == .sessionOpen ? 1 : event.kind == .sessionClose ? 2 : 3
    let ports =
      UInt64(event.insidePort) << 48 | UInt64(event.outsidePort) << 32
      | UInt64(event.destinationPort) << 16 | UInt64(event.proto.rawValue) << 8 | kind
    let inside = mixed(mixed(event.inside.high) ^ event.inside.low)
    let outside = mixed(mixed(inside ^ event.outside.high) ^ event.outside.low)
    let remote = mixed(mixed(outside ^ event.destination.high) ^ event.destination.low)
    return mixed(remote ^ ports)
  }

  /// What decides whether a session belongs to the part that is remembered.
  private static func rank(_ tuple: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: tuple >> 32) }

  /// The session at a time: in whole seconds of its quarter of an hour.
  private static func key(_ tuple: UInt64, _ time: Timestamp, second: Int64) -> UInt64 {
    let moved = time.advanced(by: second * 1_000_000_000)
    let quarter = moved.since(moved.floored(to: 900_000_000_000)) / 1_000_000_000
    return mixed(tuple &+ UInt64(truncatingIfNeeded: quarter))
  }

  /// The finaliser of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9e37_79b9_7f4a_7c15
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

extension EventKind {
  /// True for ``RepeatFilter/kinds``.
  fileprivate var isSession: Bool {
    self == .sessionOpen || self == .sessionClose || self == .session
  }
}
