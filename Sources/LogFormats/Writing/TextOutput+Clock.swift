package import NATModel

/// Instants: RFC 3339 text, and dates as devices write them that state no zone.
extension TextOutput {
  private static let second: Int64 = 1_000_000_000

  /// Appends RFC 3339 text in UTC with as many of 0, 3, 6 or 9 fractional digits as the value needs.
  @inline(__always)
  package mutating func write(_ time: Timestamp) {
    let fraction = time.nanoseconds % 1_000_000_000
    let digits =
      fraction == 0 ? 0 : fraction % 1_000_000 == 0 ? 3 : fraction % 1000 == 0 ? 6 : 9
    write(time, fractionDigits: digits)
  }

  /// Appends RFC 3339 text in UTC with 0 to 9 fractional digits, the rest cut off.
  @inline(__always)
  package mutating func write(_ time: Timestamp, fractionDigits: Int) {
    let (number, fraction) = TextOutput.parts(of: time)
    let target = unsafe room()
    unsafe store(clocks[number], at: target)
    guard fractionDigits > 0 else { return advance(20) }
    let digits = min(fractionDigits, 9)
    unsafe target.storeBytes(of: UInt8(ascii: "."), toByteOffset: 19, as: UInt8.self)
    let eight = DecimalDigits.eight(of: fraction / 10) | DecimalDigits.zeros
    unsafe target.storeBytes(of: eight.littleEndian, toByteOffset: 20, as: UInt64.self)
    if digits == 9 {
      let last = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: fraction % 10)
      unsafe target.storeBytes(of: last, toByteOffset: 28, as: UInt8.self)
    }
    unsafe target.storeBytes(of: UInt8(ascii: "Z"), toByteOffset: 20 &+ digits, as: UInt8.self)
    advance(21 &+ digits)
  }

  /// Appends `yyyy-mm-dd hh:mm:ss` in UTC, the fraction cut off, with another mark for `-` if wanted.
  @inline(__always)
  mutating func writeClock(_ time: Timestamp, dateMark: UInt8 = UInt8(ascii: "-")) {
    let target = unsafe room()
    unsafe store(clocks[TextOutput.parts(of: time).second], at: target)
    unsafe target.storeBytes(of: dateMark, toByteOffset: 4, as: UInt8.self)
    unsafe target.storeBytes(of: dateMark, toByteOffset: 7, as: UInt8.self)
    unsafe target.storeBytes(of: 0x20, toByteOffset: 10, as: UInt8.self)
    advance(19)
  }

  /// Appends `hh:mm:ss`, each below 100.
  @inline(__always)
  package mutating func writeTimeOfDay(_ hour: Int, _ minute: Int, _ second: Int) {
    let text =
      TextOutput.colons(UInt64(minute), UInt64(second)) << 16
      | DecimalDigits.pair(UInt64(hour))
    unsafe room().storeBytes(of: text.littleEndian, as: UInt64.self)
    advance(8)
  }

  /// `:mm:ss` in six bytes, the first character in the lowest.
  @inline(__always)
  private static func colons(_ minute: UInt64, _ second: UInt64) -> UInt64 {
    let colon = UInt64(UInt8(ascii: ":"))
    return colon | DecimalDigits.pair(minute) << 8 | colon << 24 | DecimalDigits.pair(second) << 32
  }

  /// Appends the three-letter English name of a month from 1 to 12.
  package mutating func writeMonth(_ month: Int) {
    let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
    let start = (min(max(month, 1), 12) - 1) * 3
    for offset in 0..<3 { write(byte: unsafe names.utf8Start[start + offset]) }
  }

  /// Appends whole seconds as `h:mm:ss`, hours as many as it takes.
  @inline(__always)
  package mutating func writeDuration(seconds: Int64) {
    let seconds = UInt64(max(0, seconds))
    write(seconds / 3600)
    let text = TextOutput.colons(seconds / 60 % 60, seconds % 60)
    unsafe room().storeBytes(of: text.littleEndian, as: UInt64.self)
    advance(6)
  }

  /// Whole seconds from one instant to another, each rounded down.
  @inline(__always)
  static func seconds(from start: Timestamp, to end: Timestamp) -> Int64 {
    parts(of: end).second &- parts(of: start).second
  }

  /// Whole seconds since 1970, rounded down, and the nanoseconds after them.
  @inline(__always)
  private static func parts(of time: Timestamp) -> (second: Int64, fraction: UInt32) {
    let (quotient, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: second)
    let isBefore = rest < 0
    return (
      quotient &- (isBefore ? 1 : 0),
      UInt32(truncatingIfNeeded: isBefore ? rest &+ second : rest)
    )
  }

  /// Stores the 20 bytes of a second.
  @inline(__always)
  private func store(_ text: ClockTexts.Second, at target: UnsafeMutableRawPointer) {
    unsafe target.storeBytes(of: text.date.littleEndian, as: UInt64.self)
    unsafe target.storeBytes(of: text.time.littleEndian, toByteOffset: 8, as: UInt64.self)
    unsafe target.storeBytes(of: text.last.littleEndian, toByteOffset: 16, as: UInt32.self)
  }
}
