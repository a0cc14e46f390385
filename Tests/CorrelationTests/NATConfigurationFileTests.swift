import Correlation
import NATModel
import Testing

@Suite struct NATConfigurationFileTests {
  private func decode(_ ranges: String) throws -> NATConfiguration {
    let text = """
      {"schema":"natlens.nat/1","behavior":"deterministic","outside":["203.0.113.1"],
       "ranges":[\(ranges)],"note":"ignored"}
      """
    return try NATConfigurationFile.decode(Array(text.utf8))
  }

  @Test func `ranges come in order of address and port`() throws {
    let configuration = try decode(
      """
      {"inside":["100.64.0.3"],"outside":"203.0.113.1","first":4096,"last":6143},
      {"inside":["100.64.0.2","100.64.0.9"],"outside":"203.0.113.1","first":2048,"last":4095}
      """)
    #expect(configuration.behavior == .deterministic)
    #expect(configuration.ranges.map(\.ports) == [2048...4095, 4096...6143])
    #expect(configuration.ranges[0].inside.count == 2)
  }

  @Test func `what cannot be is refused by name`() {
    let good = #"{"inside":["100.64.0.2"],"outside":"203.0.113.1","first":1,"last":9}"#
    #expect(throws: NATConfigurationFile.Failure.emptyRange(first: 9, last: 1)) {
      try decode(#"{"inside":["100.64.0.2"],"outside":"203.0.113.1","first":9,"last":1}"#)
    }
    #expect(throws: NATConfigurationFile.Failure.overlappingRanges(first: 9, last: 9)) {
      try decode(
        good + #",{"inside":["100.64.0.3"],"outside":"203.0.113.1","first":9,"last":20}"#)
    }
    #expect(throws: NATConfigurationFile.Failure.malformedAddress("x")) {
      try decode(#"{"inside":["x"],"outside":"203.0.113.1","first":1,"last":9}"#)
    }
    #expect(throws: NATConfigurationFile.Failure.self) {
      try NATConfigurationFile.decode(Array("{}".utf8))
    }
    #expect(throws: NATConfigurationFile.Failure.self) {
      try NATConfigurationFile.decode(
        Array(#"{"schema":"natlens.nat/2","behavior":"dynamic","outside":[]}"#.utf8))
    }
  }
}
