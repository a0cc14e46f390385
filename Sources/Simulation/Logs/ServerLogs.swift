#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The web servers whose access logs lead to requests.
package struct ServerLogs: Sendable {
  /// One such server.
  package struct Server: Hashable, Sendable {
    /// Site that it serves.
    package var site: Int
    /// Whether it logs the client's port (RFC 6302).
    package var logsPorts: Bool
    /// Nanoseconds by which its clock is ahead of UTC.
    package var offset: Int64
  }

  /// The servers, in order of site.
  package let servers: [Server]
  /// Share of connections that become a request.
  package let share: Double
  /// Resolution of their time stamps in nanoseconds.
  package let resolution: Int64
  /// Position in `servers` of each site, -1 for the others.
  private let positions: [Int32]

  /// The servers that parameters and a seed give: spread evenly over the logarithm of the rank, so
  /// that popular and rare sites both occur.
  package init(_ values: ParameterValues, sites: SiteCatalog, seed: UInt64) {
    let wanted = min(values.count("server.sites"), sites.count)
    var chosen: Set<Int> = []
    for number in 0..<wanted {
      let part = (Double(number) + 0.5) / Double(wanted)
      var site = Int(pow(Double(sites.count), part)) - 1
      // The first ranks are few: what does not fit there moves on to the next free one.
      while site < sites.count, chosen.contains(site) { site += 1 }
      if site < sites.count { chosen.insert(site) }
    }
    let clock = ServerClock(rawValue: values.word("server.clock")) ?? .modern
    let logging = values["server.port_logging"]
    servers = chosen.sorted().map { site in
      var draws = CounterGenerator(seed: seed, subscriber: UInt64(site), stream: .server)
      return Server(
        site: site, logsPorts: draws.chance(logging),
        offset: clock.offset(ofSite: site, seed: seed))
    }
    share = values["server.share"]
    resolution = max(1, values.nanoseconds("server.resolution"))
    var positions = [Int32](repeating: -1, count: sites.count)
    for (index, server) in servers.enumerated() { positions[server.site] = Int32(index) }
    self.positions = positions
  }

  /// The server behind a host, `nil` if its log does not lead to requests.
  @inline(__always)
  package func server(ofHost host: UInt32) -> Server? {
    guard Int(host) < positions.count, positions[Int(host)] >= 0 else { return nil }
    return servers[Int(positions[Int(host)])]
  }
}
