import NATModel

/// One block of lines and what parsing it made: the unit of work of a thread.
struct LineShard: Sendable {
  /// The lines.
  var block = LineBlock()
  /// What they gave.
  var lines: ParsedLines
  /// True after the last block of the input: this shard holds no lines.
  var isEnd = false
  /// The version of the routes that the block was parsed with.
  var startVersion = 0
  /// Why the input could not be read on.
  var failure: InputError?

  /// An empty shard for one input.
  init(file: UInt32, rules: TimeRules) { lines = ParsedLines(file: file, rules: rules) }

  /// Takes what is known of other hosts for the next parse.
  mutating func begin(with routes: HostRoutes) {
    lines.routes = routes
    startVersion = routes.version
  }

  /// Parses every line of the block.
  mutating func parse(by plan: ParsingPlan) { lines.parse(block, by: plan) }

  /// Shows the first lines to a sniffer.
  func sniff(_ sniffer: inout DialectSniffer, lineLimit: Int) {
    let bytes = block.span
    var position = block.firstLine
    while position < block.count, !sniffer.isDone {
      let end = ByteSearch.first(0x0a, in: bytes, from: position, to: block.count) ?? block.count
      let frame = OctetFrame.end(in: bytes, from: position, to: end)
      let last = frame ?? end
      if last - position <= lineLimit {
        sniffer.look(at: LineBlock.line(bytes, from: position, to: last))
      }
      position = frame ?? end + 1
    }
  }
}
