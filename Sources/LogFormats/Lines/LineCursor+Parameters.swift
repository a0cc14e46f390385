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
  /// A value may hold blanks, `]` and `;`; a quote inside it is escaped with a backslash. What stands
  /// between parameters is passed over. A value that never ends is none.
  @inline(__always)
  mutating func readParameter() -> Parameter? {
    guard let sign = find("=\"") else { return nil }
    var first = sign
    while first > position, LineCursor.isKey(bytes[first &- 1]) { first &-= 1 }
    let start = sign &+ 2
    var from = start
    while let quote = ByteSearch.first(UInt8(ascii: "\""), in: bytes, from: from, to: end) {
      if isEscaped(quote, from: start) {
        from = quote &+ 1
        continue
      }
      seek(to: quote &+ 1)
      return Parameter(key: first..<sign, value: start..<quote)
    }
    return nil
  }

  /// True if an odd number of backslashes stands before an index.
  @inline(__always)
  func isEscaped(_ index: Int, from start: Int) -> Bool {
    guard index > start, bytes[index &- 1] == UInt8(ascii: "\\") else { return false }
    var first = index
    while first > start, bytes[first &- 1] == UInt8(ascii: "\\") { first &-= 1 }
    return (index &- first) & 1 == 1
  }

  @inline(__always)
  private static func isKey(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "\"")
      && byte != UInt8(ascii: "=")
  }

  /// A cursor over a part of the line.
  @_lifetime(copy self)
  @inline(__always)
  func part(_ range: Range<Int>) -> LineCursor {
    let lower = min(max(range.lowerBound, start), end)
    return LineCursor(bytes, from: lower, to: max(lower, min(range.upperBound, end)))
  }

  /// True if a part of the line is exactly a text.
  @inline(__always)
  func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount
      && ByteSearch.matches(text, in: bytes, at: range.lowerBound, to: end)
  }

  /// The address that fills a part of the line; throws `malformedAddress`.
  @inline(__always)
  func address(in range: Range<Int>) throws(LineFault) -> IPAddress {
    var part = part(range)
    if let address = part.readIPv4(), part.isAtEnd { return address }
    guard range.count <= 45,
      let address = IPAddress(parsing: slice(range.lowerBound, range.upperBound))
    else { throw LineFault(.malformedAddress) }
    return address
  }

  /// The port that fills a part of the line; throws `malformedPort` or `portOutOfRange`.
  @inline(__always)
  func port(in range: Range<Int>) throws(LineFault) -> UInt16 {
    var part = part(range)
    let port = try part.readPort()
    guard part.isAtEnd else { throw LineFault(.malformedPort) }
    return port
  }

  /// The number that fills a part of the line; throws `malformedNumber`.
  @inline(__always)
  func number(in range: Range<Int>) throws(LineFault) -> UInt64 {
    var part = part(range)
    let number = try part.readNumber()
    guard part.isAtEnd else { throw LineFault(.malformedNumber) }
    return number
  }
}
