import NATModel
import Simulation
import Testing

@Suite struct WorldTests {
  /// Too large for a test, and no different in kind from less.
  private static let tooLarge = ["population.subscribers", "time.days", "site.count"]

  @Test func `no parameter at the ends of its limits traps`() throws {
    for parameter in ParameterTable.all {
      guard case .number = parameter.value else { continue }
      for end in [parameter.limits.lowerBound, parameter.limits.upperBound] {
        if end == parameter.limits.upperBound, WorldTests.tooLarge.contains(parameter.id) {
          continue
        }
        var scenario = Scenario()
        for override in [
          "population.subscribers=4", "time.days=0.02", "site.count=60", "site.third_parties=9",
          "population.null_world=shuffled-times", "server.share=1", "log.names=both",
          "nat.behavior=\(end == parameter.limits.lowerBound ? "port-block" : "deterministic")",
          "assignment.renumber=daily", "\(parameter.id)=\(end)",
        ] { try scenario.override(override) }
        let outcome = try SmallWorld.run(World(scenario), sessions: true)
        let gates = ValidationGates(outcome.report, of: try World(scenario))
        #expect(!gates.gates.isEmpty, "\(parameter.id) = \(end)")
      }
    }
  }

  @Test func `every behaviour and selection runs`() throws {
    for behavior in NATBehavior.allCases {
      for selection in NATSettings.Selection.allCases {
        let world = try SmallWorld.make(
          "nat.behavior=\(behavior.rawValue)", "nat.selection=\(selection.rawValue)",
          "time.days=0.04")
        let outcome = try SmallWorld.run(world)
        #expect(outcome.report.nat.sessions > 100 && outcome.report.nat.blocked == 0)
        let blocks = outcome.log.of(.blockAllocate).count
        #expect((blocks > 0) == (behavior == .portBlock))
      }
    }
  }

  @Test func `worlds that need too many addresses are refused in words`() throws {
    do {
      _ = try SmallWorld.make(
        "population.subscribers=200000", "nat.subscribers_per_address=1")
      Issue.record("accepted")
    } catch let error as World.Failure {
      #expect(error == .outside(needed: 200_000))
      #expect(error.description.contains("nat.subscribers_per_address"))
    }
  }

  @Test func `lists name every host and every special site`() throws {
    let world = try SmallWorld.make()
    let names = world.nameList(day: 1).split(separator: "\n")
    #expect(names.count == world.traffic.sites.hostCount + 1)
    #expect(names[0] == "name,address" && names[1].hasPrefix("site-1.example,"))
    let categories = world.categoryList.split(separator: "\n")
    let special = (0..<400).count { world.traffic.sites.category(of: $0) != nil }
    #expect(categories.count == special + 1 && special > 10)
    #expect(categories[0] == "site,category")
    let loads = world.fingerprintList(day: 0).split(separator: "\n")
    #expect(loads.count == (0..<400).reduce(1) { $0 + world.traffic.sites.hosts(of: $1).count })
    #expect(loads[0] == "site,host,address" && loads[1].hasPrefix("site-1.example,site-1.example,"))
  }

  @Test func `nights lie between bed and wake, and days away have none`() throws {
    let world = try SmallWorld.make()
    let first = Int(world.traffic.start / TrafficModel.dayLength)
    var nights = 0
    for subscriber in 0..<world.traffic.population.count {
      let household = world.lives(behind: subscriber)
      #expect(household.persons >= 1 && household.devices >= household.persons * 2)
      let away = Set(world.absences(of: subscriber))
      for rest in world.rests(of: subscriber) {
        nights += 1
        let hours = Double(rest.length) / 3.6e12
        #expect(hours > 0 && hours < 16)
        let evening = Int(
          (rest.start.nanoseconds - 12 * 3_600_000_000_000) / TrafficModel.dayLength)
        #expect(evening >= first && !away.contains(evening) && !away.contains(evening + 1))
      }
    }
    let days = Int((world.traffic.end - world.traffic.start) / TrafficModel.dayLength)
    #expect(days < 2 || nights > 0)
  }
}
