import NATModel

/// Pairs of `key=value` with blanks between them.
extension LineCursor {
  /// Reads the next pair, or returns `nil` where none follows.
  ///
  /// The key is the word before the sign. A value in quotes (`"`, or `\"` where a collector escaped
  /// them) goes to the next quote, any other to the next blank; a quoted value that never ends is
  /// none.
  @inline(__always)
  mutating func readPair() -> Parameter? {
    guard let sign = find(UInt8(ascii: "=")) else { return nil }
    var first = sign
    while first > position, bytes[first &- 1] > 0x20 { first &-= 1 }
    seek(to: sign &+ 1)
    let isEscaped = peek() == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "\"")
    guard isEscaped || peek() == UInt8(ascii: "\"") else {
      let start = position
      let stop = find(0x20) ?? end
      seek(to: stop)
      return Parameter(key: first..<sign, value: start..<stop)
    }
    advance(by: isEscaped ? 2 : 1)
    let start = position
    guard let quote = find(UInt8(ascii: "\"")) else { return nil }
    seek(to: quote &+ 1)
    return Parameter(
      key: first..<sign, value: start..<max(start, isEscaped ? quote &- 1 : quote))
  }

  /// A sum that stays at its limit.
  @inline(__always)
  static func saturate(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let (total, overflow) = first.addingReportingOverflow(second)
    return overflow ? .max : total
  }
}
