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
    /// A host name.
    case host(String)
  }

  /// The item of a record that names no destination.
  package static let nothing = UInt32.max
  /// Points kept at most; 24 octets each.
  package static let mostPoints = 1 << 24

  /// Positions of the subscribers looked at, in the log's order.
  package let subscribers: [Int]
  /// Subscribers that the log knows.
  package let population: Int
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
  ///   - seed: chooses the sample.
  package init(log: RetainedLog, limit: Int = .max, seed: UInt64 = 0x7472_6163_6573) {
    population = log.subscribers.count
    var counts = [Int](repeating: 0, count: population)
    for position in 0..<log.count {
      let record = log[position]
      guard record.span != nil, let index = log.index(of: record.subscriber) else { continue }
      counts[index] += 1
    }
    subscribers = SubscriberTraces.sample(counts, limit: limit, seed: seed)
    var places = [Int](repeating: -1, count: population)
    var starts = [0]
    for (place, subscriber) in subscribers.enumerated() {
      places[subscriber] = place
      starts.append(starts[place] + counts[subscriber])
    }
    var next = starts
    var points = [Point](
      repeating: Point(start: 0, end: 0, item: SubscriberTraces.nothing), count: starts.last ?? 0)
    var names = ItemTable()
    for position in 0..<log.count {
      let record = log[position]
      guard let span = record.span, let index = log.index(of: record.subscriber),
        places[index] >= 0
      else { continue }
      let place = places[index]
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
  package var sampleNote: String {
    subscribers.count == population
      ? "" : "over a sample of \(subscribers.count) of \(population) subscribers"
  }

  /// Subscribers to look at: all, or as many as the limits allow, in an order that a seed gives.
  private static func sample(_ counts: [Int], limit: Int, seed: UInt64) -> [Int] {
    let total = counts.reduce(0, +)
    guard counts.count > limit || total > mostPoints else { return Array(counts.indices) }
    let random = CounterRandom(seed: seed)
    let order = counts.indices.sorted {
      (random.bits(UInt64($0)), $0) < (random.bits(UInt64($1)), $1)
    }
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
  private var addresses: [IPAddress: UInt32] = [:]
  private var hosts: [TextID: UInt32] = [:]

  mutating func item(of record: RetainedRecord, _ log: RetainedLog) -> UInt32 {
    if let host = record.host, host != .none {
      if let known = hosts[host] { return known }
      let number = UInt32(items.count)
      hosts[host] = number
      items.append(.host(log.text(host)))
      return number
    }
    guard let address = record.destination else { return SubscriberTraces.nothing }
    if let known = addresses[address] { return known }
    let number = UInt32(items.count)
    addresses[address] = number
    items.append(.address(address))
    return number
  }
}
