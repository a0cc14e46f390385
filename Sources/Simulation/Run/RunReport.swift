package import NATModel

/// What a run counted.
package struct RunReport: Sendable {
  /// Connections and visits.
  package var traffic = TrafficCounts()
  /// What happened in the NAT.
  package var nat = NATStatistics()
  /// Connections of both families by hour of the day, UTC.
  package var hours = [Int](repeating: 0, count: 24)
  /// Records that the NAT wrote and that reached the collector.
  package var records = 0
  /// Records that were lost on the way.
  package var lost = 0
  /// Name observations.
  package var names = 0
  /// Requests.
  package var requests = 0
  /// Requests that know the outside port.
  package var requestsWithPort = 0
  /// Accounting records.
  package var assignments = 0
  /// Subscribers by mappings held at the busiest full hour, by number of mappings.
  package var portHistogram: [Int] = []
  /// Shared addresses in use at that hour.
  package var outsideInUse = 0
  /// Persons of all subscribers.
  package var persons = 0
  /// Length of the world in days.
  package var days = 0.0
  /// True if the sink asked to stop.
  package var isPartial = false

  /// Texts of all events.
  package var texts = TextTable()

  /// Nothing counted yet.
  package init() {}

  /// Subscribers who held a port at the busiest full hour.
  package var activeSubscribers: Int { portHistogram.dropFirst().reduce(0, +) }

  /// Mappings at a quantile of the subscribers who held any, at the busiest full hour.
  package func ports(atQuantile quantile: Double) -> Int? {
    guard activeSubscribers > 0 else { return nil }
    let wanted = quantile * Double(activeSubscribers)
    var seen = 0
    for (ports, count) in portHistogram.enumerated().dropFirst() {
      seen += count
      if Double(seen) >= wanted { return ports }
    }
    return portHistogram.count - 1
  }
}
