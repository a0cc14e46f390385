import Simulation
import Testing

@Suite struct SiteCatalogTests {
  private func catalog(_ overrides: String...) throws -> SiteCatalog {
    var scenario = Scenario()
    try scenario.override("site.count=6000")
    for override in overrides { try scenario.override(override) }
    return SiteCatalog(scenario.values, seed: 7)
  }

  @Test func `pages load as many hosts as was measured, each once, the own server first`() throws {
    let sites = try catalog("site.template_share=0")
    let sizes = (0..<sites.count).map { sites.hosts(of: $0).count }.sorted()
    #expect(abs(sizes[3000] - 10) <= 1)
    #expect(abs(Double(sizes.reduce(0, +)) / 6000 - 12.2) < 0.8)
    #expect((sizes.last ?? 0) <= 397)
    for site in 0..<sites.count {
      let hosts = sites.hosts(of: site)
      #expect(hosts.first == UInt32(site))
      #expect(Set(hosts).count == hosts.count)
      #expect(hosts.allSatisfy { $0 < sites.firstApplication })
    }
  }

  @Test func `hosting has the shares of the parameters and favours the popular`() throws {
    let sites = try catalog()
    func share(_ kind: SiteCatalog.Hosting, _ range: Range<Int>) -> Double {
      Double(sites.hosting[range].count { $0 == kind }) / Double(range.count)
    }
    #expect(abs(share(.dedicated, 0..<6000) - 0.2) < 0.03)
    #expect(abs(share(.crowded, 0..<6000) - 0.3) < 0.03)
    #expect(share(.dedicated, 0..<200) > 0.4)
  }

  @Test func `names are reserved ones and tell hosts apart`() throws {
    let sites = try catalog("site.count=50", "site.third_parties=5")
    let names = (0..<sites.hostCount).map { sites.name(ofHost: $0) }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.hasSuffix(".example") })
    #expect(names[0] == sites.name(ofSite: 0))
  }

  @Test func `special categories are a share of sites and rarely met by chance`() throws {
    let sites = try catalog()
    let special = (0..<6000).filter { sites.category(of: $0) != nil }
    #expect(abs(Double(special.count) / 6000 - 0.1) < 0.02)
    #expect((0..<100).allSatisfy { sites.category(of: $0) == nil })
    var draws = CounterGenerator(seed: 1, stream: .test)
    let met = (0..<20_000).count { _ in
      sites.category(of: sites.popularity.outcome(draws.next())) != nil
    }
    #expect(met < 200)
    let inFirst = sites.site(inCategory: 0, draws.next())
    #expect(sites.category(of: Int(inFirst)) == SiteCatalog.categoryNames[0])
  }
}
