import Simulation
import Testing

@Suite struct ServerLogsTests {
  @Test func `servers are as many as asked for and spread over the ranks`() throws {
    var scenario = Scenario()
    try scenario.override("site.count=10000")
    try scenario.override("server.sites=100")
    let sites = SiteCatalog(scenario.values, seed: 7)
    let logs = ServerLogs(scenario.values, sites: sites, seed: 7)
    #expect(logs.servers.count == 100)
    #expect(logs.servers.count { $0.site < 100 } > 30)
    #expect(logs.servers.count { $0.site > 1000 } > 20)
    #expect(logs.server(ofHost: UInt32(logs.servers[5].site)) == logs.servers[5])
    #expect(logs.server(ofHost: UInt32(sites.firstThirdParty)) == nil)
  }

  @Test func `all sites can be served`() throws {
    var scenario = Scenario()
    try scenario.override("site.count=300")
    try scenario.override("server.sites=5000")
    let sites = SiteCatalog(scenario.values, seed: 7)
    #expect(ServerLogs(scenario.values, sites: sites, seed: 7).servers.count == 300)
  }
}
