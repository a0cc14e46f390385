import Simulation
import Testing

@Suite struct ScenarioTests {
  @Test func `a file is read, changed and written again`() throws {
    let text = """
      # a comment
      title = A test

      population.subscribers = 1_500   # households
      nat.behavior = port-block
      """
    var scenario = try Scenario(name: "test", parsing: text)
    #expect(scenario.title == "A test" && scenario.values.count("population.subscribers") == 1500)
    #expect(scenario.changed == ["population.subscribers", "nat.behavior"])
    try scenario.override("site.count=600")
    #expect(scenario.values["site.count"] == 600)
    let again = try Scenario(name: "test", parsing: scenario.text)
    #expect(again == scenario)
  }

  @Test func `a wrong line is named with its number`() {
    func failure(_ text: String) -> Scenario.Failure? {
      do {
        _ = try Scenario(name: "test", parsing: text)
        return nil
      } catch { return error }
    }
    #expect(failure("\n\nsite.cuont = 5")?.line == 3)
    #expect(
      failure("site.cuont = 5")?.description
        == "line 1: unknown parameter 'site.cuont' (did you mean 'site.count'?)")
    #expect(failure("just words")?.reason == .noAssignment("just words"))
    #expect(failure("a =")?.line == 1 && failure("= a")?.line == 1)
    #expect(failure("site.count = 50\nsite.count = 60")?.reason == .repeated("site.count"))
    #expect(failure("") == nil)
  }

  @Test func `no prefix of a file traps`() {
    let text = "title = x\npopulation.subscribers = 12\nnat.udp = 3.5 # s\n=\n"
    for length in 0...text.count {
      _ = try? Scenario(name: "t", parsing: String(text.prefix(length)))
    }
  }
}
