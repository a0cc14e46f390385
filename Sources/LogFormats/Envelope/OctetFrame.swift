/// Frames of syslog over TCP with their octet counts (RFC 6587 section 3.4.1), left in a file.
///
/// `57 <134>1 2026-… message` says that 57 bytes follow the blank. Where a collector wrote frames as
/// they came, several stand in one line, and a whole stream may be one line.
enum OctetFrame {
  /// True if one to seven digits, a blank and `<` begin at an index.
  ///
  /// Reads eight bytes at once where they lie within the span: most lines that begin with a digit
  /// begin with a date.
  @inline(__always)
  static func mayBegin(in bytes: Span<UInt8>, at index: Int) -> Bool {
    guard bytes[index] &- UInt8(ascii: "0") < 10 else { return false }
    guard index &+ 9 <= bytes.count else { return true }
    let word = LineCursor(bytes).uncheckedWord(at: index) ^ 0x3030_3030_3030_3030
    let count = LineCursor.nonDigits(word).trailingZeroBitCount &>> 3
    return count < 8 && bytes[index &+ count] == 0x20
  }

  /// One past the frame that begins at `start`, if another begins there and both lie before `limit`;
  /// `nil` where the line is to be taken as it stands.
  ///
  /// A count that leads anywhere else (the header was rewritten, the line was cut) is not believed.
  @inline(never)
  static func end(in bytes: Span<UInt8>, from start: Int, to limit: Int) -> Int? {
    guard let first = body(in: bytes, at: start, to: limit) else { return nil }
    let (end, overflow) = first.start.addingReportingOverflow(first.count)
    guard !overflow, end < limit, body(in: bytes, at: end, to: limit) != nil else { return nil }
    return end
  }

  /// One past the last frame from `start` on that another frame follows, or `nil` if there is none.
  static func lastEnd(in bytes: Span<UInt8>, from start: Int, to limit: Int) -> Int? {
    var position = start
    while let next = end(in: bytes, from: position, to: limit) { position = next }
    return position > start ? position : nil
  }

  /// The count at an index, and where what it counts begins: digits, a blank, `<`.
  private static func body(in bytes: Span<UInt8>, at index: Int, to limit: Int)
    -> (start: Int, count: Int)?
  {
    var count = 0
    var position = index
    while position < limit, position - index < 7, bytes[position] &- UInt8(ascii: "0") < 10 {
      count = count * 10 + Int(bytes[position] &- UInt8(ascii: "0"))
      position += 1
    }
    guard position > index, count > 0, position + 1 < limit, bytes[position] == 0x20,
      bytes[position + 1] == UInt8(ascii: "<")
    else { return nil }
    return (position + 1, count)
  }
}
