import Simulation
import Testing

@Suite struct ParameterValuesTests {
  @Test func `values are the defaults until set`() throws {
    var values = ParameterValues()
    #expect(values["nat.hold_down"] == 120)
    #expect(values.word("nat.behavior") == "dynamic")
    try values.set("nat.hold_down", to: "60.5")
    try values.set("nat.behavior", to: "overloaded")
    #expect(values.nanoseconds("nat.hold_down") == 60_500_000_000)
    #expect(values.text("nat.hold_down") == "60.5" && values.text("site.count") == "50000")
    #expect(values.word("nat.behavior") == "overloaded")
  }

  @Test func `every way to be wrong names the key`() {
    var values = ParameterValues()
    #expect(throws: ParameterValues.Failure.unknown(key: "nat.holdown", nearest: "nat.hold_down")) {
      try values.set("nat.holdown", to: "1")
    }
    #expect(throws: ParameterValues.Failure.notANumber(key: "nat.udp", text: "soon")) {
      try values.set("nat.udp", to: "soon")
    }
    #expect(throws: ParameterValues.Failure.self) { try values.set("nat.udp", to: "nan") }
    #expect(throws: ParameterValues.Failure.self) { try values.set("nat.udp", to: "-1") }
    #expect(throws: ParameterValues.Failure.self) { try values.set("nat.behavior", to: "magic") }
    #expect(values == ParameterValues())
  }
}
