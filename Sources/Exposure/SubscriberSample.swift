/// Which of a log's subscribers are looked at: all, or so many that a seed chooses, the same in every
/// run; figures must then say so (``note``).
package struct SubscriberSample: Sendable {
  /// Positions of those looked at, in the log's order.
  package let subscribers: [Int]
  /// Subscribers that the log knows.
  package let population: Int
  /// Place of each subscriber in ``subscribers``, -1 for one not looked at.
  private let places: [Int32]

  /// All of a population, or as many as are to be looked at at most.
  package init(of population: Int, most: Int = .max) {
    self.init(
      population <= most
        ? Array(0..<population)
        : SubscriberSample.order(of: population).prefix(most).sorted(), of: population)
  }

  /// Some of a population, by ascending position.
  package init(_ subscribers: [Int], of population: Int) {
    self.subscribers = subscribers
    self.population = population
    var places = [Int32](repeating: -1, count: population)
    for (place, subscriber) in subscribers.enumerated() { places[subscriber] = Int32(place) }
    self.places = places
  }

  /// All of a population in the order in which a seed chooses them.
  ///
  /// Of two samples that take the first so many, the smaller is part of the larger.
  package static func order(of population: Int, seed: UInt64 = 0x7472_6163_6573) -> [Int] {
    let random = CounterRandom(seed: seed)
    return (0..<population).sorted {
      (random.bits(UInt64($0)), $0) < (random.bits(UInt64($1)), $1)
    }
  }

  /// Number of subscribers looked at.
  package var count: Int { subscribers.count }

  /// Place in ``subscribers`` of the subscriber at a position, or `nil` for one not looked at.
  package func place(of subscriber: Int) -> Int? {
    let place = places[subscriber]
    return place < 0 ? nil : Int(place)
  }

  /// Says that not all subscribers were looked at; empty if they were.
  package var note: String {
    count == population ? "" : "over a sample of \(count) of \(population) subscribers"
  }
}
