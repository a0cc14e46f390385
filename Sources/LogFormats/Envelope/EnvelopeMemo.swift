import NATModel

/// The last two headers, kept to recognise the same headers again.
///
/// Busy devices write many lines in one second, and then the header is the same bytes: one
/// comparison replaces the parse. Two are kept because devices write two kinds of message in turn,
/// with a tag or program name of their own. The bytes kept are all those the outcome depends on, so
/// an equal prefix has an equal outcome.
struct EnvelopeMemo {
  /// Longest header that is remembered.
  private static let capacity = 256

  private struct Entry {
    var bytes = [UInt8](repeating: 0, count: EnvelopeMemo.capacity)
    var count = 0
    var envelope = Envelope()
  }

  private var latest = Entry()
  private var other = Entry()

  /// The headers of the last line that was read.
  var envelope: Envelope {
    @inline(__always) get { latest.envelope }
  }

  /// Forgets; the next header is parsed.
  mutating func reset() {
    latest.count = 0
    other.count = 0
  }

  /// Reads the headers of a line, from memory where they were read before.
  @inline(__always)
  mutating func read(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) {
    let start = line.position
    let count = latest.count
    if count > 0, start &+ count <= line.end,
      ByteSearch.equal(line.bytes, at: start, latest.bytes.span, at: 0, count: count)
    {
      return
    }
    readOther(line, rules: rules, texts: &texts)
  }

  @inline(never)
  private mutating func readOther(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) {
    swap(&latest, &other)
    let start = line.position
    let count = latest.count
    if count > 0, start &+ count <= line.end,
      ByteSearch.equal(line.bytes, at: start, latest.bytes.span, at: 0, count: count)
    {
      return
    }
    parse(line, rules: rules, texts: &texts)
  }

  private mutating func parse(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) {
    let reader = EnvelopeReader(line)
    latest.envelope = reader.envelope(line, rules: rules, texts: &texts)
    let start = line.position
    let length = reader.looked - start
    // A line that ends within what was looked at depends on its end, which a prefix cannot show.
    guard length > 0, length <= EnvelopeMemo.capacity, reader.looked <= line.end else {
      latest.count = 0
      return
    }
    for index in 0..<length { latest.bytes[index] = line.byte(at: start + index) }
    latest.count = length
  }
}
