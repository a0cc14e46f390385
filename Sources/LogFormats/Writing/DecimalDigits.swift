/// Eight decimal digits at once, one in each byte of a word, without a loop or a table.
enum DecimalDigits {
  /// The first number that has more than eight digits.
  static let bound: UInt64 = 100_000_000
  /// What makes characters of eight digits.
  static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The digits of a number below ``bound`` with leading zeros, the first in the lowest byte.
  ///
  /// Halves the number three times: two numbers of four digits, four of two, eight of one, each
  /// beside its neighbour in the same word. A division by a constant is a multiplication and a
  /// shift: 10,486 / 2^20 is near enough to 1 / 100 below 10,000, and 103 / 2^10 to 1 / 10 below 100.
  @inline(__always)
  static func eight(of number: UInt32) -> UInt64 {
    let fours = UInt64(number / 10_000) | UInt64(number % 10_000) << 32
    let hundreds = (fours &* 10_486) >> 20 & 0x0000_007f_0000_007f
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (pairs &* 103) >> 10 & 0x000f_000f_000f_000f
    return tens | (pairs &- tens &* 10) << 8
  }

  /// The digits of a number below 100,000 with leading zeros, the first in the lowest byte.
  @inline(__always)
  static func five(of number: UInt32) -> UInt64 {
    let rest = UInt64(number % 10_000)
    let hundreds = (rest &* 10_486) >> 20
    let pairs = hundreds | (rest &- hundreds &* 100) << 16
    let tens = (pairs &* 103) >> 10 & 0x000f_000f
    return UInt64(number / 10_000) | (tens | (pairs &- tens &* 10) << 8) << 8
  }

  /// How many of five digits are leading zeros; 4 if all are zero.
  @inline(__always)
  static func leadingZeros(ofFive digits: UInt64) -> Int {
    (digits | 1 << 32).trailingZeroBitCount >> 3
  }

  /// How many of eight digits are leading zeros; 7 if all are zero, as the last one always counts.
  @inline(__always)
  static func leadingZeros(_ digits: UInt64) -> Int {
    (digits | 1 << 56).trailingZeroBitCount >> 3
  }

  /// The two digits of a number below 100 as characters, the first in the lowest byte.
  @inline(__always)
  static func pair(_ number: UInt64) -> UInt64 {
    let tens = (number &* 103) >> 10
    return (tens | (number &- tens &* 10) << 8) &+ 0x3030
  }
}
