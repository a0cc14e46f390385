import NATModel

/// A JSON value of a flat object, as a range of the line.
enum JSONValue {
  /// Between its quotes; true if it holds escapes.
  case string(Range<Int>, isEscaped: Bool)
  /// A number, `true`, `false` or `null`, as it stands.
  case word(Range<Int>)
  /// An object or array with its brackets, passed over.
  case nested(Range<Int>)
}

/// Reading one JSON object (RFC 8259) member by member, without building it.
///
/// Made for flat records: nested values are passed over by counting brackets outside strings.
extension LineCursor {
  /// Passes over `{` and blanks; false if the line is no object.
  mutating func beginObject() -> Bool {
    skipBlanks()
    return skip(UInt8(ascii: "{"))
  }

  /// Reads the next member, or returns `nil` after the closing bracket.
  ///
  /// Throws `malformedRecord` for anything that is not JSON.
  @inline(__always)
  mutating func readMember() throws(LineFault) -> (key: Range<Int>, value: JSONValue)? {
    skipBlanks()
    if skip(UInt8(ascii: "}")) { return nil }
    if skip(UInt8(ascii: ",")) { skipBlanks() }
    guard peek() == UInt8(ascii: "\"") else { throw LineFault(.malformedRecord) }
    let key = try readString()
    skipBlanks()
    guard skip(UInt8(ascii: ":")) else { throw LineFault(.malformedRecord) }
    skipBlanks()
    switch peek() {
    case UInt8(ascii: "\""):
      let text = try readString()
      return (key, .string(text, isEscaped: contains(UInt8(ascii: "\\"), in: text)))
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let first = position
      try skipNested()
      return (key, .nested(first..<position))
    default:
      let first = position
      while LineCursor.isWord(peek()) { move(to: position &+ 1) }
      guard position > first else { throw LineFault(.malformedRecord) }
      return (key, .word(first..<position))
    }
  }

  /// Passes over a string whose first quote is next; the range is what stands between its quotes.
  @inline(__always)
  private mutating func readString() throws(LineFault) -> Range<Int> {
    let first = position &+ 1
    guard let quote = findQuote(from: first) else { throw LineFault(.malformedRecord) }
    move(to: quote &+ 1)
    return first..<quote
  }

  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Passes over an object or array.
  ///
  /// Throws `malformedRecord` if it does not end.
  mutating func skipNested() throws(LineFault) {
    var depth = 0
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        _ = try readString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      advance(by: 1)
      if depth == 0 { return }
    }
    throw LineFault(.malformedRecord)
  }

  /// The bytes of a string with its escapes resolved; a lone surrogate becomes U+FFFD.
  ///
  /// Throws `malformedRecord` for an escape that JSON does not have.
  func unescaped(_ range: Range<Int>) throws(LineFault) -> [UInt8] {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = byte(at: index)
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      let escape = self.byte(at: index)
      index += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(escape)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var unit = try codeUnit(at: index, before: range.upperBound)
        index += 4
        if unit >> 10 == 0x36, byteIsEscape(index, range.upperBound) {
          let low = try codeUnit(at: index + 2, before: range.upperBound)
          if low >> 10 == 0x37 {
            unit = 0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff
            index += 6
          }
        }
        let scalar = Unicode.Scalar(unit) ?? "\u{fffd}"
        result.append(contentsOf: String(Character(scalar)).utf8)
      default: throw LineFault(.malformedRecord)
      }
    }
    return result
  }

  private func byteIsEscape(_ index: Int, _ limit: Int) -> Bool {
    index + 6 <= limit && byte(at: index) == UInt8(ascii: "\\")
      && byte(at: index + 1) == UInt8(ascii: "u")
  }

  private func codeUnit(at index: Int, before limit: Int) throws(LineFault) -> UInt32 {
    guard index + 4 <= limit else { throw LineFault(.malformedRecord) }
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = hexadecimalValue(byte(at: index + offset)) else {
        throw LineFault(.malformedRecord)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
