/// What the fields of a record are by their place in it, kept from one record to the next.
///
/// A device writes the same fields in the same order, line after line. So what stood between two values
/// last is compared with what stands there now, which is predicted, instead of being looked for and
/// looked up. Numbers of fields are the dialect's own, 0 for those of no interest; only one dialect may
/// use a layout.
struct FieldLayout: Sendable {
  /// What stood from the end of one value to the start of the next: a blank, a name, a sign; at most
  /// 16 bytes.
  ///
  /// Where the sign is and what the name is depends on these bytes alone. At first a sign without a
  /// name.
  private struct Entry: BitwiseCopyable, Sendable {
    var head = UInt64(UInt8(ascii: "="))
    var tail: UInt64 = 0
    /// Ones where `head` and `tail` have bytes.
    var headMask: UInt64 = 0xff
    var tailMask: UInt64 = 0
    /// Bytes of both.
    var length = 1
    var field = 0
  }

  private static let places = 32
  private var entries: [32 of Entry] = .init(repeating: Entry())

  /// Passes over the name of the next field and its sign and returns the field's number, or `nil` where
  /// none follows.
  ///
  /// `place` is the field's in the record, counted from 0. `marks` are those of this line. `find` tells
  /// the number by the first eight bytes of a name and its length; it must say 0 of a name without
  /// bytes.
  @inline(always)
  mutating func readName(
    at place: Int, _ line: inout LineCursor, _ marks: inout FieldMarks,
    _ find: (UInt64, Int) -> Int
  ) -> Int? {
    if place < FieldLayout.places, line.hasRoom {
      let head = line.uncheckedWord(at: line.position) ^ entries[place].head
      let tail = line.uncheckedWord(at: line.position &+ 8) ^ entries[place].tail
      let sign = line.position &+ entries[place].length
      if head & entries[place].headMask | tail & entries[place].tailMask == 0, sign <= line.end {
        line.move(to: sign)
        return entries[place].field
      }
    }
    let from = line.position
    guard let (name, length) = line.readName(&marks) else { return nil }
    let field = find(name, length)
    if place < FieldLayout.places {
      learn(field, at: place, line.word(at: from), line.word(at: from &+ 8), line.position &- from)
    }
    return field
  }

  private mutating func learn(
    _ field: Int, at place: Int, _ head: UInt64, _ tail: UInt64, _ length: Int
  ) {
    guard length <= 16 else { return }
    var entry = Entry()
    entry.headMask = .max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(length, 8))
    entry.tailMask =
      length > 8 ? .max &>> UInt64(truncatingIfNeeded: 128 &- 8 &* length) : 0
    entry.head = head & entry.headMask
    entry.tail = tail & entry.tailMask
    entry.length = length
    entry.field = field
    entries[place] = entry
  }
}
