/// The name of a field, read once to be compared with many.
///
/// Compared by its length and by three words that cover its first and last bytes: exact up to 24
/// bytes. Of a longer name the bytes in the middle do not count.
///
/// ```swift
/// switch line.name(parameter.key) {
/// case "source-address": …
/// ```
struct FieldName: BitwiseCopyable, Sendable {
  /// Bytes up to which two names are told apart by all they hold.
  static let exactLength = 24

  fileprivate var count = 0
  fileprivate var head: UInt64 = 0
  fileprivate var middle: UInt64 = 0
  fileprivate var tail: UInt64 = 0

  /// One of four places for the name in a small table.
  var slot: Int {
    @inline(__always) get { Int(truncatingIfNeeded: (tail &* 0x9e37_79b9_7f4a_7c15) &>> 62) }
  }

  /// True for the same name.
  @inline(__always)
  static func == (left: FieldName, right: FieldName) -> Bool {
    (left.head ^ right.head) | (left.middle ^ right.middle) | (left.tail ^ right.tail) == 0
      && left.count == right.count
  }

  /// True if the name is a text; the text's words are constants after optimisation.
  @inline(__always)
  static func ~= (text: StaticString, name: FieldName) -> Bool {
    let count = text.utf8CodeUnitCount
    let last = max(0, count &- 8)
    return name.count == count
      && name.tail == LineCursor.word(text, from: last)
      && name.head == LineCursor.word(text, from: 0)
      && (count <= 16 || name.middle == LineCursor.word(text, from: min(8, last)))
  }
}

extension LineCursor {
  /// The name in a part of the line.
  @inline(__always)
  func name(_ range: Range<Int>) -> FieldName {
    let count = range.count
    let head = word(at: range.lowerBound)
    guard count >= 8 else {
      let word = head & (1 &<< UInt64(truncatingIfNeeded: 8 &* count) &- 1)
      return FieldName(count: count, head: word, middle: word, tail: word)
    }
    let last = count &- 8
    return FieldName(
      count: count, head: head, middle: word(at: range.lowerBound &+ min(8, last)),
      tail: word(at: range.lowerBound &+ last))
  }

  /// The word of up to eight bytes of a text from an index on; a constant after optimisation.
  @inline(__always)
  fileprivate static func word(_ text: StaticString, from first: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<min(8, text.utf8CodeUnitCount &- first) {
      word |= unsafe UInt64(text.utf8Start[first &+ index]) &<< UInt64(8 &* index)
    }
    return word
  }
}
