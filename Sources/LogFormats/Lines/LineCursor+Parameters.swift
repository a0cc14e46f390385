import NATModel

/// One `key="value"` of a record; both as ranges of the line.
struct Parameter {
  /// First byte of the key and one past its last.
  var key: Range<Int>
  /// The value between its quotes, escapes not resolved.
  var value: Range<Int>
}

/// Structured data (RFC 5424 section 6.3): parameters in quotes, in any order.
extension LineCursor {
  /// Reads the next `key="value"`, or returns `nil` where none follows.
  ///
  /// `quotes` marks the quotes from the position on. A value may hold blanks, `]` and `;`; a quote
  /// inside it is escaped with a backslash. What stands between parameters is passed over. A value
  /// that never ends is none.
  @inline(always)
  mutating func readParameter(_ quotes: inout ByteMarks) -> Parameter? {
    while let open = quotes.next(in: self) {
      let sign = open &- 1
      guard sign >= position, unsafe bytes[unchecked: sign] == UInt8(ascii: "=") else { continue }
      let start = open &+ 1
      while let close = quotes.next(in: self) {
        guard !isEscaped(close, from: start) else { continue }
        let first = startOfName(before: sign, gap: UInt8(ascii: "["))
        move(to: close &+ 1)
        return unsafe Parameter(
          key: Range(uncheckedBounds: (first, sign)), value: Range(uncheckedBounds: (start, close)))
      }
      return nil
    }
    return nil
  }

  /// The index of the quote that ends a value which begins at an index, or `nil`; a quote behind an
  /// odd number of backslashes is part of the value.
  @inline(__always)
  func findQuote(from start: Int) -> Int? {
    var from = start
    while let quote = find(UInt8(ascii: "\""), from: from) {
      guard isEscaped(quote, from: start) else { return quote }
      from = quote &+ 1
    }
    return nil
  }

  /// True if an odd number of backslashes stands before an index.
  @inline(__always)
  func isEscaped(_ index: Int, from start: Int) -> Bool {
    guard index > start, unsafe bytes[unchecked: index &- 1] == UInt8(ascii: "\\") else {
      return false
    }
    var first = index
    while first > start, bytes[first &- 1] == UInt8(ascii: "\\") { first &-= 1 }
    return (index &- first) & 1 == 1
  }

  /// A range cut to the line.
  @inline(__always)
  func clamped(_ range: Range<Int>) -> Range<Int> {
    let lower = min(max(range.lowerBound, start), end)
    return lower..<max(lower, min(range.upperBound, end))
  }

  /// A cursor over a part of the line.
  @_lifetime(copy self)
  @inline(__always)
  func part(_ range: Range<Int>) -> LineCursor {
    let part = clamped(range)
    return LineCursor(bytes, from: part.lowerBound, to: part.upperBound)
  }

  /// True if a part of the line is exactly a text.
  @inline(__always)
  func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount
      && ByteSearch.matches(text, in: bytes, at: range.lowerBound, to: end)
  }
}
