import NATModel

/// How a user's table writes times.
package enum TimeForm: Sendable, Equatable {
  /// RFC 3339 or the same with a blank and without a zone; or a number of seconds, milliseconds,
  /// microseconds or nanoseconds since 1970, told apart by 10, 13, 16 or 19 digits before the dot.
  case automatic
  /// A number since 1970 in units of so many nanoseconds, with a fraction or without.
  case epoch(unit: Int64)
  /// Text in the manner of `strptime`: `%Y %m %d %e %b %H %M %S %T %f %z %s %%`, all else as it is.
  ///
  /// `%f` is a fraction of a second in any number of digits, `%s` seconds since 1970.
  case pattern([UInt8])

  /// A form from its name (`auto`, `epoch`, `epoch-ms`, `epoch-us`, `epoch-ns`) or pattern; `nil` for
  /// a text that is neither.
  package init?(_ text: String) {
    switch text {
    case "auto": self = .automatic
    case "epoch": self = .epoch(unit: 1_000_000_000)
    case "epoch-ms": self = .epoch(unit: 1_000_000)
    case "epoch-us": self = .epoch(unit: 1000)
    case "epoch-ns": self = .epoch(unit: 1)
    default:
      guard text.contains("%") else { return nil }
      self = .pattern(Array(text.utf8))
    }
  }

  /// Reads a time that fills the cursor's line; throws `malformedTime`.
  func read(_ line: LineCursor, rules: TimeRules) throws(LineFault)
    -> (time: Timestamp, resolution: UInt32, assumed: EventFields)
  {
    switch self {
    case .automatic:
      if let (clock, end) = ClockText.readISO(line), end == line.end {
        return try TimeForm.resolve(clock, rules)
      }
      return try TimeForm.number(line, unit: TimeForm.unit(of: line))
    case .epoch(let unit): return try TimeForm.number(line, unit: unit)
    case .pattern(let pattern): return try TimeForm.match(pattern, line, rules)
    }
  }

  private static func resolve(_ clock: ClockText, _ rules: TimeRules) throws(LineFault)
    -> (time: Timestamp, resolution: UInt32, assumed: EventFields)
  {
    guard let (time, assumed) = rules.instant(of: clock) else { throw LineFault(.malformedTime) }
    return (time, clock.resolution, assumed)
  }

  /// Nanoseconds of the unit that a number since 1970 is in, by its digits; 0 for another number.
  private static func unit(of line: LineCursor) -> Int64 {
    switch (line.find(UInt8(ascii: ".")) ?? line.end) - line.position {
    case 9, 10: 1_000_000_000
    case 12, 13: 1_000_000
    case 15, 16: 1000
    case 18, 19: 1
    default: 0
    }
  }

  private static func number(_ line: LineCursor, unit: Int64) throws(LineFault)
    -> (time: Timestamp, resolution: UInt32, assumed: EventFields)
  {
    var line = line
    guard unit > 0, let whole = try? line.readNumber(), whole < UInt64(Int64.max) else {
      throw LineFault(.malformedTime)
    }
    let (product, overflow) = Int64(whole).multipliedReportingOverflow(by: unit)
    var resolution = unit
    var fraction: Int64 = 0
    if line.skip(UInt8(ascii: ".")) {
      while line.peek() &- UInt8(ascii: "0") < 10 {
        if resolution > 1 {
          resolution /= 10
          fraction += Int64(line.peek() &- UInt8(ascii: "0")) * resolution
        }
        line.advance(by: 1)
      }
    }
    let (sum, carry) = product.addingReportingOverflow(fraction)
    guard !overflow, !carry, line.isAtEnd else { throw LineFault(.malformedTime) }
    return (Timestamp(nanoseconds: sum), UInt32(clamping: resolution), [])
  }

  private static func match(_ pattern: [UInt8], _ line: LineCursor, _ rules: TimeRules)
    throws(LineFault) -> (time: Timestamp, resolution: UInt32, assumed: EventFields)
  {
    var line = line
    var clock = ClockText()
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      guard byte == UInt8(ascii: "%"), index < pattern.count else {
        guard line.skip(byte) else { throw LineFault(.malformedTime) }
        continue
      }
      let code = pattern[index]
      index += 1
      if code == UInt8(ascii: "s") { return try number(line, unit: 1_000_000_000) }
      guard clock.read(code, &line) else { throw LineFault(.malformedTime) }
    }
    guard line.isAtEnd else { throw LineFault(.malformedTime) }
    return try resolve(clock, rules)
  }
}

extension ClockText {
  /// Reads what one letter of a pattern stands for; false if it is not there.
  @_lifetime(line: copy line)
  fileprivate mutating func read(_ code: UInt8, _ line: inout LineCursor) -> Bool {
    switch code {
    case UInt8(ascii: "Y"):
      year = line.readDigits(4)
      return year != nil
    case UInt8(ascii: "b"):
      guard let number = ClockText.monthNumber(line.word(at: line.position)) else { return false }
      month = number
      line.advance(by: 3)
      return true
    case UInt8(ascii: "e"), UInt8(ascii: "d"):
      if line.peek() == 0x20 { line.advance(by: 1) }
      guard let number = line.readDigits(2) ?? line.readDigits(1) else { return false }
      day = number
      return true
    case UInt8(ascii: "T"):
      guard let end = readTimeOfDay(line) else { return false }
      line.seek(to: end)
      return true
    case UInt8(ascii: "f"):
      guard line.peek() &- UInt8(ascii: "0") < 10 else { return false }
      while line.peek() &- UInt8(ascii: "0") < 10 {
        if resolution > 1 {
          resolution /= 10
          nanosecond += Int(line.peek() &- UInt8(ascii: "0")) * Int(resolution)
        }
        line.advance(by: 1)
      }
      return true
    case UInt8(ascii: "z"):
      line.seek(to: readZone(line))
      return offset != nil
    case UInt8(ascii: "%"): return line.skip(code)
    default: return readTwoDigits(code, &line)
    }
  }

  @_lifetime(line: copy line)
  private mutating func readTwoDigits(_ code: UInt8, _ line: inout LineCursor) -> Bool {
    guard let number = line.readDigits(2) else { return false }
    switch code {
    case UInt8(ascii: "m"): month = number
    case UInt8(ascii: "H"): hour = number
    case UInt8(ascii: "M"): minute = number
    case UInt8(ascii: "S"): second = number
    default: return false
    }
    return true
  }
}
