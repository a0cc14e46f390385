import NATModel
import Testing

@testable import Evidence

@Suite struct TimeAxisTests {
  private func axis(_ seconds: Int64) -> TimeAxis {
    let start = Timestamp(rfc3339: "2026-11-23T20:00:00Z") ?? .distantPast
    return TimeAxis(
      span: TimeSpan(start: start, end: start.advanced(by: seconds * 1_000_000_000)), start: 0,
      length: 100)
  }

  @Test func `round times in order`() {
    #expect(
      axis(3600).ticks.map(\.label) == [
        "20:00", "20:10", "20:20", "20:30", "20:40", "20:50", "21:00",
      ])
    #expect(axis(30).ticks.first?.label == "20:00:00")
    #expect(axis(86_400).ticks.first?.label == "21:00")
    #expect(axis(30 * 86_400).ticks.allSatisfy { $0.label.count == 5 && $0.label.contains("-") })
  }

  @Test(arguments: [0, 1, 7, 59, 61, 3599, 86_399, 100_000, 7_000_000_000])
  func `never more than ten, all inside`(seconds: Int64) {
    let ticks = axis(seconds).ticks
    #expect(ticks.count <= 10)
    #expect(ticks.allSatisfy { $0.x >= 0 && $0.x <= 100 })
  }

  @Test func `the ends of time do not trap`() {
    let span = TimeSpan(start: .distantPast, end: .distantFuture)
    let axis = TimeAxis(span: span, start: 0, length: 100)
    #expect(axis.ticks.count <= 10)
    #expect(axis(.distantFuture) <= 100)
  }
}
