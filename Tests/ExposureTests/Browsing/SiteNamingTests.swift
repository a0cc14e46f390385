import NATModel
import Testing

@testable import Exposure

@Suite struct SiteNamingTests {
  /// The last two labels, which is what the list of suffixes comes to for names under `.example`.
  private let registered = SiteNaming { host in
    host.split(separator: ".").suffix(2).joined(separator: ".")
  }

  private func world() -> SmallWorld {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada"])
    world.connect("ada", at: 100, to: 1, host: "www.News.example")
    world.connect("ada", at: 101, to: 2, host: "images.news.example")
    world.connect("ada", at: 200, to: 3, host: "bank.example")
    return world
  }

  @Test func `each host is its own site unless somebody knows better`() {
    #expect(SiteNaming.hosts.site(of: "WWW.News.Example.") == "www.news.example")
    #expect(registered.site(of: "WWW.News.Example.") == "news.example")
  }

  @Test func `hosts of one site are counted once`() {
    let log = world().log("connection-host")
    let byHost = SiteContacts(log: log, names: [:])
    let bySite = SiteContacts(log: log, names: [:], naming: registered)
    #expect(byHost.sites == ["www.news.example", "images.news.example", "bank.example"])
    #expect(bySite.sites == ["news.example", "bank.example"])
    #expect(bySite.sources == [[0], [0], [1]])
  }

  @Test func `an address that serves hosts of one site names it`() {
    let names = [SmallWorld.address(1): ["a.news.example", "b.news.example"]]
    let log = world().log("connection")
    #expect(SiteContacts(log: log, names: names).sources == [[0, 1]])
    #expect(SiteContacts(log: log, names: names, naming: registered).sources == [[0]])
  }

  @Test func `a visit is recovered by any host of its site`() {
    let visits = [
      Truth.Visit(subscriber: "ada", site: "news.example", time: SmallWorld.instant(99)),
      Truth.Visit(subscriber: "ada", site: "www.bank.example", time: SmallWorld.instant(199)),
    ]
    let log = world().log("connection-host")
    let byHost = BrowsingScore(SiteContacts(log: log, names: [:]), visits: visits)
    let bySite = BrowsingScore(
      SiteContacts(log: log, names: [:], naming: registered), visits: visits)
    #expect(byHost.abstaining.map(\.named) == [3] && byHost.abstaining.map(\.right) == [0])
    #expect(bySite.abstaining.map(\.named) == [2] && bySite.abstaining.map(\.right) == [2])
    #expect(bySite.visited == [2])
  }

  @Test func `whoever infers visits is right about the site, whichever of its hosts was visited`()
    throws
  {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada"])
    world.connect("ada", at: 100, to: 1, host: "www.news.example")
    world.connect("ada", at: 200, to: 3, host: "bank.example")
    let fingerprints = FingerprintList(
      [("www.news.example", 1), ("bank.example", 3)].map { host, server in
        (
          site: host,
          loads: [FingerprintList.Load(host: host, address: SmallWorld.address(server))]
        )
      })
    let truth = Truth(
      requesters: [:],
      visits: [
        Truth.Visit(subscriber: "ada", site: "Start.news.example", time: SmallWorld.instant(99)),
        Truth.Visit(subscriber: "ada", site: "bank.example", time: SmallWorld.instant(199)),
      ], origin: "written by hand")
    func knowledge(_ sites: SiteNaming) -> Knowledge {
      Knowledge(
        level: .k2, names: [:], fingerprints: fingerprints,
        categories: CategoryList([
          "www.news.example": "politics", "start.news.example": "politics",
        ]), dossiers: [], sites: sites)
    }
    func value(_ measure: some Measure, _ part: String, _ sites: SiteNaming) throws -> Double {
      try #require(
        measure.figures(world, "connection-host", truth: truth, knowledge: knowledge(sites))
          .part(part)?.value)
    }
    let few = ClusterBootstrap(draws: 50)
    #expect(try value(Leakage(bootstrap: few), "posterior", .hosts) == 0.5)
    #expect(try value(Leakage(bootstrap: few), "posterior", registered) == 1)
    #expect(try value(ProfileDepth(bootstrap: few), "top10", .hosts) == 0.5)
    #expect(try value(ProfileDepth(bootstrap: few), "top10", registered) == 1)
    // Categories are listed by host, and a label of the host that was claimed is a label all the same.
    #expect(try value(SpecialCategories(bootstrap: few), "right-m1", registered) == 1)
    #expect(try value(SpecialCategories(bootstrap: few), "visited-m1", registered) == 1)
  }

  @Test func `somebody known to have been on a site is found by any of its hosts`() {
    let log = world().log("connection-host")
    let fact = Dossiers.Fact(site: "start.news.example", time: SmallWorld.instant(90))
    let traces = SubscriberTraces(log: log)
    let byHost = FactSearch(traces, log: log, names: [:])
    let bySite = FactSearch(traces, log: log, names: [:], naming: registered)
    #expect(byHost.consistent([0], with: fact).isEmpty)
    #expect(bySite.consistent([0], with: fact) == [0])
  }
}
