import LogFormats
import NATModel
import Testing

@Suite struct TimeRulesTests {
  private func time(_ stamp: String, _ rules: TimeRules) -> Timestamp? {
    let line = Array(
      "\(stamp) %ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1".utf8)
    var context = LineContext(file: 0, rules: rules)
    _ = try? CiscoASA().parse(LineCursor(line.span), into: &context)
    return context.events.first?.time
  }

  @Test func yearIsThatOfTheReferenceOrTheOneBefore() {
    let rules = TimeRules(reference: at("2026-01-02T00:00:00Z"))
    #expect(time("Jan  1 10:00:00", rules) == at("2026-01-01T10:00:00Z"))
    #expect(time("Jan  2 23:59:59", rules) == at("2026-01-02T23:59:59Z"))
    #expect(time("Jan  3 00:00:01", rules) == at("2025-01-03T00:00:01Z"))
    #expect(time("Dec 31 23:59:59", rules) == at("2025-12-31T23:59:59Z"))
    #expect(time("Feb 29 12:00:00", rules) == at("2024-02-29T12:00:00Z"))
    #expect(time("Feb 30 12:00:00", rules) == nil)
  }

  @Test func theNextYearMayHaveBegunWhereTheClockStands() {
    let rules = TimeRules(reference: at("2025-12-31T20:00:00Z"))
    #expect(time("Jan  1 03:00:00", rules) == at("2026-01-01T03:00:00Z"))
    #expect(time("Jan  1 19:59:59", rules) == at("2026-01-01T19:59:59Z"))
    #expect(time("Jan  1 20:00:01", rules) == at("2025-01-01T20:00:01Z"))
    #expect(time("Dec 31 19:59:59", rules) == at("2025-12-31T19:59:59Z"))
    // A zone ahead of UTC is in the new year before the reference is.
    let ahead = TimeRules(
      reference: at("2025-12-31T20:00:00Z"), zone: ZoneRules(offsetSeconds: 36_000))
    #expect(time("Jan  1 06:00:00", ahead) == at("2025-12-31T20:00:00Z"))
  }

  @Test func statedYearAndOffset() {
    var rules = TimeRules(
      year: 2019, reference: at("2026-01-02T00:00:00Z"), zone: ZoneRules(offsetSeconds: 7200))
    #expect(time("Jun  1 10:00:00", rules) == at("2019-06-01T08:00:00Z"))
    #expect(time("Feb 29 10:00:00", rules) == nil)
    #expect(time("Jun  1 2020 10:00:00", rules) == at("2020-06-01T08:00:00Z"))
    #expect(time("2020-06-01T10:00:00Z", rules) == at("2020-06-01T10:00:00Z"))
    rules.zone = ZoneRules(offsetSeconds: -3600)
    #expect(time("2020-06-01T10:00:00", rules) == at("2020-06-01T11:00:00Z"))
  }
}
