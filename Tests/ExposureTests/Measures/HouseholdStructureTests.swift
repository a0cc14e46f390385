import NATModel
import Testing

@testable import Exposure

@Suite struct HouseholdStructureTests {
  private let measure = HouseholdStructure(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `long connections open at once are counted as devices`() throws {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada", "ben", "cem"])
    var truth = Truth(requesters: [:], visits: [], origin: "written by hand")
    for (devices, name) in ["ada", "ben", "cem"].enumerated() {
      for device in 0..<devices {
        world.connect(name, at: Double(device), seconds: 86_000, to: 1)
        world.connect(name, at: Double(device), seconds: 60, to: 2)
      }
      truth.households[name] = Truth.Household(persons: 1, devices: devices)
    }
    let figures = measure.figures(world, "binding", truth: truth)
    #expect(figures.part("devices-error")?.value == 0)
    #expect(figures.part("devices-bias")?.value == 0)
    #expect(try #require(figures.part("devices-correlation")?.value) > 0.999)
    guard
      case .unanswerable = measure.figures(world, "port-block", truth: truth)
        .part("devices-error")?.status
    else {
      Issue.record("blocks are no connections")
      return
    }
    #expect(measure.figures(world, "binding").part("devices-error")?.status == .needsTruth)
  }
}
