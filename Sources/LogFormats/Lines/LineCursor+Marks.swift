import CByteMasks

/// Looks at 32 bytes at once.
///
/// The fields of a log line are short. To find where one ends, one look at 32 bytes costs less than
/// the call of a search that is made for long ranges; such a search follows only where the look finds
/// nothing. Each function asks for 32 bytes within the span; they may lie behind the line, whose end
/// callers compare with.
extension LineCursor {
  /// Marks with one bit each of the 32 bytes from an index on that is no digit, the first lowest.
  ///
  /// - Precondition: `0 <= index` and `index + 32 <= bytes.count`; not checked.
  @inline(__always)
  func nonDigits(at index: Int) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_non_digits(buffer.baseAddress.unsafelyUnwrapped + index)
    }
  }

  /// Marks with one bit each of the 32 bytes from an index on that equals a byte, the first lowest.
  ///
  /// - Precondition: `0 <= index` and `index + 32 <= bytes.count`; not checked.
  @inline(__always)
  func marks(of byte: UInt8, at index: Int) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_equal(buffer.baseAddress.unsafelyUnwrapped + index, byte)
    }
  }

  /// Marks with one bit each of the 32 bytes from an index on that parts words: a blank, a control
  /// character, or `other`; the first lowest.
  ///
  /// - Precondition: `0 <= index` and `index + 32 <= bytes.count`; not checked.
  @inline(__always)
  func gaps(or other: UInt8, at index: Int) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_gaps(buffer.baseAddress.unsafelyUnwrapped + index, other)
    }
  }

  /// The index of the first `byte` from an index of the line on, or `nil`.
  @inline(__always)
  func find(_ byte: UInt8, from index: Int) -> Int? {
    guard index >= 0, index &+ 32 <= bytes.count else {
      return ByteSearch.first(byte, in: bytes, from: index, to: end)
    }
    let marks = marks(of: byte, at: index)
    guard marks != 0 else {
      return LineCursor.findFar(byte, bytes, from: index &+ 32, to: end)
    }
    let found = index &+ marks.trailingZeroBitCount
    return found < end ? found : nil
  }

  @inline(never)
  private static func findFar(
    _ byte: UInt8, _ bytes: Span<UInt8>, from index: Int, to end: Int
  ) -> Int? {
    ByteSearch.first(byte, in: bytes, from: index, to: end)
  }

  /// True if a byte occurs in a part of the line.
  @inline(__always)
  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    let first = range.lowerBound
    guard range.count <= 32, first >= 0, first &+ 32 <= bytes.count else {
      return ByteSearch.first(byte, in: bytes, from: first, to: range.upperBound) != nil
    }
    return marks(of: byte, at: first).trailingZeroBitCount < range.count
  }

  /// The index after the run of bytes that are neither blank nor tab, from the position.
  @inline(__always)
  func endOfToken() -> Int {
    guard hasRoom else { return LineCursor.endOfLongToken(bytes, from: position, to: end) }
    let marks = gaps(or: 0x20, at: position)
    guard marks != 0 else {
      return LineCursor.endOfLongToken(bytes, from: position, to: end)
    }
    let found = position &+ marks.trailingZeroBitCount
    guard found < end else { return end }
    return bytes[found] == 0x20 || bytes[found] == 0x09
      ? found : LineCursor.endOfLongToken(bytes, from: position, to: end)
  }

  @inline(never)
  private static func endOfLongToken(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, bytes[index] != 0x20, bytes[index] != 0x09 { index &+= 1 }
    return index
  }

  /// Where the word that ends before an index begins: behind the last gap before it, but not before
  /// the position.
  ///
  /// Of a word of more than 32 bytes, the last 32 may be all that counts.
  @inline(__always)
  func startOfName(before index: Int, gap other: UInt8) -> Int {
    guard index >= 32 else {
      return LineCursor.startOfLongName(bytes, from: position, before: index, gap: other)
    }
    return max(position, index &- gaps(or: other, at: index &- 32).leadingZeroBitCount)
  }

  @inline(never)
  static func startOfLongName(
    _ bytes: Span<UInt8>, from start: Int, before index: Int, gap other: UInt8
  ) -> Int {
    var first = index
    while first > start, bytes[first - 1] > 0x20, bytes[first - 1] != other { first -= 1 }
    return first
  }
}
