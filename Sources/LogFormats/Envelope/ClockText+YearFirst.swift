import NATModel

extension ClockText {
  /// Reads `yyyy/mm/dd hh:mm:ss` with `separator` for `/` and a mark for the blank; no zone.
  static func readYearFirst(
    _ line: LineCursor, separator: UInt8, mark: UInt8 = 0x20
  ) -> (clock: ClockText, end: Int)? {
    var line = line
    var clock = ClockText()
    guard let year = line.readDigits(4), line.skip(separator), let month = line.readDigits(2),
      line.skip(separator), let day = line.readDigits(2), line.skip(mark)
    else { return nil }
    clock.year = year
    clock.month = month
    clock.day = day
    guard let end = clock.readTimeOfDay(line) else { return nil }
    return (clock, end)
  }
}
