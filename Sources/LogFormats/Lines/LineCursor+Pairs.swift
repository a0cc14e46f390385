import NATModel

/// Pairs of `key=value` with blanks between them.
extension LineCursor {
  /// Reads the next pair, or returns `nil` where none follows.
  ///
  /// The key is the word before the sign; see ``readPairValue(_:)``. `marks` are those of this line.
  @inline(always)
  mutating func readPair(_ marks: inout FieldMarks) -> Parameter? {
    guard let sign = marks.nextSign(from: position, to: end, in: bytes) else { return nil }
    let first = marks.startOfName(before: sign, from: position, in: bytes)
    let key = unsafe Range(uncheckedBounds: (first, sign))
    move(to: sign &+ 1)
    guard let value = readPairValue(&marks) else { return nil }
    return Parameter(key: key, value: value)
  }

  /// Reads the value that begins here, or returns `nil` where it never ends.
  ///
  /// A value in quotes (`"`, or `\"` where a collector escaped them) goes to the next quote, any other
  /// to the next blank.
  @inline(always)
  mutating func readPairValue(_ marks: inout FieldMarks) -> Range<Int>? {
    let isEscaped = peek() == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "\"")
    guard isEscaped || peek() == UInt8(ascii: "\"") else {
      let start = position
      let stop = marks.nextBlank(from: start, to: end, in: bytes) ?? end
      move(to: stop)
      return unsafe Range(uncheckedBounds: (start, stop))
    }
    advance(by: isEscaped ? 2 : 1)
    let start = position
    guard let quote = marks.nextQuote(from: start, to: end, in: bytes) else { return nil }
    move(to: quote &+ 1)
    return start..<max(start, isEscaped ? quote &- 1 : quote)
  }

  /// A sum that stays at its limit.
  @inline(__always)
  static func saturate(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let (total, overflow) = first.addingReportingOverflow(second)
    return overflow ? .max : total
  }
}
