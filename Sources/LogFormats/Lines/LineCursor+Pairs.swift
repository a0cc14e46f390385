import NATModel

/// Pairs of `key=value` with blanks between them.
extension LineCursor {
  /// Reads the next pair, or returns `nil` where none follows.
  ///
  /// The key is the word before the sign. A value in quotes (`"`, or `\"` where a collector escaped
  /// them) goes to the next quote, any other to the next blank; a quoted value that never ends is
  /// none.
  @inline(always)
  mutating func readPair() -> Parameter? {
    guard let key = nextName(before: UInt8(ascii: "=")) else { return nil }
    move(to: key.upperBound &+ 1)
    let isEscaped = peek() == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "\"")
    guard isEscaped || peek() == UInt8(ascii: "\"") else {
      let start = position
      let stop = find(0x20) ?? end
      move(to: stop)
      return Parameter(key: key, value: start..<stop)
    }
    advance(by: isEscaped ? 2 : 1)
    let start = position
    guard let quote = find(UInt8(ascii: "\"")) else { return nil }
    move(to: quote &+ 1)
    return Parameter(key: key, value: start..<max(start, isEscaped ? quote &- 1 : quote))
  }

  /// A sum that stays at its limit.
  @inline(__always)
  static func saturate(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let (total, overflow) = first.addingReportingOverflow(second)
    return overflow ? .max : total
  }
}
