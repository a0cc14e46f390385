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
  @inline(__always)
  mutating func readAssignment() -> Assignment? {
    guard let sign = find(UInt8(ascii: "=")) else { return nil }
    var first = sign
    while first > position, LineCursor.isName(bytes[first &- 1]) { first &-= 1 }
    let length = sign &- first
    let all = word(at: first)
    let name = length >= 8 ? all : all & (1 &<< UInt64(truncatingIfNeeded: 8 &* length) &- 1)
    let start = sign &+ 1
    guard byte(at: start) == UInt8(ascii: "\"") else {
      let blank = ByteSearch.first(0x20, in: bytes, from: start, to: end) ?? end
      seek(to: blank)
      return Assignment(name: name, length: length, value: start..<blank)
    }
    var from = start &+ 1
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: bytes, from: from, to: end) {
      guard !isEscaped(quote, from: start &+ 1) else {
        from = quote &+ 1
        continue
      }
      seek(to: quote &+ 1)
      return Assignment(name: name, length: length, value: start &+ 1..<quote)
    }
    return nil
  }

  @inline(__always)
  private static func isName(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: ",")
  }
}
