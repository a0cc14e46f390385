import NATModel

/// Dates as devices write them that state no zone.
extension TextOutput {
  /// Appends `yyyy-mm-dd hh:mm:ss` in UTC, the fraction cut off, with another mark for `-` if wanted.
  mutating func writeClock(_ time: Timestamp, dateMark: UInt8 = UInt8(ascii: "-")) {
    let civil = time.civil
    write(UInt(clamping: civil.year), width: 4)
    write(byte: dateMark)
    write(UInt(civil.month), width: 2)
    write(byte: dateMark)
    write(UInt(civil.day), width: 2)
    write(byte: 0x20)
    writeTimeOfDay(civil.hour, civil.minute, civil.second)
  }
}
