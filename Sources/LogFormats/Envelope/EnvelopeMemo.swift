import NATModel

/// The header of the line before, kept to recognise the same header again.
///
/// Busy devices write many lines in one second, and then the header is the same bytes: one
/// comparison replaces the parse. The bytes kept are all those the outcome depends on, so an equal
/// prefix has an equal outcome.
struct EnvelopeMemo {
  /// Longest header that is remembered.
  private static let capacity = 256

  private var bytes = [UInt8](repeating: 0, count: EnvelopeMemo.capacity)
  private var count = 0
  /// The headers of the last line that was read.
  private(set) var envelope = Envelope()

  /// Forgets; the next header is parsed.
  mutating func reset() { count = 0 }

  /// Reads the headers of a line, from memory where they are those of the line before.
  @inline(__always)
  mutating func read(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) {
    let start = line.position
    if count > 0, start &+ count <= line.end,
      ByteSearch.equal(line.bytes, at: start, bytes.span, at: 0, count: count)
    {
      return
    }
    parse(line, rules: rules, texts: &texts)
  }

  @inline(never)
  private mutating func parse(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) {
    let reader = EnvelopeReader(line)
    envelope = reader.envelope(line, rules: rules, texts: &texts)
    let start = line.position
    let length = reader.looked - start
    // A line that ends within what was looked at depends on its end, which a prefix cannot show.
    guard length > 0, length <= EnvelopeMemo.capacity, reader.looked <= line.end else {
      count = 0
      return
    }
    for index in 0..<length { bytes[index] = line.byte(at: start + index) }
    count = length
  }
}
