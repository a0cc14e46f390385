import NATModel
import Simulation
import Testing

@Suite struct HostAddressesTests {
  private func make(_ overrides: String...) throws -> (SiteCatalog, HostAddresses) {
    var scenario = Scenario()
    try scenario.override("site.count=6000")
    for override in overrides { try scenario.override(override) }
    let sites = SiteCatalog(scenario.values, seed: 7)
    return (sites, try HostAddresses(sites, scenario.values, seed: 7))
  }

  @Test func `sites share addresses as their hosting says, on each of ten days`() throws {
    var (sites, addresses) = try make()
    for day in 0..<10 {
      addresses.advance(to: day)
      var served: [UInt32: Int] = [:]
      for site in 0..<sites.count { served[addresses.address(of: site), default: 0] += 1 }
      let alone = sites.hosting.indices.filter { sites.hosting[$0] == .dedicated }
      #expect(alone.allSatisfy { served[addresses.address(of: $0)] == 1 })
      let crowded = sites.hosting.indices.filter { sites.hosting[$0] == .crowded }
      let many = crowded.count { served[addresses.address(of: $0), default: 0] > 100 }
      #expect(Double(many) / Double(crowded.count) > 0.9)
    }
  }

  @Test func `the churn of a day is the parameter's`() throws {
    var (sites, addresses) = try make()
    let before = (0..<sites.count).map { addresses.address(of: $0) }
    addresses.advance(to: 1)
    let moved = (0..<sites.count).count { before[$0] != addresses.address(of: $0) }
    #expect(abs(Double(moved) / Double(sites.count) - 0.077) < 0.015)
  }

  @Test func `addresses are documentation addresses`() throws {
    var (sites, addresses) = try make()
    addresses.advance(to: 3)
    for host in 0..<sites.hostCount {
      let value = addresses.address(of: host)
      #expect(value >> 8 == 0xc00002 || value >> 8 == 0xc63364 || value >> 16 == 0xc612)
    }
  }

  @Test func `too many sites for the ranges are refused`() {
    #expect(throws: HostAddresses.Failure.self) {
      try make("site.count=120000", "site.dedicated_share=0.9", "site.crowded_share=0")
    }
  }
}
