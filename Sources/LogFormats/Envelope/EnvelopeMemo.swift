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
  private var envelope = Envelope()

  /// Forgets; the next header is parsed.
  mutating func reset() { count = 0 }

  /// The envelope of a line, from memory where its header is the one before.
  @inline(__always)
  mutating func read(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) -> Envelope {
    let start = line.position
    if count > 0, start &+ count <= line.end,
      ByteSearch.equal(line.bytes, at: start, bytes.span, at: 0, count: count)
    {
      var known = envelope
      known.tag &+= start
      known.message &+= start
      return known
    }
    return parse(line, rules: rules, texts: &texts)
  }

  @inline(never)
  private mutating func parse(_ line: LineCursor, rules: TimeRules, texts: inout TextTable)
    -> Envelope
  {
    let reader = EnvelopeReader(line)
    let read = reader.envelope(line, rules: rules, texts: &texts)
    let start = line.position
    let length = min(reader.looked, line.end) - start
    // A line that ends within what was looked at depends on its end, which a prefix cannot show.
    guard length > 0, length <= EnvelopeMemo.capacity, reader.looked <= line.end else {
      count = 0
      return read
    }
    for index in 0..<length { bytes[index] = line.byte(at: start + index) }
    count = length
    envelope = read
    envelope.tag -= start
    envelope.message -= start
    return read
  }
}
