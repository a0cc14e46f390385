/// A run of whole lines in memory that is used again for the next run.
package struct LineBlock: Sendable {
  /// Zero bytes kept after the lines, so that words can be loaded past the last one, and 64 bytes be
  /// looked at together.
  static let padding = 64

  /// Storage; the lines are `bytes[0..<count]`, followed by ``padding`` zeros.
  var bytes: [UInt8] = []
  /// Bytes of lines; the last ends in a line break unless the input ended or the line was cut.
  var count = 0
  /// Where the first byte stands in the plain input.
  var offset: UInt64 = 0
  /// True if the last line is the last of the input and no line break ends it.
  var endsWithoutBreak = false
  /// The last header before the first line, for dialects whose lines need one; see ``LineRole``.
  var header: [UInt8] = []
  /// Bytes taken from the file when the block was filled, before decompression.
  var rawBytes: UInt64 = 0

  /// Makes room for `size` bytes and the padding, keeping what is there.
  mutating func reserve(_ size: Int) {
    let missing = size + LineBlock.padding - bytes.count
    if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
  }

  /// Zeros behind the lines.
  mutating func pad() {
    for index in count..<count + LineBlock.padding { bytes[index] = 0 }
  }

  /// Where the first line begins: after a UTF-8 byte order mark at the front of the input.
  var firstLine: Int {
    let hasMark =
      offset == 0 && count >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf
    return hasMark ? 3 : 0
  }

  /// A line that ends at `end`, without the carriage returns and NULs before its break.
  @_lifetime(copy bytes)
  @inline(__always)
  static func line(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> LineCursor {
    guard end > start, bytes[end &- 1] <= 0x0d else {
      return LineCursor(bytes, from: start, to: end)
    }
    var last = end
    while last > start, bytes[last &- 1] == 0x0d || bytes[last &- 1] == 0 { last &-= 1 }
    return LineCursor(bytes, from: start, to: last)
  }

  /// The lines and the padding.
  var span: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span.extracting(0..<count + LineBlock.padding) }
  }
}
