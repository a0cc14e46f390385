import NATModel
import Testing

@testable import LogFormats

/// Times of records from the clocks of their exporter.
struct MessageClockTests {
  private let exported = Int64(ExportBuilder.now) * 1_000_000_000

  @Test func uptimeIsCountedBackFromTheHeader() {
    let clock = MessageClock(exported: exported, uptime: 1_000_000)
    #expect(clock.time(atUptime: 990_000) == exported - 10_000_000_000)
    // A little ahead of the header is ahead, far ahead is before the wrap.
    #expect(clock.time(atUptime: 1_000_500) == exported + 500_000_000)
    #expect(
      clock.time(atUptime: .max) == exported - (1_000_001) * 1_000_000)
  }

  @Test func uptimeBeforeItsWrap() {
    let clock = MessageClock(exported: exported, uptime: 2000)
    #expect(clock.time(atUptime: 4_294_967_295 - 2999) == exported - 5_000_000_000)
  }

  @Test func unknownUptimeIsNoTime() {
    #expect(MessageClock(exported: exported, uptime: nil).time(atUptime: 5) == 0)
    #expect(
      MessageClock(exported: exported, uptime: nil, systemStart: exported).time(atUptime: 5)
        == exported + 5_000_000)
  }

  @Test func secondsAndFractionsSince1900() {
    let clock = MessageClock(exported: exported, uptime: nil)
    let half = ExportBuilder.uint64((UInt64(ExportBuilder.now) + 2_208_988_800) << 32 | 1 << 31)
    #expect(clock.time(.ntp, half.span, at: 0, length: 8) == exported + 500_000_000)
    let zero = ExportBuilder.uint64(0)
    #expect(clock.time(.ntp, zero.span, at: 0, length: 8) == -2_208_988_800_000_000_000)
    let most = ExportBuilder.uint64(.max)
    #expect(clock.time(.ntp, most.span, at: 0, length: 8) > exported)
  }

  @Test func millisecondsBeyondTheRangeAreNoTime() {
    #expect(MessageClock.milliseconds(1_000) == 1_000_000_000)
    #expect(MessageClock.milliseconds(.max) == 0)
  }

  /// What an exporter dates into 1970 takes the time of its message, and is counted.
  @Test func implausibleTimes() throws {
    let record = { (time: UInt64) in
      ExportBuilder.uint64(time) + ExportBuilder.session(4).dropFirst(8)
    }
    let run = ExportRun([ExportBuilder.message(ExportBuilder.sessionFields, [record(0)])])
    #expect(run.events.first?.time == Timestamp(seconds: Int64(ExportBuilder.now)))
    #expect(run.events.first?.resolution == 1_000_000_000)
    #expect(run.exporters[0].counts.timesOfExport == 1)
    #expect(run.exporters[0].elements.first { $0.id.number == 323 }?.counts.implausible == 1)
    // After its export: no right clock gives that.
    let future = ExportRun([
      ExportBuilder.message(
        ExportBuilder.sessionFields, [record(UInt64(ExportBuilder.now + 60) * 1000)])
    ])
    #expect(future.exporters[0].counts.delay.future == 1)
    #expect(future.exporters[0].counts.delay.least == -60_000_000_000)
  }
}
