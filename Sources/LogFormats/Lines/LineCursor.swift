/// A position in one line of bytes, and the reads that parsers are made of.
///
/// The line is `bytes[start..<end]` of a span that may go on behind it (the next lines of the
/// block), so that numbers and addresses can be loaded eight bytes at a time without copying the
/// line. What stands at `end` is a line break, or nothing: it never continues a number. Reads move
/// the position only when they succeed; `peek…` never moves. Nothing here traps on any input: what
/// lies outside the line reads as 0.
///
/// `0 <= start <= position <= end <= bytes.count` always holds: the first and last are checked when a
/// cursor is made and never change, and the position is set in this file alone, where it is cut to
/// the line; callers of ``move(to:)`` have compared with the end. The loads marked `unsafe` rely on
/// that, so that one comparison is enough for each.
package struct LineCursor: ~Escapable, BitwiseCopyable {
  let bytes: Span<UInt8>
  /// First byte of the line.
  let start: Int
  /// One past the last byte of the line, without its line break.
  package let end: Int
  /// The next byte to read, in `start...end`; moved by reads, ``seek(to:)`` and ``advance(by:)``.
  package private(set) var position: Int

  /// A cursor at the front of a line that fills the whole span.
  @_lifetime(copy line)
  package init(_ line: Span<UInt8>) {
    self.init(line, from: 0, to: line.count)
  }

  /// A cursor at the front of the line `bytes[start..<end]`.
  ///
  /// - Precondition: `0 <= start <= end <= bytes.count`.
  @_lifetime(copy bytes)
  @inline(__always)
  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    self.bytes = bytes
    self.start = start
    self.end = end
    self.position = start
  }

  /// Moves to an index, or to the nearer end of the line if it lies outside.
  @inline(__always)
  package mutating func seek(to index: Int) { position = max(start, min(index, end)) }

  /// Moves to an index ahead that is known to lie within the line.
  ///
  /// - Precondition: `position <= index <= end`; not checked.
  @inline(__always)
  mutating func move(to index: Int) {
    assert(index >= position && index <= end)
    position = index
  }

  /// Moves by a number of bytes, at most to the ends of the line.
  @inline(__always)
  package mutating func advance(by count: Int) { seek(to: position &+ count) }

  /// True if nothing is left to read.
  package var isAtEnd: Bool {
    @inline(__always) get { position >= end }
  }

  /// The byte at an index of the line's own numbering, or 0 outside the line.
  @inline(__always)
  func byte(at index: Int) -> UInt8 {
    index >= start && index < end ? unsafe bytes[unchecked: index] : 0
  }

  /// The byte `offset` places after the position, or 0 outside the line.
  @inline(__always)
  package func peek(_ offset: Int) -> UInt8 { byte(at: position &+ offset) }

  /// The next byte, or 0 at the end.
  @inline(__always)
  package func peek() -> UInt8 { position < end ? unsafe bytes[unchecked: position] : 0 }

  /// Eight bytes at an index, the first in the lowest byte; those behind the span are 0.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    guard index >= 0, index &+ 8 <= bytes.count else {
      return LineCursor.wordNearEnd(bytes, at: index)
    }
    return unsafe UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: UInt64.self))
  }

  /// Eight bytes at an index, the first in the lowest byte.
  ///
  /// - Precondition: `0 <= index` and `index + 8 <= bytes.count`; not checked. Callers check once
  ///   for several loads, with ``hasRoom``.
  @inline(__always)
  func uncheckedWord(at index: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: UInt64.self))
  }

  /// True if the `count` bytes at two indices are the same; for short texts of varying length.
  ///
  /// Up to 24 bytes are compared in three words that may overlap, without a branch on the count.
  @inline(__always)
  func isRepeated(_ count: Int, at first: Int, and second: Int) -> Bool {
    guard count >= 8, count <= 24, first >= 0, second >= first, second &+ count <= bytes.count
    else {
      return ByteSearch.equal(bytes, at: first, bytes, at: second, count: count)
    }
    let last = count &- 8
    let middle = min(8, last)
    let difference =
      (uncheckedWord(at: first) ^ uncheckedWord(at: second))
      | (uncheckedWord(at: first &+ middle) ^ uncheckedWord(at: second &+ middle))
      | (uncheckedWord(at: first &+ last) ^ uncheckedWord(at: second &+ last))
    return difference == 0
  }

  /// The word that a text of eight ASCII characters is in memory; a constant after optimisation.
  @inline(__always)
  static func word(_ text: StaticString) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<min(8, text.utf8CodeUnitCount) {
      word |= unsafe UInt64(text.utf8Start[index]) &<< UInt64(8 &* index)
    }
    return word
  }

  /// True if the 32 bytes from the position on lie within the span, if not within the line.
  @inline(__always)
  var hasRoom: Bool { position &+ 32 <= bytes.count }

  // Rare paths that are functions of their own are handed what they need of a cursor and not the
  // cursor: a value of five words goes through memory, and is written there on the common path too.
  @inline(never)
  private static func wordNearEnd(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
    guard index >= 0 else { return 0 }
    var value: UInt64 = 0
    var offset = 0
    while offset < 8, index + offset < bytes.count {
      value |= UInt64(bytes[index + offset]) << UInt64(8 * offset)
      offset += 1
    }
    return value
  }

  /// Passes over one byte if it is next.
  @inline(__always)
  package mutating func skip(_ wanted: UInt8) -> Bool {
    guard position < end, unsafe bytes[unchecked: position] == wanted else { return false }
    position &+= 1
    return true
  }

  /// Passes over a text if it is next.
  @inline(__always)
  package mutating func skip(_ text: StaticString) -> Bool {
    guard has(text) else { return false }
    position &+= text.utf8CodeUnitCount
    return true
  }

  /// True if a text is next.
  @inline(__always)
  package func has(_ text: StaticString) -> Bool {
    guard end &- position >= text.utf8CodeUnitCount else { return false }
    return unsafe ByteSearch.matchesUnchecked(text, in: bytes, at: position)
  }

  /// Passes over blanks and tabs.
  @inline(__always)
  package mutating func skipBlanks() {
    while peek() == 0x20 || peek() == 0x09 { position &+= 1 }
  }

  /// Passes over everything up to and including the next `byte`; false, and no move, without one.
  @inline(__always)
  package mutating func skipPast(_ byte: UInt8) -> Bool {
    guard let found = find(byte) else { return false }
    position = found &+ 1
    return true
  }

  /// Passes over everything up to and including the next `text`; false, and no move, without one.
  @inline(__always)
  package mutating func skipPast(_ text: StaticString) -> Bool {
    guard let found = find(text) else { return false }
    position = found &+ text.utf8CodeUnitCount
    return true
  }

  /// The index of the next `byte`, or `nil`.
  @inline(__always)
  func find(_ byte: UInt8) -> Int? { find(byte, from: position) }

  /// The index of the next `text`, or `nil`.
  @inline(__always)
  func find(_ text: StaticString) -> Int? {
    let head = unsafe text.utf8Start.pointee
    var index = position
    while let found = find(head, from: index) {
      if ByteSearch.matches(text, in: bytes, at: found, to: end) { return found }
      index = found &+ 1
    }
    return nil
  }

  /// The index of the next `text`, or `nil`, looked for by its byte at an offset, one that is rare.
  @inline(__always)
  func find(_ text: StaticString, by offset: Int) -> Int? {
    let rare = unsafe text.utf8Start[offset]
    var index = position &+ offset
    while let found = find(rare, from: index) {
      if ByteSearch.matches(text, in: bytes, at: found &- offset, to: end) {
        return found &- offset
      }
      index = found &+ 1
    }
    return nil
  }

  /// The bytes of a part of the line, cut to the line.
  @_lifetime(copy self)
  @inline(__always)
  package func slice(_ from: Int, _ to: Int) -> Span<UInt8> {
    let lower = min(max(from, start), end)
    return bytes.extracting(lower..<max(lower, min(to, end)))
  }

  /// What is left of the line.
  @_lifetime(copy self)
  package func rest() -> Span<UInt8> { slice(position, end) }
}
