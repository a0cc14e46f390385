import NATModel
import Testing

@testable import Exposure

@Suite struct CoverageDurationTests {
  @Test func daysAndWords() throws {
    func words(_ seconds: Int) throws -> String {
      try #require(CoverageDuration(SmallWorld.span(0, seconds: seconds))).extrapolation
    }
    #expect(try words(86_400) == "")
    #expect(try words(9000) == "extrapolated to a day from 2.5 h")
    #expect(try words(90) == "extrapolated to a day from 1.5 min")
    #expect(try words(7) == "extrapolated to a day from 7.0 s")
    #expect(CoverageDuration(SmallWorld.span(0, seconds: 43_200))?.days == 0.5)
  }

  @Test func nothingHasNoDuration() {
    #expect(CoverageDuration(nil) == nil)
    #expect(CoverageDuration(SmallWorld.span(5, seconds: 0)) == nil)
  }
}
