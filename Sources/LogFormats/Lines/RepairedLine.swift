/// A line whose bytes were changed on their way here, changed back as far as that can be known.
///
/// - `#012`, `#011` and other octal numbers of control characters, as rsyslog writes those that it
///   found inside a message, become the characters. In a format of one line per record a line break
///   becomes a blank.
/// - NUL bytes are dropped.
/// - `message repeated 3 times: [ text]` becomes `text` behind the line's own header.
///
/// Only made of lines that gave nothing as they stood.
struct RepairedLine {
  /// The line as it may have been.
  private(set) var bytes: [UInt8] = []
  /// How many times the message came.
  private(set) var count: UInt64 = 1

  /// The line repaired, or `nil` if there is nothing to repair.
  init?(_ line: LineCursor, keepsBreaks: Bool) {
    let wrapped = RepeatedMessage.wrapped(line)
    let needsBytes =
      ByteSearch.first(0, in: line.bytes, from: line.start, to: line.end) != nil
      || ByteSearch.first("#0", in: line.bytes, from: line.start, to: line.end) != nil
    guard wrapped != nil || needsBytes else { return nil }
    bytes.reserveCapacity(line.end - line.start)
    if let wrapped {
      count = wrapped.count
      append(line, line.start..<wrapped.prefix, keepsBreaks)
      append(line, wrapped.message, keepsBreaks)
    } else {
      append(line, line.start..<line.end, keepsBreaks)
    }
    guard wrapped != nil || bytes.count < line.end - line.start else { return nil }
  }

  private mutating func append(_ line: LineCursor, _ range: Range<Int>, _ keepsBreaks: Bool) {
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = line.byte(at: index)
      index += 1
      if byte == UInt8(ascii: "#"), let control = RepairedLine.control(line, index, range) {
        byte = control == 0x0a && !keepsBreaks ? 0x20 : control
        index += 3
      }
      if byte != 0 { bytes.append(byte) }
    }
  }

  /// The control character whose three octal digits stand at an index.
  private static func control(_ line: LineCursor, _ index: Int, _ range: Range<Int>) -> UInt8? {
    guard index + 3 <= range.upperBound, line.byte(at: index) == UInt8(ascii: "0") else {
      return nil
    }
    let tens = line.byte(at: index + 1) &- UInt8(ascii: "0")
    let ones = line.byte(at: index + 2) &- UInt8(ascii: "0")
    return tens < 4 && ones < 8 ? tens * 8 + ones : nil
  }
}
