/// Counts over events: kinds, fields present, time range.
package struct EventSummary: Sendable, Equatable {
  /// Events by kind; a kind that did not occur is absent.
  package private(set) var kinds: [EventKind: Int] = [:]
  /// Events that state each field, in the order of ``EventFields/named``.
  package private(set) var fieldCounts = [Int](repeating: 0, count: EventFields.named.count)
  /// All events.
  package private(set) var total = 0
  /// Earliest and latest instant stated, or `nil` if no event has a time.
  package private(set) var range: (first: Timestamp, last: Timestamp)?
  /// Events whose year or zone came from a rule and not from the record.
  package private(set) var assumedTimes = 0
  /// Finest and coarsest resolution of time seen, in nanoseconds.
  package private(set) var resolutions: Set<UInt32> = []

  /// Nothing counted yet.
  package init() {}

  /// Counts the events of a batch.
  ///
  /// Records of one log have few shapes (kind, fields, resolution), and runs of the same: each shape
  /// is counted once per run and unfolded at the end, not once per event.
  package mutating func add(_ events: [Event]) {
    guard let head = events.first else { return }
    var shapes: [(shape: Shape, count: Int)] = [(Shape(head), 0)]
    var current = 0
    var run = 0
    var first = Timestamp.distantFuture
    var last = Timestamp.distantPast
    for index in events.indices {
      let own = Shape(events[index])
      if own != shapes[current].shape {
        shapes[current].count += run
        run = 0
        if let known = shapes.firstIndex(where: { $0.shape == own }) {
          current = known
        } else {
          if shapes.count >= Shape.limit {
            unfold(shapes)
            shapes.removeAll(keepingCapacity: true)
          }
          current = shapes.count
          shapes.append((own, 0))
        }
      }
      run += 1
      guard own.fields.contains(.time) else { continue }
      let time = events[index].time
      let start = own.fields.contains(.start) ? min(events[index].start, time) : time
      first = min(first, start)
      last = max(last, time)
    }
    shapes[current].count += run
    unfold(shapes)
    total += events.count
    if first <= last { range = (min(range?.first ?? first, first), max(range?.last ?? last, last)) }
  }

  /// What an event is counted by.
  private struct Shape: Equatable {
    /// How many shapes are searched one by one before they are unfolded.
    static let limit = 32

    var fields: EventFields
    var resolution: UInt32
    var kind: EventKind

    init(_ event: Event) {
      fields = event.fields
      resolution = event.resolution
      kind = event.kind
    }

    static func == (left: Self, right: Self) -> Bool {
      left.fields.rawValue == right.fields.rawValue && left.resolution == right.resolution
        && left.kind == right.kind
    }
  }

  private mutating func unfold(_ shapes: [(shape: Shape, count: Int)]) {
    for (shape, count) in shapes {
      kinds[shape.kind, default: 0] += count
      for (index, entry) in EventFields.named.enumerated()
      where shape.fields.contains(entry.field) {
        fieldCounts[index] += count
      }
      if !shape.fields.isDisjoint(with: [.assumedYear, .assumedZone]) { assumedTimes += count }
      if shape.fields.contains(.time) { resolutions.insert(shape.resolution) }
    }
  }

  /// Adds the counts of another part.
  package mutating func absorb(_ other: EventSummary) {
    for (kind, count) in other.kinds { kinds[kind, default: 0] += count }
    for index in fieldCounts.indices { fieldCounts[index] += other.fieldCounts[index] }
    total += other.total
    assumedTimes += other.assumedTimes
    resolutions.formUnion(other.resolutions)
    if let theirs = other.range {
      range = (
        min(range?.first ?? theirs.first, theirs.first),
        max(range?.last ?? theirs.last, theirs.last)
      )
    }
  }

  /// Equal if every count is.
  package static func == (left: EventSummary, right: EventSummary) -> Bool {
    left.kinds == right.kinds && left.fieldCounts == right.fieldCounts && left.total == right.total
      && left.range?.first == right.range?.first && left.range?.last == right.range?.last
      && left.assumedTimes == right.assumedTimes && left.resolutions == right.resolutions
  }
}
