import NATModel

/// Times of FortiGate records.
extension FortiGateRecord {
  /// `eventtime`: seconds, milli-, micro- or nanoseconds since 1970, told by the number of digits.
  func readEpoch(_ line: LineCursor) throws(LineFault) -> (Timestamp, UInt32) {
    let unit: UInt32
    switch eventTime.count {
    case 10: unit = 1_000_000_000
    case 13: unit = 1_000_000
    case 16: unit = 1000
    case 19: unit = 1
    default: throw LineFault(.malformedTime)
    }
    let number = try line.number(in: eventTime)
    let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: UInt64(unit))
    guard !overflow, nanoseconds <= UInt64(Int64.max) else { throw LineFault(.malformedTime) }
    return (Timestamp(nanoseconds: Int64(nanoseconds)), unit)
  }

  /// `date=yyyy-mm-dd time=hh:mm:ss`, and `tz="-0500"` if it is stated.
  func readClock(_ line: LineCursor) throws(LineFault) -> ClockText {
    let dash = UInt8(ascii: "-")
    var clock = ClockText()
    var day = line.part(date)
    guard let year = day.readDigits(4), day.skip(dash), let month = day.readDigits(2),
      day.skip(dash), let number = day.readDigits(2), day.isAtEnd
    else { throw LineFault(.malformedTime) }
    clock.year = year
    clock.month = month
    clock.day = number
    guard clock.readTimeOfDay(line.part(time)) == time.upperBound else {
      throw LineFault(.malformedTime)
    }
    if !zone.isEmpty { _ = clock.readZone(line.part(zone)) }
    return clock
  }
}
