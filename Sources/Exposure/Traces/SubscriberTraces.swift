package import NATModel
package import Retention

/// What a retained log says about each subscriber: points in order of time.
///
/// The form in which measures look at whole records of a life: when something was recorded, and
/// what. Beyond ``mostPoints`` a sample of subscribers is taken, the same in every run; figures must
/// then say so (``sampleNote``).
package struct SubscriberTraces: Sendable {
  /// One record: when it began and ended, and what it names.
  package struct Point: Hashable, Sendable, BitwiseCopyable {
    /// Start of the record, nanoseconds since 1970 UTC.
    package var start: Int64
    /// End of the record, nanoseconds since 1970 UTC; not before ``start``.
    package var end: Int64
    /// What it names: a position in ``SubscriberTraces/items``, or ``nothing``.
    package var item: UInt32
  }

  /// What a record names.
  package enum Item: Hashable, Sendable {
    /// A remote address, as the log shows it.
    case address(IPAddress)
    /// A host name, in lower case and without the root's dot.
    case host(String)
  }

  /// The item of a record that names no destination.
  package static let nothing = UInt32.max
  /// Points kept at most; 24 octets each.
  package static let mostPoints = 1 << 24

  /// Who is looked at.
  private let sample: SubscriberSample
  /// Positions of the subscribers looked at, in the log's order.
  package var subscribers: [Int] { sample.subscribers }
  /// Every distinct item, in order of first appearance.
  package let items: [Item]
  /// True if a record names a destination.
  package var namesItems: Bool { !items.isEmpty }
  private let points: [Point]
  /// Where each subscriber's points begin, by place in ``subscribers``; one more than those.
  private let starts: [Int]

  /// Traces of a log's subscribers, host names before addresses where a record has both.
  ///
  /// Records without a time, and those that name no subscriber, are left out. O(n).
  /// - Parameters:
  ///   - log: the retained log.
  ///   - limit: look at no more than this many subscribers.
  package init(log: RetainedLog, limit: Int = .max) {
    let counts = SubscriberTraces.counts(of: log)
    self.init(log: log, of: SubscriberTraces.sample(counts, limit: limit), counts: counts)
  }

  /// How many records with a time there are about each subscriber of a log.
  package static func counts(of log: RetainedLog) -> [Int] {
    var counts = [Int](repeating: 0, count: log.subscribers.count)
    log.forEachOutline { _, record in
      guard record.span != nil, let index = log.index(of: record.subscriber) else { return }
      counts[index] += 1
    }
    return counts
  }

  /// Traces of some of a log's subscribers.
  ///
  /// - Parameters:
  ///   - log: the retained log.
  ///   - subscribers: positions of those to look at, ascending.
  ///   - counts: what ``counts(of:)`` says of the log.
  package init(log: RetainedLog, of subscribers: [Int], counts: [Int]) {
    let sample = SubscriberSample(subscribers, of: log.subscribers.count)
    self.sample = sample
    var starts = [0]
    for (place, subscriber) in subscribers.enumerated() {
      starts.append(starts[place] + counts[subscriber])
    }
    var next = starts
    var points = [Point](
      repeating: Point(start: 0, end: 0, item: SubscriberTraces.nothing), count: starts.last ?? 0)
    var names = ItemTable(destinations: log.destinations)
    log.forEachOutline { _, record in
      guard let span = record.span, let index = log.index(of: record.subscriber),
        let place = sample.place(of: index)
      else { return }
      points[next[place]] = Point(
        start: span.start.nanoseconds, end: span.end.nanoseconds, item: names.item(of: record, log))
      next[place] += 1
    }
    // Records stand in order of time where they have one; a regime may still have moved a start.
    for place in subscribers.indices {
      let range = starts[place]..<starts[place + 1]
      let isInOrder = range.dropFirst().allSatisfy { points[$0 - 1].start <= points[$0].start }
      if !isInOrder {
        points[range].sort { ($0.start, $0.end, $0.item) < ($1.start, $1.end, $1.item) }
      }
    }
    self.points = points
    self.starts = starts
    items = names.items
  }

  /// The points of the subscriber at a place in ``subscribers``, in order of start.
  package func points(at place: Int) -> ArraySlice<Point> {
    points[starts[place]..<starts[place + 1]]
  }

  /// Says that not all subscribers were looked at; empty if they were.
  package var sampleNote: String { sample.note }

  /// Subscribers to look at: all, or as many as the limits allow, in an order that a seed gives.
  ///
  /// Of two samples of one log the smaller is part of the larger.
  package static func sample(_ counts: [Int], limit: Int) -> [Int] {
    let total = counts.reduce(0, +)
    guard counts.count > limit || total > mostPoints else { return Array(counts.indices) }
    let order = SubscriberSample.order(of: counts.count)
    var kept: [Int] = []
    var sum = 0
    for subscriber in order {
      guard kept.count < limit, sum + counts[subscriber] <= mostPoints else { break }
      kept.append(subscriber)
      sum += counts[subscriber]
    }
    return kept.sorted()
  }
}

/// Numbers items in order of first appearance.
private struct ItemTable {
  private(set) var items: [SubscriberTraces.Item] = []
  /// Items by number of the address and of the host; ``SubscriberTraces/nothing`` until seen.
  private var addresses: [UInt32]
  private var hosts: [UInt32] = []
  /// Items by name: a name that is written in two ways is one.
  private var named: [String: UInt32] = [:]

  init(destinations: Int) {
    addresses = [UInt32](repeating: SubscriberTraces.nothing, count: destinations)
  }

  mutating func item(of record: RecordOutline, _ log: RetainedLog) -> UInt32 {
    if record.host != .none {
      let number = Int(record.host.rawValue)
      while hosts.count <= number { hosts.append(SubscriberTraces.nothing) }
      if hosts[number] == SubscriberTraces.nothing {
        hosts[number] = item(named: HostName.canonical(log.text(record.host)))
      }
      return hosts[number]
    }
    guard record.destination != 0 else { return SubscriberTraces.nothing }
    let number = Int(record.destination)
    if addresses[number] == SubscriberTraces.nothing {
      addresses[number] = UInt32(items.count)
      items.append(.address(log.destination(record.destination)))
    }
    return addresses[number]
  }

  private mutating func item(named name: String) -> UInt32 {
    if let known = named[name] { return known }
    let number = UInt32(items.count)
    items.append(.host(name))
    named[name] = number
    return number
  }
}
