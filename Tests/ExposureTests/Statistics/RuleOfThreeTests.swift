import Testing

@testable import Exposure

@Suite struct RuleOfThreeTests {
  @Test func nothingSeen() {
    #expect(RuleOfThree.noneSeen(in: 300) == 0...0.01)
    #expect(RuleOfThree.noneSeen(in: 2) == 0...1)
    #expect(RuleOfThree.noneSeen(in: 0) == nil)
  }

  @Test func everythingSeen() {
    #expect(RuleOfThree.allSeen(in: 300) == 0.99...1)
    #expect(RuleOfThree.allSeen(in: 1) == 0...1)
    #expect(RuleOfThree.allSeen(in: 0) == nil)
  }

  @Test func missedEventsAreRarerThanOneInTwenty() throws {
    for trials in [4, 10, 100, 1000] {
      let upper = try #require(RuleOfThree.noneSeen(in: trials)).upperBound
      var missed = 1.0
      for _ in 0..<trials { missed *= 1 - upper }
      #expect(missed < 0.05)
    }
  }
}
