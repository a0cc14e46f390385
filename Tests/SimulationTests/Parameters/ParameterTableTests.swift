import Simulation
import Testing

@Suite struct ParameterTableTests {
  @Test func `ids are unique and say their group`() {
    let ids = ParameterTable.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      let parts = id.split(separator: ".")
      #expect(parts.count == 2, "\(id)")
      #expect(id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "." || $0 == "_" }, "\(id)")
    }
  }

  @Test func `every parameter has a default in its range, a unit and a source`() {
    for parameter in ParameterTable.all {
      #expect(!parameter.summary.isEmpty && !parameter.unit.isEmpty && !parameter.source.isEmpty)
      switch parameter.value {
      case .number(let number):
        #expect(parameter.range.contains(number), "\(parameter.id)")
        #expect(parameter.limits.contains(parameter.range.lowerBound), "\(parameter.id)")
        #expect(parameter.limits.contains(parameter.range.upperBound), "\(parameter.id)")
        #expect(parameter.choices.isEmpty)
      case .choice(let word):
        #expect(parameter.choices.contains(word), "\(parameter.id)")
        #expect(Set(parameter.choices).count == parameter.choices.count)
      }
    }
  }

  @Test func `choices are the words of their types`() {
    #expect(
      ParameterTable.find("nat.selection")?.choices
        == NATSettings.Selection.allCases.map(\.rawValue))
    #expect(
      ParameterTable.find("log.records")?.choices == NATSettings.Records.allCases.map(\.rawValue))
    #expect(
      ParameterTable.find("population.null_world")?.choices == NullWorld.allCases.map(\.rawValue))
    #expect(ParameterTable.find("server.clock")?.choices == ServerClock.allCases.map(\.rawValue))
  }
}
