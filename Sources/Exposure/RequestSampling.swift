package import NATModel
import Retention

/// Requests where no server log gives any: drawn from the records of the richest retained log.
///
/// A drawn request asks who held an outside address and port (and destination, where the record has
/// one) at the start of a record, on a clock of ``resolution``; the record's own subscriber is taken
/// as the truth. So it has no clock error, and it cannot show errors of the log itself: results over
/// drawn requests must say where they come from (``Drawn/origin``).
package struct RequestSampling: Hashable, Sendable {
  /// Requests with the truth that belongs to them.
  package struct Drawn: Sendable {
    /// In order of the records, labelled `record-1`, `record-2`, … by position in the log.
    package var requests: [Request]
    /// The right subscriber of each label.
    package var requesters: [String: String]
    /// Where they come from, one phrase.
    package var origin: String
  }

  /// At most so many requests.
  package var limit: Int
  /// Chooses among the records.
  package var seed: UInt64
  /// Resolution of the requester's clock in nanoseconds; 1 s is what RFC 6302 asks of servers.
  package var resolution: Int64
  /// Clock error that a request allows for, in nanoseconds.
  package var tolerance: Int64

  /// A sampling with its limits.
  /// - Precondition: `limit >= 0`, `resolution > 0`, `tolerance >= 0`.
  package init(
    limit: Int = 2000, seed: UInt64 = 0x6e61_746c_656e_73, resolution: Int64 = 1_000_000_000,
    tolerance: Int64 = 0
  ) {
    precondition(limit >= 0 && resolution > 0 && tolerance >= 0)
    self.limit = limit
    self.seed = seed
    self.resolution = resolution
    self.tolerance = tolerance
  }

  /// Requests from one log; `nil` if no record states a time, an outside address and a port.
  ///
  /// The port of a block is drawn from the block. O(records).
  func draw(from log: RetainedLog, _ regime: String) -> Drawn? {
    var eligible = 0
    log.forEachOutline { _, record in
      if RequestSampling.isEligible(record, log) { eligible += 1 }
    }
    return eligible > 0 ? draw(from: log, regime, eligible: eligible) : nil
  }

  private static func isEligible(_ record: RecordOutline, _ log: RetainedLog) -> Bool {
    record.span != nil && record.statesOutside && record.ports > 0
      && log.index(of: record.subscriber) != nil
  }

  private func draw(from log: RetainedLog, _ regime: String, eligible: Int) -> Drawn {
    let ordinals = even(of: eligible)
    let ports = CounterRandom(seed: seed, stream: 1)
    var requests: [Request] = []
    var requesters: [String: String] = [:]
    var ordinal = 0
    log.forEachOutline { position, outline in
      guard requests.count < ordinals.count, RequestSampling.isEligible(outline, log) else {
        return
      }
      defer { ordinal += 1 }
      guard ordinal == ordinals[requests.count] else { return }
      let record = log[position]
      guard let span = record.span, let range = record.ports else { return }
      let offset = ports.below(UInt64(range.count), at: UInt64(position))
      let label = "record-\(position + 1)"
      requests.append(
        Request(
          time: span.start.floored(to: resolution), resolution: resolution, tolerance: tolerance,
          outside: record.outside, outsidePort: range.lowerBound + UInt16(offset),
          proto: record.proto, destination: record.destination,
          destinationPort: record.destinationPort, label: label))
      requesters[label] = log.identity(of: record.subscriber)
    }
    let share = eligible > limit ? "\(requests.count) of \(eligible) records" : "every record"
    return Drawn(
      requests: requests, requesters: requesters,
      origin: "drawn from the log's own records (\(regime), \(share)), without clock error")
  }

  /// The given requests, thinned to ``limit`` if there are more, in their order.
  package func thin(_ requests: [Request]) -> [Request] {
    even(of: requests.count).map { requests[$0] }
  }

  /// Positions spread evenly over `0..<count`: one from each of ``limit`` stretches of equal length.
  private func even(of count: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    let random = CounterRandom(seed: seed)
    return (0..<limit).map { stretch in
      let first = bound(stretch, of: count)
      let length = bound(stretch + 1, of: count) - first
      return first + Int(random.below(UInt64(length), at: UInt64(stretch)))
    }
  }

  /// `count × stretch / limit` without overflow; neighbouring bounds differ by at least one.
  private func bound(_ stretch: Int, of count: Int) -> Int {
    limit.dividingFullWidth(count.multipliedFullWidth(by: stretch)).quotient
  }
}
