/// Connections and visits of a world, counted where they are made.
package struct TrafficCounts: Hashable, Sendable {
  /// Sites that count as the head of popularity (Xavier 2024: 116 domains, a third of traffic).
  package static let head = 116

  /// Connections by IPv4, through the NAT.
  package var ipv4 = 0
  /// Connections by IPv6, past the NAT.
  package var ipv6 = 0
  /// Connections of either kind that belong to a visit.
  package var human = 0
  /// Visits.
  package var visits = 0
  /// Visits to the ``head`` most popular sites.
  package var headVisits = 0
  /// Visits to sites of special categories.
  package var sensitiveVisits = 0

  /// Nothing counted yet.
  package init() {}

  /// Connections of either kind.
  package var connections: Int { ipv4 + ipv6 }

  @inline(__always)
  mutating func add(ipv6 isIPv6: Bool, isHuman: Bool) {
    if isIPv6 { ipv6 += 1 } else { ipv4 += 1 }
    if isHuman { human += 1 }
  }

  /// Counts a connection that nobody made on purpose; true if it goes through the NAT.
  @inline(__always)
  mutating func addBackground(ipv6 isIPv6: Bool) -> Bool {
    add(ipv6: isIPv6, isHuman: false)
    return !isIPv6
  }

  /// Adds the counts of another part.
  package mutating func absorb(_ other: TrafficCounts) {
    ipv4 += other.ipv4
    ipv6 += other.ipv6
    human += other.human
    visits += other.visits
    headVisits += other.headVisits
    sensitiveVisits += other.sensitiveVisits
  }
}
