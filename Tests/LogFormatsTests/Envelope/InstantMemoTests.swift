import NATModel
import Testing

@testable import LogFormats

/// What the memo gives is what would be worked out anew, whatever was asked before.
@Suite struct InstantMemoTests {
  @Test func memoryChangesNothing() throws {
    var random = SeededGenerator(seed: 41)
    let rules = TimeRules(reference: reference)
    var memo = InstantMemo()
    let texts = (0..<40).map { number in
      let fraction = ["", ".5", ".123", ".123456789"][number % 4]
      let zone = ["", "Z", "+05:30"][number % 3]
      return "2026-11-24T12:0\(number % 7):0\(number % 5)\(fraction)\(zone)"
    }
    for _ in 0..<2000 {
      let text = texts.randomElement(using: &random) ?? ""
      let offset = [nil, 0, 3600].randomElement(using: &random) ?? nil
      let bytes = Array("time=\(text) x".utf8)
      let line = LineCursor(bytes.span)
      let instant = try memo.instant(
        of: 5..<bytes.count - 2, line, offset: offset, rules: rules
      ) { ClockText.readISO($0)?.clock }
      let part = Array(text.utf8)
      var clock = try #require(ClockText.readISO(LineCursor(part.span))?.clock)
      if let offset { clock.offset = offset }
      let expected = try #require(clock.resolved(by: rules))
      #expect(instant.time == expected.time && instant.assumed == expected.assumed, "\(text)")
      #expect(instant.resolution == clock.resolution)
    }
  }

  @Test func dialectsWithZonesOfTheirOwnDoNotShare() throws {
    var memo = InstantMemo()
    let rules = TimeRules(reference: reference, zone: ZoneRules(offsetSeconds: 7200))
    let bytes = Array("2026-11-24T12:00:00".utf8)
    let line = LineCursor(bytes.span)
    let local = try memo.instant(of: 0..<bytes.count, line, dialect: 0, rules: rules) {
      ClockText.readISO($0)?.clock
    }
    let universal = try memo.instant(of: 0..<bytes.count, line, dialect: 1, rules: rules) {
      var clock = ClockText.readISO($0)?.clock
      clock?.offset = 0
      return clock
    }
    #expect(universal.time.since(local.time) == 7_200_000_000_000)
  }

  @Test(arguments: ["2026-02-30T12:00:00", "2026-11-24T25:00:00", "some other text", "", "x"])
  func noTimeIsAFaultEachTime(text: String) {
    var memo = InstantMemo()
    let bytes = Array(text.utf8)
    for _ in 0..<2 {
      #expect(throws: LineFault(.malformedTime)) {
        try memo.instant(
          of: 0..<bytes.count, LineCursor(bytes.span), rules: TimeRules(reference: reference)
        ) { ClockText.readISO($0)?.clock }
      }
    }
  }
}
