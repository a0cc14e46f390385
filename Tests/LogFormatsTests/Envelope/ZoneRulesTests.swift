import LogFormats
import NATModel
import Testing

/// Readings of clocks that go forward and back, through the header of a line.
@Suite struct ZoneRulesTests {
  /// Central Europe in 2025 and 2026.
  private static let zone = ZoneRules(
    offsetSeconds: 3600,
    changes: [
      ZoneRules.Change(instant: at("2025-03-30T01:00:00Z"), offsetSeconds: 7200),
      ZoneRules.Change(instant: at("2025-10-26T01:00:00Z"), offsetSeconds: 3600),
      ZoneRules.Change(instant: at("2026-03-29T01:00:00Z"), offsetSeconds: 7200),
      ZoneRules.Change(instant: at("2026-10-25T01:00:00Z"), offsetSeconds: 3600),
    ])

  private func parsed(_ stamp: String, _ zone: ZoneRules = ZoneRulesTests.zone) -> Event? {
    let line = Array(
      "\(stamp) fw : %ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1".utf8)
    var context = LineContext(file: 0, rules: TimeRules(reference: reference, zone: zone))
    _ = try? CiscoASA().parse(LineCursor(line.span), into: &context)
    return context.events.first
  }

  @Test(arguments: [
    ("Jan 15 2026 12:00:00", "2026-01-15T11:00:00Z", false),
    ("Jul 15 2026 12:00:00", "2026-07-15T10:00:00Z", false),
    ("Jul 15 2020 12:00:00", "2020-07-15T11:00:00Z", false),
    ("Jul 15 2030 12:00:00", "2030-07-15T11:00:00Z", false),
    // Back: the hour from two to three comes twice.
    ("Oct 25 2026 01:59:59", "2026-10-24T23:59:59Z", false),
    ("Oct 25 2026 02:00:00", "2026-10-25T00:00:00Z", true),
    ("Oct 25 2026 02:59:59", "2026-10-25T00:59:59Z", true),
    ("Oct 25 2026 03:00:00", "2026-10-25T02:00:00Z", false),
    // Forward: the hour from two to three does not come.
    ("Mar 29 2026 01:59:59", "2026-03-29T00:59:59Z", false),
    ("Mar 29 2026 02:00:00", "2026-03-29T01:00:00Z", true),
    ("Mar 29 2026 02:59:59", "2026-03-29T01:59:59Z", true),
    ("Mar 29 2026 03:00:00", "2026-03-29T01:00:00Z", false),
  ])
  func readings(stamp: String, time: String, isAmbiguous: Bool) throws {
    let event = try #require(parsed(stamp))
    #expect(event.time == at(time))
    #expect(event.fields.contains(.ambiguousTime) == isAmbiguous)
    #expect(event.fields.contains(.assumedZone))
  }

  @Test func theOtherInstantLiesAnHourLater() throws {
    // Every second of a day around the change, forward and back again.
    for second in stride(from: Int64(0), to: 86_400, by: 997) {
      let instant = at("2026-10-24T13:00:00Z").advanced(by: second * 1_000_000_000)
      let offset: Int64 = instant < at("2026-10-25T01:00:00Z") ? 7200 : 3600
      let local = instant.advanced(by: offset * 1_000_000_000).civil
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let reading = "\(two(local.hour)):\(two(local.minute)):\(two(local.second))"
      let got = try #require(parsed("Oct \(local.day) 2026 \(reading)"))
      let isMeant =
        got.time == instant
        || got.fields.contains(.ambiguousTime)
          && got.time.advanced(by: EventFields.foldNanoseconds) == instant
      #expect(isMeant, "\(instant)")
    }
  }

  @Test func aStatedZoneIsNeverInDoubt() throws {
    let event = try #require(parsed("2026-10-25T02:30:00+02:00"))
    #expect(event.time == at("2026-10-25T00:30:00Z"))
    #expect(event.fields.isDisjoint(with: [.ambiguousTime, .assumedZone]))
  }
}
