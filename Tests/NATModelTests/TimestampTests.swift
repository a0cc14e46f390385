import NATModel
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-23T23:41:32.036786Z", 1_795_477_292_036_786_000),
    ("2000-02-29T12:00:00Z", 951_825_600_000_000_000), ("1969-12-31T23:59:59Z", -1_000_000_000),
    ("2026-03-14T21:07:33+01:00", 1_773_518_853_000_000_000),
    ("2026-03-14 21:07:33.5+0100", 1_773_518_853_500_000_000),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
  ])
  func `RFC 3339 text gives the instant`(text: String, nanoseconds: Int64) throws {
    #expect(try #require(Timestamp(rfc3339: text)).nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "2026-03-14T21:07:33", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:61:00Z", "2026-01-01T00:00:00+25:00", "2026-01-01", "", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00Zx", "1600-01-01T00:00:00Z",
  ])
  func `a time without a zone or that does not exist is refused`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `every day of four centuries survives the way to text and back`() throws {
    var day = Timestamp.days(year: 1700, month: 1, day: 1)
    let last = Timestamp.days(year: 2100, month: 12, day: 31)
    var previous = ""
    while day <= last {
      let instant = try #require(Timestamp(seconds: Int64(day) * 86_400))
      let fields = instant.civil
      #expect(Timestamp.days(year: fields.year, month: fields.month, day: fields.day) == day)
      #expect(Timestamp.isValid(year: fields.year, month: fields.month, day: fields.day))
      if day % 97 == 0 {
        let text = instant.description
        #expect(text > previous)
        previous = text
        #expect(Timestamp(rfc3339: text) == instant)
      }
      day += 1
    }
  }

  @Test func `arithmetic saturates instead of trapping`() {
    #expect(Timestamp.distantFuture.advanced(by: 1) == .distantFuture)
    #expect(Timestamp.distantPast.advanced(by: -1) == .distantPast)
    #expect(Timestamp.distantPast.since(.distantFuture) == .min)
    #expect(Timestamp(nanoseconds: -1).floored(to: 10) == Timestamp(nanoseconds: -10))
    #expect(Timestamp.distantPast.floored(to: 86_400_000_000_000) == .distantPast)
    #expect(Timestamp(seconds: .max) == nil)
  }

  @Test func `fractions are printed as far as they go`() {
    #expect(Timestamp(nanoseconds: 1_000_000).description == "1970-01-01T00:00:00.001Z")
    #expect(Timestamp(nanoseconds: 1000).description == "1970-01-01T00:00:00.000001Z")
    #expect(Timestamp(nanoseconds: 1).description == "1970-01-01T00:00:00.000000001Z")
    #expect(Timestamp(nanoseconds: 1).rfc3339(fractionDigits: 0) == "1970-01-01T00:00:00Z")
  }
}
