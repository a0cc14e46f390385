/// One `name=value` of a record.
struct Assignment {
  /// The first eight bytes of the name, the first in the lowest byte; zero behind a shorter name.
  var name: UInt64
  /// Bytes of the name.
  var length: Int
  /// The value without its quotes, escapes not resolved.
  var value: Range<Int>
}

/// Records of `name=value`, a value quoted or ending at a blank, in any order; after a quoted one a
/// comma may stand.
extension LineCursor {
  /// Reads the next `name=value`, or returns `nil` where none follows.
  ///
  /// Words without a sign are passed over. A quote in a quoted value is escaped with a backslash; a
  /// quoted value that never ends is none.
  @inline(always)
  mutating func readAssignment() -> Assignment? {
    guard let key = nextName(before: UInt8(ascii: "="), gap: UInt8(ascii: ",")) else { return nil }
    let length = key.count
    let all = word(at: key.lowerBound)
    let name = length >= 8 ? all : all & (1 &<< UInt64(truncatingIfNeeded: 8 &* length) &- 1)
    let start = key.upperBound &+ 1
    guard byte(at: start) == UInt8(ascii: "\"") else {
      let blank = find(0x20, from: start) ?? end
      move(to: blank)
      return Assignment(name: name, length: length, value: start..<blank)
    }
    guard let quote = findQuote(from: start &+ 1) else { return nil }
    move(to: quote &+ 1)
    return Assignment(name: name, length: length, value: start &+ 1..<quote)
  }
}
