import NATModel

/// One block of lines and what parsing it made: the unit of work of a thread.
struct LineShard: Sendable {
  /// The lines.
  var block = LineBlock()
  /// What they gave.
  var lines: ParsedLines
  /// True after the last block of the input: this shard holds no lines.
  var isEnd = false
  /// Why the input could not be read on.
  var failure: InputError?

  /// An empty shard for one input.
  init(file: UInt32, rules: TimeRules) { lines = ParsedLines(file: file, rules: rules) }

  /// Parses every line of the block.
  mutating func parse(with dialect: any LogDialect, lineLimit: Int) {
    lines.parse(block, with: dialect, lineLimit: lineLimit)
  }

  /// Shows the first lines to a sniffer.
  func sniff(_ sniffer: inout DialectSniffer, lineLimit: Int) {
    let bytes = block.span
    var position = block.firstLine
    while position < block.count, !sniffer.isDone {
      let end = ByteSearch.first(0x0a, in: bytes, from: position, to: block.count) ?? block.count
      let hasReturn = end > position && bytes[end - 1] == 0x0d
      if end - position <= lineLimit {
        sniffer.look(at: LineCursor(bytes, from: position, to: hasReturn ? end - 1 : end))
      }
      position = end + 1
    }
  }
}
