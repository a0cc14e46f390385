import Testing

@testable import Evidence

@Suite struct DurationTests {
  @Test(arguments: [
    (0, "0 seconds"), (500_000_000, "0.5 seconds"), (1_000_000_000, "1 second"),
    (90_000_000_000, "1.5 minutes"), (86_400_000_000_000, "24 hours"),
    (172_800_000_000_000, "2 days"), (-1, "0 seconds"), (Int64.max, "106,752 days"),
  ])
  func `lengths in words`(nanoseconds: Int64, expected: String) {
    #expect(Duration.words(nanoseconds) == expected)
  }
}
