/// Civil dates (proleptic Gregorian, UTC) without Foundation, so that parsers can use them.
extension Timestamp {
  /// Days from 1970-01-01 to a civil date.
  ///
  /// Counts eras of 400 years starting in March, so that the leap day is the last of its year.
  /// - Precondition: `month` in 1...12, `day` in 1...31.
  package static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// True if the date exists in the Gregorian calendar.
  package static func isValid(year: Int, month: Int, day: Int) -> Bool {
    guard month >= 1, month <= 12, day >= 1 else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [12 of Int] = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= lengths[month - 1]
  }

  /// An instant from civil fields; `nil` for a date or time that does not exist or is out of range.
  ///
  /// `second` may be 60 (leap second), which is the first second of the next minute.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    nanosecond: Int = 0, offsetSeconds: Int = 0
  ) {
    guard year >= 1678, year <= 2261, Timestamp.isValid(year: year, month: month, day: day),
      hour >= 0, hour < 24, minute >= 0, minute < 60, second >= 0, second <= 60,
      nanosecond >= 0, nanosecond < 1_000_000_000, abs(offsetSeconds) < 86_400
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offsetSeconds
    self.init(seconds: Int64(seconds), nanoseconds: Int64(nanosecond))
  }

  /// The civil fields of this instant in UTC.
  package var civil:
    (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int)
  {
    let startOfDay = floored(to: 86_400_000_000_000)
    let dayNumber = Int(startOfDay.nanoseconds / 86_400_000_000_000)
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let rest = Int(since(startOfDay))
    let seconds = rest / 1_000_000_000
    return (
      year, month, day, seconds / 3600, seconds / 60 % 60, seconds % 60, rest % 1_000_000_000
    )
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC with as many of 0, 3, 6 or 9 fractional digits as the value needs.
  public var description: String {
    let nanosecond = civil.nanosecond
    if nanosecond == 0 { return rfc3339(fractionDigits: 0) }
    if nanosecond % 1_000_000 == 0 { return rfc3339(fractionDigits: 3) }
    return rfc3339(fractionDigits: nanosecond % 1000 == 0 ? 6 : 9)
  }

  /// RFC 3339 in UTC with 0 to 9 fractional digits, the rest cut off.
  package func rfc3339(fractionDigits: Int) -> String {
    let fields = civil
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    var text =
      padded(fields.year, 4) + "-" + padded(fields.month, 2) + "-" + padded(fields.day, 2) + "T"
      + padded(fields.hour, 2) + ":" + padded(fields.minute, 2) + ":" + padded(fields.second, 2)
    if fractionDigits > 0 { text += "." + padded(fields.nanosecond, 9).prefix(fractionDigits) }
    return text + "Z"
  }

  /// Parses RFC 3339 text with a zone (`Z` or an offset).
  ///
  /// Accepts a blank for the `T` and `+hhmm` for `+hh:mm`. Returns `nil` for anything else, a
  /// missing zone included: a time without a zone is never guessed here.
  package init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for index in range {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    guard let year = number(0..<4), byte(4) == UInt8(ascii: "-"), let month = number(5..<7),
      byte(7) == UInt8(ascii: "-"), let day = number(8..<10),
      byte(10) == UInt8(ascii: "T") || byte(10) == UInt8(ascii: "t") || byte(10) == 0x20,
      let hour = number(11..<13), byte(13) == UInt8(ascii: ":"), let minute = number(14..<16),
      byte(16) == UInt8(ascii: ":"), let second = number(17..<19)
    else { return nil }
    var index = 19
    var nanosecond = 0
    if byte(index) == UInt8(ascii: ".") || byte(index) == UInt8(ascii: ",") {
      index += 1
      var scale = 100_000_000
      let first = index
      while byte(index) &- UInt8(ascii: "0") < 10 {
        nanosecond += Int(byte(index) - UInt8(ascii: "0")) * scale
        scale /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    var offset = 0
    switch byte(index) {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): index += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign = byte(index) == UInt8(ascii: "-") ? -1 : 1
      let minuteStart = byte(index + 3) == UInt8(ascii: ":") ? index + 4 : index + 3
      guard let hours = number(index + 1..<index + 3), hours < 24,
        let minutes = number(minuteStart..<minuteStart + 2), minutes < 60
      else { return nil }
      offset = sign * (hours * 3600 + minutes * 60)
      index = minuteStart + 2
    default: return nil
    }
    guard index == bytes.count else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: nanosecond, offsetSeconds: offset)
  }
}
