import NATModel

/// Times that only some programs write.
extension LineCursor {
  /// Reads seconds since 1970 with a fraction (`1521911720.865716`), digits after the ninth cut off.
  ///
  /// Throws `malformedTime` for anything else.
  mutating func readEpoch() throws(LineFault) -> (time: Timestamp, resolution: UInt32) {
    var copy = self
    guard let seconds = try? copy.readNumber(), seconds <= 1 << 40 else {
      throw LineFault(.malformedTime)
    }
    var fraction: Int64 = 0
    var resolution: UInt32 = 1_000_000_000
    if copy.skip(UInt8(ascii: ".")) {
      while copy.peek() &- UInt8(ascii: "0") < 10 {
        if resolution > 1 {
          resolution /= 10
          fraction += Int64(copy.peek() &- UInt8(ascii: "0")) * Int64(resolution)
        }
        copy.advance(by: 1)
      }
    }
    guard let time = Timestamp(seconds: Int64(seconds), nanoseconds: fraction) else {
      throw LineFault(.malformedTime)
    }
    seek(to: copy.position)
    return (time, resolution)
  }

  /// Reads seconds with a fraction as nanoseconds; `nil` without moving for anything else.
  mutating func readSeconds() -> Int64? {
    guard let (time, _) = try? readEpoch() else { return nil }
    return time.nanoseconds
  }
}

extension ClockText {
  /// Reads `dd/Mon/yyyy:hh:mm:ss` with a fraction and without a zone (HAProxy), or with `-` for `/`
  /// and a blank for `:` (BIND).
  static func readDayFirst(_ line: LineCursor, separator: UInt8) -> (clock: ClockText, end: Int)? {
    var line = line
    var clock = ClockText()
    guard let day = line.readDigits(2), line.skip(separator),
      let month = monthNumber(line.word(at: line.position))
    else { return nil }
    line.seek(to: min(line.position + 3, line.end))
    guard line.skip(separator), let year = line.readDigits(4),
      line.skip(separator == UInt8(ascii: "/") ? UInt8(ascii: ":") : 0x20)
    else { return nil }
    clock.day = day
    clock.month = month
    clock.year = year
    guard let end = clock.readTimeOfDay(line) else { return nil }
    return (clock, end)
  }

  /// Sets the time of an event, completed by the rules; throws `malformedTime` if it does not exist.
  func set(_ event: inout Event, by rules: TimeRules) throws(LineFault) {
    guard let (time, assumed) = resolved(by: rules) else { throw LineFault(.malformedTime) }
    event.time = time
    event.resolution = resolution
    event.fields.formUnion(assumed.union(.time))
  }
}
