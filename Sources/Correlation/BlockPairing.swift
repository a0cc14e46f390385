import NATModel

/// Turns records of port blocks given, still held and taken back into port blocks.
///
/// A block whose release is missing lasts until the same ports are next given to somebody, or to
/// the end of the log. One whose allocation is missing begins where its record says, or else when
/// the ports were last given up, or else at the start of the log: a port block has no timeout of
/// its own, so its holder held it before the log began. An end that was read in an hour that occurs
/// twice is the later of the two instants, a start the earlier.
struct BlockPairing {
  /// The blocks found, in order of start, then of place; subscribers are not resolved yet.
  private(set) var blocks: [(block: PortBlock, text: TextID)] = []
  /// Repeated records.
  private(set) var duplicates = 0
  /// Records without an address or ports.
  private(set) var unusable = 0

  /// The ports that one holder has at a time.
  private struct Range: Hashable {
    var outside: IPAddress
    var first: UInt16
    var last: UInt16
    var proto: TransportProtocol
  }

  private var open: [Range: Event] = [:]
  private var lastEnd: [Range: (time: Timestamp, inside: IPAddress, realm: TextID)] = [:]

  /// Pairs block events in any order.
  ///
  /// - Complexity: O(n log n).
  init(_ events: [Event], extent: TimeSpan) {
    for event in events.sorted(by: BlockPairing.precedes) {
      guard event.has([.time, .inside, .outside, .outsidePort]),
        !event.has(.outsidePortLast) || event.outsidePortLast >= event.outsidePort
      else {
        unusable += 1
        continue
      }
      take(event, extent: extent)
    }
    for (range, event) in open {
      add(event, range, until: extent.end, knowledge: [.endInferred, .openAtEnd])
    }
    blocks.sort { left, right in
      let first = left.block
      let second = right.block
      if first.span.start != second.span.start { return first.span.start < second.span.start }
      if first.location != second.location { return first.location < second.location }
      return (first.outside, first.ports.lowerBound, first.ports.upperBound, first.proto)
        < (second.outside, second.ports.lowerBound, second.ports.upperBound, second.proto)
    }
  }

  private mutating func take(_ event: Event, extent: TimeSpan) {
    let last = event.has(.outsidePortLast) ? event.outsidePortLast : event.outsidePort
    let range = Range(
      outside: event.outside, first: event.outsidePort, last: last, proto: event.proto)
    let held = open[range]
    let isHolder = held.map { $0.inside == event.inside && $0.realm == event.realm } ?? false
    switch event.kind {
    case .blockRelease:
      if let held, isHolder {
        add(held, range, until: event.time.advanced(by: event.fold), knowledge: [])
        open[range] = nil
      } else {
        // A copy of the release that was just taken.
        if let end = lastEnd[range], end == (event.time, event.inside, event.realm) {
          duplicates += 1
          return
        }
        if let held { endLost(held, range, at: event) }
        var begun = event
        begun.time = startOfUnallocated(event, range, extent: extent)
        add(
          begun, range, until: event.time.advanced(by: event.fold), knowledge: .startInferred)
      }
      lastEnd[range] = (event.time, event.inside, event.realm)
    case .blockInterim where isHolder: break
    case .blockAllocate where isHolder: duplicates += 1
    default:
      if let held { endLost(held, range, at: event) }
      open[range] = event
    }
  }

  /// Ends a block whose ports turn up with another holder.
  private mutating func endLost(_ held: Event, _ range: Range, at event: Event) {
    let stated = event.has(.start) ? min(event.start, event.time) : event.time
    let end = max(held.time, stated).advanced(by: event.fold)
    add(held, range, until: end, knowledge: .endInferred)
    open[range] = nil
    lastEnd[range] = (stated, held.inside, held.realm)
  }

  private func startOfUnallocated(
    _ event: Event, _ range: Range, extent: TimeSpan
  ) -> Timestamp {
    if event.has(.start) { return min(event.start, event.time) }
    return min(lastEnd[range]?.time ?? extent.start, event.time)
  }

  private mutating func add(
    _ event: Event, _ range: Range, until end: Timestamp, knowledge: SpanKnowledge
  ) {
    var knowledge = knowledge
    var start = event.time
    if event.kind == .blockInterim {
      // First seen while already held.
      if event.has(.start) { start = min(event.start, event.time) }
      knowledge.insert(.startInferred)
    }
    blocks.append(
      (
        PortBlock(
          subscriber: .unknown, realm: event.realm, inside: event.inside, outside: range.outside,
          ports: range.first...range.last, proto: range.proto,
          span: TimeSpan(start: start, end: end), knowledge: knowledge,
          resolution: event.resolution, location: event.location),
        event.subscriber
      ))
  }

  /// In order of time; at one instant ports are released before they are allocated.
  private static func precedes(_ left: Event, _ right: Event) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if (left.kind == .blockRelease) != (right.kind == .blockRelease) {
      return left.kind == .blockRelease
    }
    return left.location < right.location
  }
}
