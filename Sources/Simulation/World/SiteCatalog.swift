#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sites of a world: popularity, the hosts their pages load, special categories.
///
/// Host numbers: first one for each site (its own server), then further hosts of sites, then third
/// parties, applications, and clouds that devices report to. Names end in `.example`.
package struct SiteCatalog: Sendable {
  /// How a site is served, which decides with how many others it shares an address.
  package enum Hosting: UInt8, Sendable {
    /// Alone on its address.
    case dedicated
    /// With 1 to 99 others.
    case shared
    /// With 100 or more others.
    case crowded
  }

  /// Number of sites; site `i` has popularity rank `i + 1`.
  package let count: Int
  /// Draws sites by popularity.
  package let popularity: AliasTable
  /// Hosting of each site.
  package let hosting: [Hosting]
  /// First host number of third parties, applications and clouds, and the number of all hosts.
  package let firstThirdParty: Int
  package let firstApplication: Int
  package let firstCloud: Int
  package let hostCount: Int
  /// Draws hosts of applications, from ``firstApplication`` on, by popularity.
  package let applications: AliasTable
  /// Draws clouds, from ``firstCloud`` on, by popularity.
  package let clouds: AliasTable
  /// Site that each further own host belongs to, by host number less ``count``.
  package let ownerOfFurther: [UInt32]

  /// Where each site's page begins in `pageHosts`; one more than there are sites.
  private let pageStarts: [UInt32]
  private let pageHosts: [UInt32]
  /// Category of each site plus 1, 0 for none.
  private let categories: [UInt8]
  /// Sites of each category with draws by popularity.
  private let sitesOfCategory: [[UInt32]]
  private let drawOfCategory: [AliasTable]

  /// Special categories: GDPR Article 9 as far as browsing can show them, then, labelled apart,
  /// sensitive ones that are not in Article 9.
  package static let categoryNames = [
    "health", "religion", "politics", "trade-union", "ethnicity", "sexuality",
    "sensitive-debt", "sensitive-addiction", "sensitive-violence-help", "sensitive-legal-aid",
  ]

  /// The sites that parameters and a seed give.
  /// - Complexity: O(sites x hosts per page).
  package init(_ values: ParameterValues, seed: UInt64) {
    let count = values.count("site.count")
    let exponent = values["site.zipf_exponent"]
    let offset = values["site.zipf_offset"]
    self.count = count
    func zipf(_ count: Int) -> [Double] {
      (0..<count).map { pow(Double($0 + 1) + offset, -exponent) }
    }
    let weights = zipf(count)
    let sensitive = values["site.sensitive_share"]
    var categories = [UInt8](repeating: 0, count: count)
    var members = [[UInt32]](repeating: [], count: SiteCatalog.categoryNames.count)
    for site in 0..<count {
      var draws = CounterGenerator(seed: seed, subscriber: UInt64(site), stream: .labels)
      // The head of the popularity list is portals, search and video: no special category there.
      guard site >= min(100, count / 10), draws.chance(sensitive) else { continue }
      let category = draws.below(members.count)
      categories[site] = UInt8(category + 1)
      members[category].append(UInt32(site))
    }
    // Such sites are visited by people who have a reason to; others hardly ever come by chance.
    popularity = AliasTable(
      weights.indices.map { categories[$0] == 0 ? weights[$0] : weights[$0] / 20 })
    let thirdParties = values.count("site.third_parties")
    let thirdParty = AliasTable(zipf(thirdParties))
    applications = AliasTable(zipf(values.count("background.applications")))
    clouds = AliasTable(zipf(values.count("background.clouds")))

    let hostsPerPage = QuantileTable.logNormal(
      median: values["site.hosts_median"], sigma: values["site.hosts_sigma"])
    let dedicated = values["site.dedicated_share"]
    let crowded = values["site.crowded_share"]
    let templates = values["site.template_share"]
    let ownMean = values["site.own_hosts"]
    var hosting: [Hosting] = []
    var owners: [UInt32] = []
    var pages: [UInt32] = []  // third parties counted from the end, put right below
    var starts: [UInt32] = [0]
    for site in 0..<count {
      var draws = CounterGenerator(seed: seed, subscriber: UInt64(site), stream: .sites)
      // Popular sites are served alone more often and are not made by a builder; the mean over all
      // sites stays what the parameters say.
      let head = exp(-Double(site) / (0.05 * Double(count)))
      let made = min(1, templates * (1 - head) / 0.95)
      let alone = min(1, dedicated * (0.9 + 2 * head)) / max(1 - made, 0.01)
      let isTemplate = draws.chance(made)
      let place = draws.unit()
      let isCrowded = place < max(0, crowded * (1 - head) / 0.95 - made) / max(1 - made, 0.01)
      let kind: Hosting =
        isTemplate || isCrowded ? .crowded : place > 1 - alone ? .dedicated : .shared
      hosting.append(kind)
      let start = pages.count
      pages.append(UInt32(site))
      if isTemplate {
        // A builder's page loads the builder's hosts: one of twenty builders, two or three hosts.
        let builder = draws.below(20)
        for part in 0..<(2 + builder % 2) {
          pages.append(UInt32.max - UInt32((builder * 3 + part) % thirdParties))
        }
      } else {
        let wanted = Int(min(max(hostsPerPage.value(draws.next()).rounded(), 1), 397))
        let own = min(wanted, draws.geometric(mean: ownMean, most: 8))
        for _ in 1..<max(own, 1) {
          pages.append(UInt32(count + owners.count))
          owners.append(UInt32(site))
        }
        var tries = 0
        while pages.count - start < wanted, tries < wanted * 4 {
          let host = UInt32.max - UInt32(thirdParty.outcome(draws.next()))
          if !pages[start...].contains(host) { pages.append(host) }
          tries += 1
        }
      }
      starts.append(UInt32(pages.count))
    }
    self.hosting = hosting
    ownerOfFurther = owners
    let firstThird = count + owners.count
    firstThirdParty = firstThird
    firstApplication = firstThird + thirdParties
    firstCloud = firstApplication + applications.count
    hostCount = firstCloud + clouds.count
    pageStarts = starts
    for place in pages.indices where pages[place] > UInt32.max / 2 {
      pages[place] = UInt32(firstThird) + (UInt32.max - pages[place])
    }
    pageHosts = pages
    self.categories = categories
    sitesOfCategory = members
    drawOfCategory = members.map { sites in
      AliasTable(sites.isEmpty ? [1] : sites.map { weights[Int($0)] })
    }
  }

  /// The hosts that a site's page loads, its own server first.
  package func hosts(of site: Int) -> ArraySlice<UInt32> {
    pageHosts[Int(pageStarts[site])..<Int(pageStarts[site + 1])]
  }

  /// The special category of a site, or `nil`.
  package func category(of site: Int) -> String? {
    categories[site] == 0 ? nil : SiteCatalog.categoryNames[Int(categories[site]) - 1]
  }

  /// A site of a special category by popularity, or of all if the category has none.
  package func site(inCategory category: Int, _ bits: UInt64) -> UInt32 {
    let sites = sitesOfCategory[category]
    guard !sites.isEmpty else { return UInt32(popularity.outcome(bits)) }
    return sites[drawOfCategory[category].outcome(bits)]
  }

  /// The name of a site, which is that of its own server.
  package func name(ofSite site: Int) -> String { "site-\(site + 1).example" }

  /// The name of a host.
  package func name(ofHost host: Int) -> String {
    switch host {
    case ..<count: name(ofSite: host)
    case ..<firstThirdParty:
      "static-\(host - count + 1).\(name(ofSite: Int(ownerOfFurther[host - count])))"
    case ..<firstApplication: "third-party-\(host - firstThirdParty + 1).example"
    case ..<firstCloud: "application-\(host - firstApplication + 1).example"
    default: "cloud-\(host - firstCloud + 1).example"
    }
  }
}
