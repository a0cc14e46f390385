/// Numbers in decimal.
extension TextOutput {
  /// Appends a decimal number, padded with zeros to a width of at most 20.
  @inline(__always)
  package mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, width: Int = 1
  ) {
    let value = UInt64(truncatingIfNeeded: number)
    if Number.bitWidth <= 8, width == 1 { return write(octet: UInt32(truncatingIfNeeded: value)) }
    if Number.bitWidth <= 16, width == 1 { return write(short: UInt32(truncatingIfNeeded: value)) }
    if value < DecimalDigits.bound, width <= 8 {
      let digits = DecimalDigits.eight(of: UInt32(truncatingIfNeeded: value))
      write(digits: digits, from: min(DecimalDigits.leadingZeros(digits), 8 - max(1, width)))
    } else {
      write(long: value, width: min(width, 20))
    }
  }

  /// Appends the digits of eight from an index on.
  @inline(__always)
  private mutating func write(digits: UInt64, from first: Int) {
    let text = (digits | DecimalDigits.zeros) >> UInt64(truncatingIfNeeded: first &* 8)
    unsafe room().storeBytes(of: text.littleEndian, as: UInt64.self)
    advance(8 &- first)
  }

  @inline(__always)
  private mutating func write(octet value: UInt32) {
    let octet = octets[value]
    unsafe room().storeBytes(of: octet.text.littleEndian, as: UInt32.self)
    advance(octet.length &- 1)
  }

  /// Ports are the most frequent numbers: five digits, one and then four as in ``DecimalDigits``.
  @inline(__always)
  private mutating func write(short value: UInt32) {
    let digits = DecimalDigits.five(of: value)
    let first = DecimalDigits.leadingZeros(ofFive: digits)
    let text = (digits | DecimalDigits.zeros) >> UInt64(truncatingIfNeeded: first &* 8)
    unsafe room().storeBytes(of: text.littleEndian, as: UInt64.self)
    advance(5 &- first)
  }

  @inline(never)
  private mutating func write(long value: UInt64, width: Int) {
    let (rest, last) = value.quotientAndRemainder(dividingBy: DecimalDigits.bound)
    if rest > 0 || width > 8 {
      write(rest, width: width - 8)
      write(digits: DecimalDigits.eight(of: UInt32(last)), from: 0)
    } else {
      write(last, width: width)
    }
  }

  /// A share in ten-thousandths as a decimal fraction with four digits.
  package mutating func write(tenThousandths value: UInt16) {
    write(value / 10_000)
    write(byte: UInt8(ascii: "."))
    write(value % 10_000, width: 4)
  }

  /// Appends hexadecimal digits in lower case, leading zeros left out.
  package mutating func write(hexadecimal value: UInt64) {
    var shift = UInt64(60 - min(60, value.leadingZeroBitCount / 4 * 4))
    while true {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
      write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      if shift == 0 { break }
      shift -= 4
    }
  }
}
