package import NATModel

/// What each site's page loads: CSV with `site,host,address`, a line for each host.
///
/// This is what an adversary with knowledge K2 has: a crawl of the sites, made before the log. The
/// host that is the site itself is the page's own; addresses may have changed since.
package struct FingerprintList: Sendable {
  /// One host that a page loads.
  package struct Load: Hashable, Sendable {
    /// Host name, lower case.
    package var host: String
    /// An address at which the crawl reached it.
    package var address: IPAddress
  }

  /// Sites in the order of the list, by host name in lower case.
  package let sites: [String]
  /// What each site's page loads.
  package let loads: [[Load]]
  /// Line positions that were no entry (from 1, the header not counted).
  package let malformed: [Int]

  /// A list from its entries.
  package init(_ entries: [(site: String, loads: [Load])]) {
    sites = entries.map(\.site)
    loads = entries.map(\.loads)
    malformed = []
  }

  /// A list from the bytes of a file; `nil` unless the header names `site`, `host` and `address`.
  package init?(_ bytes: [UInt8]) {
    guard let records = CSVRecords(bytes, naming: ["site", "host", "address"]),
      let site = records.column("site"), let host = records.column("host"),
      let address = records.column("address")
    else { return nil }
    var numbers: [String: Int] = [:]
    var sites: [String] = []
    var loads: [[Load]] = []
    var malformed = records.malformed
    for (number, row) in records.rows.enumerated() {
      let name = HostName.canonical(row[site])
      guard !name.isEmpty, let server = IPAddress(row[address]) else {
        malformed.append(number + 1)
        continue
      }
      // What one page loads stands together.
      let place = sites.last == name ? sites.count - 1 : numbers[name] ?? sites.count
      if place == sites.count {
        numbers[name] = place
        sites.append(name)
        loads.append([])
      }
      loads[place].append(Load(host: HostName.canonical(row[host]), address: server))
    }
    self.sites = sites
    self.loads = loads
    self.malformed = malformed
  }

  /// The list without a share of its sites, chosen by a seed: the open world, in which people visit
  /// sites that the adversary has never crawled.
  package func thinned(keeping share: Double, seed: UInt64 = 0x6f70_656e) -> FingerprintList {
    let random = CounterRandom(seed: seed)
    let kept = sites.indices.filter { random.unit(at: UInt64($0)) < share }
    return FingerprintList(kept.map { (sites[$0], loads[$0]) })
  }
}
