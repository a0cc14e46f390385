import NATModel

/// A date and time as logs write them, read from a cursor before any rule completes it.
struct ClockText: BitwiseCopyable {
  var year: Int?
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0
  /// Nanoseconds of the last digit.
  var resolution: UInt32 = 1_000_000_000
  /// Offset from UTC in seconds, where a zone is stated.
  var offset: Int?

  /// Reads `yyyy-mm-dd`, `T` or a blank, `hh:mm:ss`, a fraction, and `Z` or an offset.
  ///
  /// The zone may be absent. Does not move unless the whole is there.
  static func readISO(_ line: LineCursor) -> (clock: ClockText, end: Int)? {
    var line = line
    var clock = ClockText()
    let dash = UInt8(ascii: "-")
    guard let year = line.readDigits(4), line.skip(dash), let month = line.readDigits(2),
      line.skip(dash), let day = line.readDigits(2),
      line.skip(UInt8(ascii: "T")) || line.skip(0x20) || line.skip(UInt8(ascii: "t"))
    else { return nil }
    clock.year = year
    clock.month = month
    clock.day = day
    guard let position = clock.readTimeOfDay(line) else { return nil }
    line.seek(to: position)
    line.seek(to: clock.readZone(line))
    return (clock, line.position)
  }

  /// Reads `Mon dd hh:mm:ss`, with the year before the month, before the time, or nowhere.
  ///
  /// The day may be padded with a blank or a zero, or not at all.
  static func readMonthFirst(_ line: LineCursor) -> (clock: ClockText, end: Int)? {
    var line = line
    var clock = ClockText()
    if line.peek(4) == 0x20, let year = line.readDigits(4), line.skip(0x20) { clock.year = year }
    guard let month = monthNumber(line.word(at: line.position)), line.peek(3) == 0x20 else {
      return nil
    }
    clock.month = month
    line.advance(by: 4)
    _ = line.skip(0x20)
    guard let day = line.readDigits(2) ?? line.readDigits(1), line.skip(0x20) else { return nil }
    clock.day = day
    if line.peek(2) != UInt8(ascii: ":"), let year = line.readDigits(4) {
      guard line.skip(0x20) else { return nil }
      clock.year = year
    }
    guard let position = clock.readTimeOfDay(line) else { return nil }
    return (clock, position)
  }

  /// Reads `<yyyy> <Mon> <dd> <hh:mm:ss>`, as Huawei writes the time of some CGN records.
  static func readBracketed(_ line: LineCursor) -> (clock: ClockText, end: Int)? {
    var line = line
    var clock = ClockText()
    guard line.skip("<"), let year = line.readDigits(4), line.skip("> <"),
      let month = monthNumber(line.word(at: line.position))
    else { return nil }
    line.advance(by: 3)
    guard line.skip("> <"), let day = line.readDigits(2), line.skip("> <") else { return nil }
    clock.year = year
    clock.month = month
    clock.day = day
    guard let position = clock.readTimeOfDay(line) else { return nil }
    line.seek(to: position)
    guard line.skip(UInt8(ascii: ">")) else { return nil }
    return (clock, line.position)
  }

  /// Reads `hh:mm:ss` and a fraction after a dot or comma; returns the index after it.
  ///
  /// A blank after a colon is passed over: Junos services cards write `13:18: 14`.
  mutating func readTimeOfDay(_ line: LineCursor) -> Int? {
    var line = line
    let colon = UInt8(ascii: ":")
    guard let hour = line.readDigits(2), line.skip(colon) else { return nil }
    _ = line.skip(0x20)
    guard let minute = line.readDigits(2), line.skip(colon) else { return nil }
    _ = line.skip(0x20)
    guard let second = line.readDigits(2) else { return nil }
    self.hour = hour
    self.minute = minute
    self.second = second
    let next = line.peek()
    guard next == UInt8(ascii: ".") || next == UInt8(ascii: ","),
      line.peek(1) &- UInt8(ascii: "0") < 10
    else { return line.position }
    line.advance(by: 1)
    while true {
      let digit = line.peek() &- UInt8(ascii: "0")
      guard digit < 10 else { return line.position }
      if resolution > 1 {
        resolution /= 10
        nanosecond += Int(digit) * Int(resolution)
      }
      line.advance(by: 1)
    }
  }

  /// Reads `Z`, `+hh:mm` or `+hhmm` if it stands there; returns the index after it.
  mutating func readZone(_ line: LineCursor) -> Int {
    var line = line
    let sign: Int
    switch line.peek() {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      offset = 0
      return line.position + 1
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return line.position
    }
    let start = line.position
    line.advance(by: 1)
    guard let hours = line.readDigits(2) else { return start }
    _ = line.skip(UInt8(ascii: ":"))
    guard let minutes = line.readDigits(2), hours < 24, minutes < 60 else { return start }
    offset = sign * (hours * 3600 + minutes * 60)
    return line.position
  }

  /// The number of the month whose three-letter English name fills the low bytes of a word.
  static func monthNumber(_ word: UInt64) -> Int? {
    func name(_ text: StaticString) -> UInt64 {
      unsafe UInt64(text.utf8Start[0]) | UInt64(text.utf8Start[1]) << 8
        | UInt64(text.utf8Start[2]) << 16
    }
    switch word & 0xff_ffff {
    case name("Jan"): return 1
    case name("Feb"): return 2
    case name("Mar"): return 3
    case name("Apr"): return 4
    case name("May"): return 5
    case name("Jun"): return 6
    case name("Jul"): return 7
    case name("Aug"): return 8
    case name("Sep"): return 9
    case name("Oct"): return 10
    case name("Nov"): return 11
    case name("Dec"): return 12
    default: return nil
    }
  }

  /// Completes the time by the rules; `nil` if it does not exist.
  func resolved(by rules: TimeRules) -> (time: Timestamp, assumed: EventFields)? {
    rules.instant(of: self)
  }
}
