#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import NATModel
package import Retention

/// Pages that somebody who reads a retained log and has crawled the sites would say were loaded.
///
/// When a record goes to a site's own server, every site known to be served there is compared: how
/// much of what its page loads was contacted within ``before`` and ``after``, each host weighted by
/// how few sites load it (inverse document frequency). The site with the largest share of its weight
/// is claimed if that reaches ``threshold``. Where the log names hosts, hosts are compared and not
/// addresses. The idea is that of Hoang et al. (arXiv 2102.08332), whose crawl is larger and whose
/// matching is stricter.
package struct PageLoads: Sendable {
  /// A page said to have been loaded.
  package struct Claim: Hashable, Sendable, BitwiseCopyable {
    /// Place of the subscriber in the traces.
    package var place: Int32
    /// Position in ``PageLoads/sites``.
    package var site: Int32
    /// How many sites had the same, highest score; 1 if the site was told from all others.
    package var ties: Int32
    /// Start of the record that led to it, nanoseconds since 1970 UTC.
    package var time: Int64
    /// Share of the fingerprint's weight that was seen, above 0 to 1.
    package var score: Float
  }

  /// Nanoseconds before the record that count as the same page load (2 s).
  package static let before: Int64 = 2_000_000_000
  /// Nanoseconds after the record that count as the same page load (10 s).
  package static let after: Int64 = 10_000_000_000
  /// A claim of the same site within this time of the last is the same visit (60 s).
  package static let repeated: Int64 = 60_000_000_000
  /// Least share of the weight at which a claim is made.
  package static let threshold = 0.5
  /// Sites compared for one record at most, in the order of the list.
  static let mostCandidates = 512

  /// The sites of the list.
  package let sites: [String]
  /// All claims, by place, then by time.
  package private(set) var claims: [Claim] = []

  /// The page loads of traces; O(records × sites at an address × hosts per page).
  package init(_ traces: SubscriberTraces, log: RetainedLog, fingerprints: FingerprintList) {
    sites = fingerprints.sites
    guard traces.namesItems else { return }
    let catalog = PageCatalog(traces, log: log, fingerprints: fingerprints)
    guard !catalog.sitesServed.isEmpty else { return }
    var seen = [Int32](repeating: 0, count: traces.items.count)
    for place in traces.subscribers.indices {
      find(in: traces.points(at: place), place: Int32(place), catalog, &seen)
    }
  }

  /// Finds one subscriber's page loads; `seen` counts items within the window and is all 0 outside.
  private mutating func find(
    in points: ArraySlice<SubscriberTraces.Point>, place: Int32, _ catalog: PageCatalog,
    _ seen: inout [Int32]
  ) {
    var low = points.startIndex
    var high = points.startIndex
    var lastClaim: [Int32: Int64] = [:]
    for index in points.indices {
      let point = points[index]
      while high < points.endIndex, points[high].start <= point.start &+ PageLoads.after {
        if points[high].item != SubscriberTraces.nothing { seen[Int(points[high].item)] += 1 }
        high += 1
      }
      while low < index, points[low].start < point.start &- PageLoads.before {
        if points[low].item != SubscriberTraces.nothing { seen[Int(points[low].item)] -= 1 }
        low += 1
      }
      guard point.item != SubscriberTraces.nothing, let served = catalog.sitesServed[point.item],
        let found = catalog.best(of: served, seen: seen), found.score >= PageLoads.threshold
      else { continue }
      if let last = lastClaim[found.site], point.start &- last < PageLoads.repeated {
        lastClaim[found.site] = point.start
        continue
      }
      lastClaim[found.site] = point.start
      claims.append(
        Claim(
          place: place, site: found.site, ties: found.ties, time: point.start,
          score: Float(found.score)))
    }
    while low < high {
      if points[low].item != SubscriberTraces.nothing { seen[Int(points[low].item)] -= 1 }
      low += 1
    }
  }
}

/// Fingerprints in terms of the items of one log.
private struct PageCatalog {
  /// Sites whose own server an item is, in the order of the list.
  let sitesServed: [UInt32: [Int32]]
  /// For each site: items of the log that its page loads, with their weights.
  private let pages: [[(item: UInt32, weight: Double)]]
  /// For each site: the weight of all its page loads, items that the log never shows included.
  private let totals: [Double]

  init(_ traces: SubscriberTraces, log: RetainedLog, fingerprints: FingerprintList) {
    var itemOfHost: [String: UInt32] = [:]
    var itemOfAddress: [IPAddress: UInt32] = [:]
    for (number, item) in traces.items.enumerated() {
      switch item {
      case .host(let name): itemOfHost[name] = UInt32(number)
      case .address(let address): itemOfAddress[address] = UInt32(number)
      }
    }
    let namesHosts = !itemOfHost.isEmpty
    // What the log would show of a load: the host, or the address as the regime keeps it.
    enum Shown: Hashable {
      case host(String)
      case address(IPAddress)
    }
    func shown(_ load: FingerprintList.Load) -> Shown {
      namesHosts ? .host(load.host) : .address(log.appearance(of: load.address))
    }
    var frequency: [Shown: Int] = [:]
    let distinct = fingerprints.loads.map { loads -> [Shown] in
      var known: Set<Shown> = []
      return loads.map(shown).filter { known.insert($0).inserted }
    }
    for page in distinct { for entry in page { frequency[entry, default: 0] += 1 } }
    let count = Double(fingerprints.sites.count)
    var served: [UInt32: [Int32]] = [:]
    var pages: [[(item: UInt32, weight: Double)]] = []
    var totals: [Double] = []
    for (site, name) in fingerprints.sites.enumerated() {
      var page: [(item: UInt32, weight: Double)] = []
      var total = 0.0
      for entry in distinct[site] {
        let weight = log1p(count / Double(frequency[entry] ?? 1))
        total += weight
        let item: UInt32? =
          switch entry {
          case .host(let name): itemOfHost[name]
          case .address(let address): itemOfAddress[address]
          }
        if let item { page.append((item, weight)) }
      }
      pages.append(page)
      totals.append(total)
      guard
        let own = fingerprints.loads[site].first(where: { $0.host == name })
          ?? fingerprints.loads[site].first
      else { continue }
      let item: UInt32? =
        switch shown(own) {
        case .host(let name): itemOfHost[name]
        case .address(let address): itemOfAddress[address]
        }
      if let item, served[item, default: []].count < PageLoads.mostCandidates {
        served[item, default: []].append(Int32(site))
      }
    }
    sitesServed = served
    self.pages = pages
    self.totals = totals
  }

  /// The site whose page was seen best, or `nil` if none weighs anything.
  ///
  /// Of two pages seen to the same share, the one that weighs more explains more of what was seen.
  func best(of sites: [Int32], seen: [Int32]) -> (site: Int32, score: Double, ties: Int32)? {
    var best: (site: Int32, score: Double, ties: Int32)?
    var bestTotal = 0.0
    for site in sites {
      let total = totals[Int(site)]
      guard total > 0 else { continue }
      var sum = 0.0
      for (item, weight) in pages[Int(site)] where seen[Int(item)] > 0 { sum += weight }
      let score = sum / total
      let known = best?.score ?? -1
      if score > known || score == known && total > bestTotal {
        best = (site, score, 1)
        bestTotal = total
      } else if score == known, total == bestTotal {
        best?.ties += 1
      }
    }
    return best
  }
}
