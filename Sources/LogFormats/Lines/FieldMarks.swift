import CByteMasks

/// The places of signs, gaps, blanks and quotes in a line of `name=value`, looked for 64 bytes at a time.
///
/// One look serves the name and the value of two or three fields, each with a few shifts, where
/// ``LineCursor`` would look anew for each end of each of them.
struct FieldMarks {
  /// What ends a name's front beside blanks and control characters.
  private let other: UInt8
  /// The first byte of the last look; far before every line at first.
  private var base = Int.min / 2
  private var marks = natlens_field_marks()

  /// Marks of a line whose names begin behind a blank, a control character or `other`.
  @inline(__always)
  init(gap other: UInt8 = 0x20) { self.other = other }

  /// The next `=` from an index on and before `end`, or `nil`.
  ///
  /// These ask for what they need of a cursor and not for the cursor: a value of five words is handed on
  /// in memory.
  @inline(__always)
  mutating func nextSign(from index: Int, to end: Int, in bytes: Span<UInt8>) -> Int? {
    next(from: index, to: end, in: bytes) { $0.signs }
  }

  /// The next blank from an index on and before `end`, or `nil`.
  @inline(__always)
  mutating func nextBlank(from index: Int, to end: Int, in bytes: Span<UInt8>) -> Int? {
    next(from: index, to: end, in: bytes) { $0.blanks }
  }

  /// The next `"` from an index on and before `end`, or `nil`.
  @inline(__always)
  mutating func nextQuote(from index: Int, to end: Int, in bytes: Span<UInt8>) -> Int? {
    next(from: index, to: end, in: bytes) { $0.quotes }
  }

  /// Where the word before a sign begins: behind the last gap before it, but not before `start`.
  ///
  /// - Precondition: the sign is the one that ``nextSign(from:to:in:)`` found last, from `start` on.
  @inline(__always)
  func startOfName(before sign: Int, from start: Int, in bytes: Span<UInt8>) -> Int {
    let before = marks.gaps & (1 &<< UInt64(truncatingIfNeeded: sign &- base) &- 1)
    if before != 0 { return max(start, base &+ 64 &- before.leadingZeroBitCount) }
    return base <= start
      ? start : LineCursor.startOfLongName(bytes, from: start, before: base, gap: other)
  }

  @inline(__always)
  private mutating func next(
    from index: Int, to end: Int, in bytes: Span<UInt8>,
    _ kind: (natlens_field_marks) -> UInt64
  ) -> Int? {
    var first = index
    if UInt(bitPattern: first &- base) >= 64 {
      guard first < end else { return nil }
      look(at: first, to: end, bytes)
    }
    var found = kind(marks) &>> UInt64(truncatingIfNeeded: first &- base)
    while found == 0 {
      first = base &+ 64
      guard first < end else { return nil }
      look(at: first, to: end, bytes)
      found = kind(marks)
    }
    let place = first &+ found.trailingZeroBitCount
    return place < end ? place : nil
  }

  @inline(__always)
  private mutating func look(at index: Int, to end: Int, _ bytes: Span<UInt8>) {
    base = index
    guard index >= 0, index &+ 64 <= bytes.count else {
      marks = FieldMarks.lookNearEnd(at: index, to: end, bytes, gap: other)
      return
    }
    marks = unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_look(buffer.baseAddress.unsafelyUnwrapped + index, other)
    }
  }

  /// The same where fewer than 64 bytes follow.
  @inline(never)
  private static func lookNearEnd(
    at index: Int, to end: Int, _ bytes: Span<UInt8>, gap other: UInt8
  ) -> natlens_field_marks {
    var marks = natlens_field_marks()
    for offset in 0..<64 where index >= 0 && index + offset < end {
      let byte = bytes[index + offset]
      let mark = UInt64(1) << UInt64(offset)
      if byte == UInt8(ascii: "=") { marks.signs |= mark }
      if byte <= 0x20 || byte == other { marks.gaps |= mark }
      if byte == 0x20 { marks.blanks |= mark }
      if byte == UInt8(ascii: "\"") { marks.quotes |= mark }
    }
    return marks
  }
}
