package import NATModel

/// A simulated world: parameters and a seed, and everything that follows from them.
///
/// Nothing has happened yet; ``run(threads:sink:truth:)`` makes it happen, and
/// ``slice(of:within:)`` shows any interval of any one subscriber on its own.
package struct World: Sendable {
  /// Why parameters give no world.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sites need more addresses than there are.
    case destinations(HostAddresses.Failure)
    /// More shared addresses than there are; subscribers or their number per address must change.
    case outside(needed: Int)
    /// More inside addresses than 100.64.0.0/10 has.
    case inside(needed: Int)

    /// What is wrong and what to change.
    package var description: String {
      switch self {
      case .destinations(let failure): failure.description
      case .outside(let needed):
        "\(needed) shared addresses are needed and \(AddressRanges.outsideCount) are there: "
          + "raise nat.subscribers_per_address"
      case .inside(let needed):
        "\(needed) inside addresses are needed and \(AddressRanges.insideCount) are there: "
          + "lower population.subscribers"
      }
    }
  }

  /// Seed unless the user gives one.
  package static let defaultSeed: UInt64 = 7

  /// The scenario with its overrides.
  package let scenario: Scenario
  /// The seed of everything.
  package let seed: UInt64
  /// How subscribers become connections.
  package let traffic: TrafficModel
  /// Which inside address each subscriber has when.
  package let plan: AddressPlan
  /// How the NAT behaves.
  package let nat: NATSettings
  /// The control world that this is, if any.
  package let null: NullWorld
  /// The addresses of hosts on the first day.
  package let addresses: HostAddresses
  /// For each site, whether its access log leads to requests, and whether it has ports.
  package let servers: ServerLogs
  /// The site that truth names for each site; the same one but in ``NullWorld/permutedLabels``.
  private let labels: [UInt32]

  /// The world of a scenario and a seed.
  /// - Throws: ``Failure`` if it needs more addresses than the documentation ranges have.
  package init(_ scenario: Scenario, seed: UInt64 = World.defaultSeed) throws(Failure) {
    let values = scenario.values
    self.scenario = scenario
    self.seed = seed
    null = NullWorld(rawValue: values.word("population.null_world")) ?? .none
    traffic = TrafficModel(values, seed: seed)
    do {
      addresses = try HostAddresses(traffic.sites, values, seed: seed)
    } catch {
      throw .destinations(error)
    }
    plan = AddressPlan(values, start: traffic.start, seed: seed)
    guard plan.addressCount <= AddressRanges.insideCount else {
      throw .inside(needed: plan.addressCount)
    }
    let sharing = values.count("nat.subscribers_per_address")
    // Under RFC 7422 every inside address has ports of its own, held or not.
    let sharers =
      values.word("nat.behavior") == NATBehavior.deterministic.rawValue
      ? plan.addressCount : traffic.population.count
    let needed = (sharers + sharing - 1) / sharing
    guard needed <= AddressRanges.outsideCount else { throw .outside(needed: needed) }
    var nat = NATSettings(values, outside: (0..<needed).map(AddressRanges.outside), seed: seed)
    nat.insideFirst = AddressRanges.inside
    nat.insideCount = plan.addressCount
    nat.servesOthers = false
    self.nat = nat
    servers = ServerLogs(values, sites: traffic.sites, seed: seed)
    var labels = (0..<UInt32(traffic.sites.count)).map { $0 }
    if null == .permutedLabels {
      var draws = CounterGenerator(seed: seed, subscriber: 1, stream: .labels, item: 1)
      labels.shuffle(using: &draws)
    }
    self.labels = labels
  }

  /// The name of a subscriber in truth and in accounting.
  package func name(ofSubscriber subscriber: Int) -> String { "subscriber-\(subscriber + 1)" }

  /// The name that truth gives to a site.
  package func label(ofSite site: Int) -> String { traffic.sites.name(ofSite: Int(labels[site])) }

  /// The NAT's configuration, as a provider would keep it.
  package var configuration: NATConfiguration { NATEngine(nat).configuration }

  /// What one subscriber does within an interval: the same as that part of the whole run.
  /// - Complexity: O(days before the interval x hosts) for churn, then O(its connections).
  package func slice(of subscriber: Int, within span: Range<Int64>) -> TrafficSlice {
    var shard = TrafficShard(traffic, subscribers: subscriber..<subscriber + 1)
    var addresses = addresses
    var whole = TrafficSlice()
    var cell = traffic.start
    // Cells begin at full minutes; one that is cut by the interval is made whole and filtered.
    if span.lowerBound > cell {
      cell += (span.lowerBound - cell) / TrafficModel.cell * TrafficModel.cell
    }
    while cell < min(span.upperBound, traffic.end) {
      addresses.advance(to: traffic.day(of: cell))
      let part = shard.slice(cell..<cell + TrafficModel.cell, addresses)
      whole.connections += part.connections.filter { span.contains($0.start) }
      whole.visits += part.visits.filter { span.contains($0.time) }
      whole.counts.absorb(part.counts)
      cell += TrafficModel.cell
    }
    return whole
  }

  /// What truth knows about a connection before it is put through the NAT.
  package func known(_ connection: Connection) -> SessionTruth {
    let isVisit = connection.site != Connection.none
    return SessionTruth(
      session: nil, time: Timestamp(nanoseconds: connection.start),
      subscriber: name(ofSubscriber: Int(connection.subscriber)),
      device: Int(connection.device), host: traffic.sites.name(ofHost: Int(connection.host)),
      site: isVisit ? label(ofSite: Int(connection.site)) : nil,
      visit: isVisit ? connection.visit : nil, outside: nil, outsidePort: 0,
      proto: connection.proto)
  }

  /// Writes what truth knows about one subscriber within an interval, in order of time: visits and
  /// connections, without what the NAT made of them.
  package func write(
    _ subscriber: Int, within span: Range<Int64>, to truth: inout some TruthSink
  ) throws {
    let slice = slice(of: subscriber, within: span)
    var visits = slice.visits[...]
    for connection in slice.connections {
      while let visit = visits.first, visit.time <= connection.start {
        try truth.visit(known(visit))
        visits.removeFirst()
      }
      try truth.session(known(connection))
    }
    for visit in visits { try truth.visit(known(visit)) }
  }

  /// What truth knows about a visit.
  package func known(_ visit: Visit) -> Truth.Visit {
    Truth.Visit(
      subscriber: name(ofSubscriber: Int(visit.subscriber)), site: label(ofSite: Int(visit.site)),
      time: Timestamp(nanoseconds: visit.time))
  }

  /// Names and their addresses on a day, as anybody could collect them from the DNS: CSV with
  /// `name,address`, in order of host number.
  package func nameList(day: Int) -> String {
    var addresses = addresses
    addresses.advance(to: day)
    var text = "name,address\n"
    for host in 0..<traffic.sites.hostCount {
      text += traffic.sites.name(ofHost: host) + ","
      text += IPAddress(ipv4: addresses.address(of: host)).description + "\n"
    }
    return text
  }

  /// What each site's page loads, and where: CSV with `site,host,address`, in order of site, its own
  /// server first; what a crawl of all sites on a day finds.
  package func fingerprintList(day: Int) -> String {
    var addresses = addresses
    addresses.advance(to: day)
    return (0..<traffic.sites.count).reduce(into: "site,host,address\n") { text, site in
      let name = traffic.sites.name(ofSite: site)
      for host in traffic.sites.hosts(of: site) {
        let address = IPAddress(ipv4: addresses.address(of: Int(host)))
        text += "\(name),\(traffic.sites.name(ofHost: Int(host))),\(address)\n"
      }
    }
  }

  /// Sites of special categories: CSV with `site,category`, in order of site.
  package var categoryList: String {
    (0..<traffic.sites.count).reduce(into: "site,category\n") { text, site in
      guard let category = traffic.sites.category(of: site) else { return }
      text += "\(traffic.sites.name(ofSite: site)),\(category)\n"
    }
  }

  /// Share of sites whose page loads a set of addresses that no other site's page loads.
  ///
  /// Hoang et al. 2021 found 84 % of more than 200,000 sites. First day.
  package var addressSetUniqueness: Double {
    var set: [UInt32] = []
    let keys = (0..<traffic.sites.count).map { addressSetKey($0, &set) }.sorted()
    let alone = keys.indices.count { place in
      (place == 0 || keys[place - 1] != keys[place])
        && (place + 1 == keys.count || keys[place + 1] != keys[place])
    }
    return Double(alone) / Double(traffic.sites.count)
  }

  /// A number that stands for the set of a page's addresses; `set` is storage.
  private func addressSetKey(_ site: Int, _ set: inout [UInt32]) -> UInt64 {
    set.removeAll(keepingCapacity: true)
    for host in traffic.sites.hosts(of: site) { set.append(addresses.address(of: Int(host))) }
    set.sort()
    var key: UInt64 = 1
    for place in set.indices where place == 0 || set[place - 1] != set[place] {
      key = CounterGenerator.mix(key ^ UInt64(set[place]))
    }
    return key
  }
}
