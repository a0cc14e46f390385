import NATModel

/// Decimal and hexadecimal numbers, eight digits at a time.
///
/// Logs are made of numbers of varying length, and a loop over their digits mispredicts once per
/// number. So the run of digits is found and evaluated in a 64-bit word without a branch.
extension LineCursor {
  /// Marks with 0x80 each byte of a word of `byte ^ "0"` that is not a digit's value.
  ///
  /// Exact up to the first mark; a carry may spoil later bytes, which no caller looks at.
  @inline(__always)
  static func nonDigits(_ word: UInt64) -> UInt64 {
    ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
  }

  /// The value of up to eight digits whose values fill the high bytes of a word, the last on top.
  @inline(__always)
  static func evaluate(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 10) &+ (digits &>> 8)
    let high = (pairs & 0x0000_00ff_0000_00ff) &* 0x000f_4240_0000_0064
    let low = ((pairs &>> 16) & 0x0000_00ff_0000_00ff) &* 0x0000_2710_0000_0001
    return (high &+ low) &>> 32
  }

  /// Reads a decimal number of at least one digit.
  ///
  /// Throws `malformedNumber` where there is no digit or the value exceeds 64 bits.
  @inline(__always)
  package mutating func readNumber() throws(LineFault) -> UInt64 {
    let count = hasRoom ? nonDigits(at: position).trailingZeroBitCount : 32
    guard count <= 19, position &+ count <= end else {
      var copy = self
      let number = try copy.readAnyNumber()
      move(to: copy.position)
      return number
    }
    let first = uncheckedWord(at: position) ^ 0x3030_3030_3030_3030
    guard count > 8 else {
      guard count > 0 else { throw LineFault(.malformedNumber) }
      move(to: position &+ count)
      return LineCursor.evaluate(first &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    }
    // The last eight digits, the eight before them, and the up to three before those.
    let last = uncheckedWord(at: position &+ count &- 8) ^ 0x3030_3030_3030_3030
    guard count > 16 else {
      let high = LineCursor.evaluate(first &<< UInt64(truncatingIfNeeded: 128 &- 8 &* count))
      move(to: position &+ count)
      return high &* 100_000_000 &+ LineCursor.evaluate(last)
    }
    let middle = uncheckedWord(at: position &+ count &- 16) ^ 0x3030_3030_3030_3030
    let high = LineCursor.evaluate(first &<< UInt64(truncatingIfNeeded: 192 &- 8 &* count))
    move(to: position &+ count)
    return (high &* 100_000_000 &+ LineCursor.evaluate(middle)) &* 100_000_000
      &+ LineCursor.evaluate(last)
  }

  @inline(never)
  private mutating func readAnyNumber() throws(LineFault) -> UInt64 {
    var value: UInt64 = 0
    var index = position
    while index < end {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { throw LineFault(.malformedNumber) }
      value = sum
      index += 1
    }
    guard index > position else { throw LineFault(.malformedNumber) }
    seek(to: index)
    return value
  }

  /// Reads a port or ICMP identifier.
  ///
  /// Throws `malformedPort` where there is no digit, `portOutOfRange` above 65535.
  @inline(__always)
  package mutating func readPort() throws(LineFault) -> UInt16 {
    let word =
      (hasRoom ? uncheckedWord(at: position) : word(at: position)) ^ 0x3030_3030_3030_3030
    let count = LineCursor.nonDigits(word).trailingZeroBitCount &>> 3
    guard count > 0, position &+ count <= end else { throw LineFault(.malformedPort) }
    guard count < 8 else { throw LineFault(.portOutOfRange) }
    let value = LineCursor.evaluate(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    guard value <= 65535 else { throw LineFault(.portOutOfRange) }
    move(to: position &+ count)
    return UInt16(truncatingIfNeeded: value)
  }

  /// The value of the one to eight digits that fill a part of the line, or `nil` for anything else.
  @inline(__always)
  private func shortNumber(in range: Range<Int>) -> UInt64? {
    let count = range.count
    guard UInt(bitPattern: count &- 1) < 8, range.lowerBound >= 0,
      range.lowerBound &+ 8 <= bytes.count
    else { return nil }
    let digits =
      (uncheckedWord(at: range.lowerBound) ^ 0x3030_3030_3030_3030)
      &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    return LineCursor.nonDigits(digits) == 0 ? LineCursor.evaluate(digits) : nil
  }

  /// The value of the nine to sixteen digits that fill a part of the line, or `nil` for anything else.
  @inline(__always)
  private func mediumNumber(in range: Range<Int>) -> UInt64? {
    let count = range.count
    guard count > 8, count <= 16, range.lowerBound >= 0, range.upperBound <= bytes.count else {
      return nil
    }
    let high =
      (uncheckedWord(at: range.lowerBound) ^ 0x3030_3030_3030_3030)
      &<< UInt64(truncatingIfNeeded: 128 &- 8 &* count)
    let low = uncheckedWord(at: range.upperBound &- 8) ^ 0x3030_3030_3030_3030
    guard LineCursor.nonDigits(high) | LineCursor.nonDigits(low) == 0 else { return nil }
    return LineCursor.evaluate(high) &* 100_000_000 &+ LineCursor.evaluate(low)
  }

  /// The number that fills a part of the line; throws `malformedNumber`.
  @inline(__always)
  func number(in range: Range<Int>) throws(LineFault) -> UInt64 {
    if let number = shortNumber(in: range) { return number }
    return try LineCursor.otherNumber(bytes, in: clamped(range))
  }

  @inline(never)
  private static func otherNumber(_ bytes: Span<UInt8>, in range: Range<Int>) throws(LineFault)
    -> UInt64
  {
    var part = LineCursor(bytes, from: range.lowerBound, to: range.upperBound)
    if let number = part.mediumNumber(in: range) { return number }
    let number = try part.readNumber()
    guard part.isAtEnd else { throw LineFault(.malformedNumber) }
    return number
  }

  /// The port that fills a part of the line; throws `malformedPort` or `portOutOfRange`.
  @inline(__always)
  func port(in range: Range<Int>) throws(LineFault) -> UInt16 {
    if let number = shortNumber(in: range), number <= 65535 {
      return UInt16(truncatingIfNeeded: number)
    }
    return try LineCursor.otherPort(bytes, in: clamped(range))
  }

  @inline(never)
  private static func otherPort(_ bytes: Span<UInt8>, in range: Range<Int>) throws(LineFault)
    -> UInt16
  {
    var part = LineCursor(bytes, from: range.lowerBound, to: range.upperBound)
    let port = try part.readPort()
    guard part.isAtEnd else { throw LineFault(.malformedPort) }
    return port
  }

  /// Reads exactly `count` digits (1 to 8), or returns `nil` without moving.
  @inline(__always)
  mutating func readDigits(_ count: Int) -> Int? {
    let word = word(at: position) ^ 0x3030_3030_3030_3030
    let found = LineCursor.nonDigits(word).trailingZeroBitCount &>> 3
    guard found >= count, position &+ count <= end else { return nil }
    move(to: position &+ count)
    return Int(
      truncatingIfNeeded: LineCursor.evaluate(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    )
  }

  /// Reads a hexadecimal number of 1 to 16 digits, with or without `0x`.
  ///
  /// Throws `malformedNumber` for none or more.
  package mutating func readHexadecimal() throws(LineFault) -> UInt64 {
    var index = position
    if byte(at: index) == UInt8(ascii: "0"), byte(at: index + 1) | 0x20 == UInt8(ascii: "x") {
      index += 2
    }
    var (value, count) = hexadecimal(at: index)
    if count == 8 {
      let (low, more) = hexadecimal(at: index &+ 8)
      value = value &<< UInt64(4 &* more) | low
      count &+= more
    }
    guard count > 0, count < 16 || hexadecimal(at: index &+ 16).count == 0 else {
      throw LineFault(.malformedNumber)
    }
    seek(to: index &+ count)
    return value
  }

  /// The value of the up to eight hexadecimal digits at an index of the line, and how many there are.
  func hexadecimal(at index: Int) -> (value: UInt64, count: Int) {
    let word = word(at: index)
    let low = word & 0x7f7f_7f7f_7f7f_7f7f
    // Both exact in every byte: nothing carries. Letters are 1 to 6 behind the one before `a`.
    let digits = ~(((low ^ 0x3030_3030_3030_3030) &+ 0x7676_7676_7676_7676) | word)
    let letter = (low | 0x2020_2020_2020_2020) ^ 0x6060_6060_6060_6060
    let letters =
      (letter &+ 0x7f7f_7f7f_7f7f_7f7f) & ~(letter &+ 0x7979_7979_7979_7979) & ~word
    let others = ~(digits | letters) & 0x8080_8080_8080_8080
    let count = min(others.trailingZeroBitCount &>> 3, max(0, end &- index))
    guard count > 0 else { return (0, 0) }
    // A letter has bit 6 set, and its low four bits count from one.
    var nibbles =
      (word & 0x0f0f_0f0f_0f0f_0f0f)
      &+ ((word &>> 6) & 0x0101_0101_0101_0101) &* 9
    nibbles = nibbles.byteSwapped &>> UInt64(64 &- 8 &* count)
    nibbles = (nibbles | nibbles &>> 4) & 0x00ff_00ff_00ff_00ff
    nibbles = (nibbles | nibbles &>> 8) & 0x0000_ffff_0000_ffff
    return ((nibbles | nibbles &>> 16) & 0xffff_ffff, count)
  }

  /// Reads `h…:mm:ss` as seconds; hours may be many (`92:24:20`).
  ///
  /// Throws `malformedTime` for anything else.
  @inline(__always)
  package mutating func readDuration() throws(LineFault) -> Int64 {
    var copy = self
    guard let hours = try? copy.readNumber(), hours <= 10_000_000,
      copy.skip(UInt8(ascii: ":")), let minutes = copy.readDigits(2), minutes < 60,
      copy.skip(UInt8(ascii: ":")), let seconds = copy.readDigits(2), seconds < 60
    else { throw LineFault(.malformedTime) }
    seek(to: copy.position)
    return Int64(hours) * 3600 + Int64(minutes) * 60 + Int64(seconds)
  }
}
