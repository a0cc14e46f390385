/// Which inside address each subscriber has when, and the accounting sessions that say so.
///
/// A subscriber's address is fixed, or changes once a day at an hour of its own. Then two halves of
/// the range take turns, so that no address has two holders and none is given on within hours.
package struct AddressPlan: Sendable {
  /// The end of one accounting session and the begin of the next.
  package struct Change: Hashable, Sendable, BitwiseCopyable {
    /// When, nanoseconds since 1970 UTC.
    package var time: Int64
    /// Who.
    package var subscriber: UInt32
    /// The address until then, and from then on, IPv4 in host order.
    package var before: UInt32
    package var after: UInt32
  }

  /// Inside addresses in use, from ``AddressRanges/inside`` on.
  package let addressCount: Int
  private let count: Int
  private let perDay: Int64
  private let renumbers: Bool
  private let start: Int64
  private let seed: UInt64

  /// The plan that parameters give to a world that begins at `start`.
  package init(_ values: ParameterValues, start: Int64, seed: UInt64) {
    count = values.count("population.subscribers")
    perDay = Int64(values.count("assignment.per_day"))
    renumbers = perDay > 0 && values.word("assignment.renumber") == "daily"
    addressCount = renumbers ? 2 * count : count
    self.start = start
    self.seed = seed
  }

  private var period: Int64 { TrafficModel.dayLength / max(1, perDay) }

  /// When within a period the subscriber's sessions change.
  private func phase(_ subscriber: Int) -> Int64 {
    var draws = CounterGenerator(seed: seed, subscriber: UInt64(subscriber), stream: .address)
    return Int64(draws.unit() * Double(period))
  }

  /// The number of the accounting session that holds at an instant; 0 is the one that holds when
  /// the world begins.
  private func number(_ subscriber: Int, at time: Int64) -> Int64 {
    (time - start - phase(subscriber) + period) / period
  }

  private func address(_ subscriber: Int, number: Int64) -> UInt32 {
    guard renumbers else { return AddressRanges.inside + UInt32(subscriber) }
    let day = number / perDay
    var draws = CounterGenerator(
      seed: seed, subscriber: UInt64(day), stream: .address, item: 1)
    var factor = draws.below(count) | 1
    while AddressPlan.commonDivisor(factor, count) != 1 { factor = draws.below(count) | 1 }
    let place = (factor * subscriber + draws.below(count)) % count
    return AddressRanges.inside + UInt32(Int(day & 1) * count + place)
  }

  private static func commonDivisor(_ left: Int, _ right: Int) -> Int {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The address of a subscriber at an instant of the world, and when that ends.
  ///
  /// The end is `Int64.max` for addresses that never change.
  package func address(_ subscriber: Int, at time: Int64) -> (address: UInt32, until: Int64) {
    guard renumbers else { return (AddressRanges.inside + UInt32(subscriber), .max) }
    let number = number(subscriber, at: time)
    let next = (number / perDay + 1) * perDay
    return (
      address(subscriber, number: number), start + phase(subscriber) + (next - 1) * period
    )
  }

  /// The accounting sessions that hold when the world begins, in order of time.
  ///
  /// `before` and `after` are the same address. Empty without accounting.
  package func initial() -> [Change] {
    guard perDay > 0 else { return [] }
    return (0..<count)
      .map { subscriber in
        let address = address(subscriber, number: 0)
        return Change(
          time: start + phase(subscriber) - period, subscriber: UInt32(subscriber),
          before: address, after: address)
      }
      .sorted { ($0.time, $0.subscriber) < ($1.time, $1.subscriber) }
  }

  /// The changes within an interval, in order of time.
  package func changes(_ span: Range<Int64>) -> [Change] {
    guard perDay > 0 else { return [] }
    var changes: [Change] = []
    for subscriber in 0..<count {
      let phase = phase(subscriber)
      var number = max(0, (span.lowerBound - start - phase - 1) / period)
      while start + phase + number * period < span.upperBound {
        let time = start + phase + number * period
        if span.contains(time) {
          changes.append(
            Change(
              time: time, subscriber: UInt32(subscriber),
              before: address(subscriber, number: number),
              after: address(subscriber, number: number + 1)))
        }
        number += 1
      }
    }
    changes.sort { ($0.time, $0.subscriber) < ($1.time, $1.subscriber) }
    return changes
  }
}
