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
  /// quoted value that never ends is none. `marks` are those of this line, with a comma as a gap.
  @inline(always)
  mutating func readAssignment(_ marks: inout FieldMarks) -> Assignment? {
    guard let (name, length) = readName(&marks), let value = readValue(&marks) else { return nil }
    return Assignment(name: name, length: length, value: value)
  }

  /// Passes over the next name and its sign: the name's first eight bytes, zero behind a shorter one,
  /// and its length; `nil` where none follows.
  @inline(always)
  mutating func readName(_ marks: inout FieldMarks) -> (name: UInt64, length: Int)? {
    guard let sign = marks.nextSign(from: position, to: end, in: bytes) else { return nil }
    let first = marks.startOfName(before: sign, from: position, in: bytes)
    let length = sign &- first
    let all = word(at: first)
    move(to: sign &+ 1)
    return (
      length >= 8 ? all : all & (1 &<< UInt64(truncatingIfNeeded: 8 &* length) &- 1), length
    )
  }

  /// Reads the value that begins here, quoted or up to a blank; `nil`, somewhere in it, where a quote
  /// never ends.
  @inline(always)
  mutating func readValue(_ marks: inout FieldMarks) -> Range<Int>? {
    let start = position
    guard start < end, unsafe bytes[unchecked: start] == UInt8(ascii: "\"") else {
      let blank = marks.nextBlank(from: start, to: end, in: bytes) ?? end
      move(to: blank)
      return unsafe Range(uncheckedBounds: (start, blank))
    }
    var from = start &+ 1
    while let quote = marks.nextQuote(from: from, to: end, in: bytes) {
      from = quote &+ 1
      guard !isEscaped(quote, from: start &+ 1) else { continue }
      move(to: from)
      return unsafe Range(uncheckedBounds: (start &+ 1, quote))
    }
    return nil
  }
}
