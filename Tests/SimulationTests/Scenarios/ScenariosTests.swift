import NATModel
import Simulation
import Testing

@Suite struct ScenariosTests {
  @Test func `every shipped scenario can be read, and has a title`() {
    #expect(Scenarios.all.map(\.name) == Scenarios.names)
    #expect(Scenarios.names == ["town", "regional", "mobile", "belgium"])
    for scenario in Scenarios.all { #expect(!scenario.title.isEmpty) }
    #expect(Scenarios.find("town")?.values.count("population.subscribers") == 1000)
    #expect(Scenarios.find("city") == nil)
  }

  @Test func `belgium has the ports that RFC 7422 computes`() throws {
    var scenario = try #require(Scenarios.find("belgium"))
    try scenario.override("site.count=500")
    let configuration = try World(scenario).configuration
    #expect(configuration.ranges.count == 4000 && configuration.outside.count == 250)
    #expect(configuration.ranges[0].ports == 1024...5055)
    #expect(configuration.ranges[17].outside == configuration.outside[1])
  }
}
