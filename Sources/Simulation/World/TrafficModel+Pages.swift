import NATModel

/// Connections of page views.
extension TrafficModel {
  /// Adds the connections of a page that begin within an interval.
  func connections(
    of page: DayPlan.Page, _ subscriber: Int, _ household: Household, within span: Range<Int64>,
    _ addresses: HostAddresses, into slice: inout TrafficSlice
  ) {
    var draws = CounterGenerator(
      seed: seed, subscriber: UInt64(subscriber), stream: .page,
      item: UInt64(page.visit) << 8 | UInt64(page.page))
    let whole = Int(connectionsPerHost)
    let part = connectionsPerHost - Double(whole)
    for (position, host) in sites.hosts(of: Int(page.site)).enumerated() {
      // Every host draws the same number of times whether it is contacted or not, so that pages
      // are the same in every interval that asks for them.
      if page.page > 0, position > 0, draws.unit() >= reload { continue }
      let isIPv6 = isIPv6(household, host)
      let count = whole + (part > 0 && draws.chance(part) ? 1 : 0)
      for number in 0..<count {
        let wait = position == 0 ? draws.next() >> 37 : 100_000_000 + (draws.next() >> 32) * 7 / 10
        let time = page.time + Int64(wait)
        guard span.contains(time), !isIPv6 else {
          draws.skip(TrafficModel.drawsPerConnection)
          if isIPv6, span.contains(time) { slice.counts.add(ipv6: true, isHuman: true) }
          continue
        }
        var connection = connection(subscriber, at: time, to: host, addresses, &draws)
        connection.site = page.site
        connection.visit = page.visit
        connection.device = page.device
        if number == 0, page.page == 0 { connection.traits.insert(.resolved) }
        slice.counts.add(ipv6: false, isHuman: true)
        slice.connections.append(connection)
      }
    }
  }
}
