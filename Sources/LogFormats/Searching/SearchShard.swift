import NATModel

/// One block of lines, and those of them in which a needle stands, parsed.
struct SearchShard: Sendable {
  /// How many lines at both ends of a block are parsed whatever they hold: they tell the time that
  /// the log covers.
  private static let margin = 8

  /// The lines.
  var block = LineBlock()
  /// Position of the block in the input; meaningless after the end.
  var number = 0
  /// Lines of the input before the block, once they are counted.
  var base: UInt64 = 0
  /// True after the last block of the input: this shard holds no lines.
  var isEnd = false
  /// Why the input could not be read on.
  var failure: InputError?
  /// What the lines that were found gave, their numbers counted from the front of the block.
  var lines: ParsedLines
  /// Lines in the block.
  private(set) var records: UInt64 = 0

  /// The lines that were found, one after the other.
  private var found = LineBlock()
  /// Which lines of the block those are, from 1, and where each begins in the input.
  private var origins: [(line: UInt64, offset: UInt64)] = []

  init(file: UInt32, rules: TimeRules) { lines = ParsedLines(file: file, rules: rules) }

  /// Finds the lines that hold one of the needles and parses them.
  mutating func search(for needles: [ByteNeedle], by plan: ParsingPlan) {
    found.count = 0
    found.offset = 1
    origins.removeAll(keepingCapacity: true)
    var taken = block.firstLine
    var number: UInt64 = 0
    /// Takes the lines that begin in a range; the line numbers before it are counted first.
    func take(from start: Int, to end: Int) {
      guard start >= taken, start < end else { return }
      number += LineBreaks.count(in: block.span, from: taken, to: start)
      var position = start
      while position < end {
        let next = (ByteSearch.first(0x0a, in: block.span, from: position, to: end) ?? end - 1) + 1
        number += 1
        addOrigins(of: number, position..<next)
        append(position..<next)
        position = next
      }
      taken = end
    }
    take(from: block.firstLine, to: lineEnd(after: block.firstLine, lines: SearchShard.margin))
    let tail = max(taken, lineStart(before: block.count, lines: SearchShard.margin))
    for place in hits(needles, from: taken, to: tail) where place >= taken {
      let start = (ByteSearch.last(0x0a, in: block.span, from: taken, to: place) ?? taken - 1) + 1
      let end = ByteSearch.first(0x0a, in: block.span, from: place, to: block.count)
      take(from: max(start, taken), to: end.map { $0 + 1 } ?? block.count)
    }
    take(from: max(taken, tail), to: block.count)
    records = number
    found.endsWithoutBreak = block.endsWithoutBreak
    found.reserve(found.count)
    found.pad()
    lines.routes = HostRoutes()
    lines.parse(found, by: plan)
    for index in lines.context.events.indices {
      let record = lines.context.events[index].location.record
      lines.context.events[index].location.record = origin(ofRecord: record).line
    }
  }

  /// The line of the block that a record of the lines found stands in.
  ///
  /// A line may hold several frames, each a record of its own with an origin of its own.
  private func origin(ofRecord record: UInt64) -> (line: UInt64, offset: UInt64) {
    let place = min(Int(clamping: record) - 1, origins.count - 1)
    return place >= 0 ? origins[place] : (1, block.offset)
  }

  /// Rejects among the lines that were parsed, with line numbers counted from `base`.
  func rejects(from base: UInt64) -> RejectCounts {
    let parsed = lines.rejects(from: 0)
    var moved = RejectCounts()
    for var example in parsed.examples {
      let origin = origin(ofRecord: example.location.record)
      example.location.record = base + origin.line
      example.offset = origin.offset
      moved.add(example)
    }
    for (reason, count) in parsed.counts {
      moved.add(reason, count: count - (moved.counts[reason] ?? 0))
    }
    return moved
  }

  /// Places of all needles in order.
  private func hits(_ needles: [ByteNeedle], from start: Int, to end: Int) -> [Int] {
    var hits: [Int] = []
    for needle in needles {
      var position = start
      while let place = needle.first(in: block.span, from: position, to: end) {
        hits.append(place)
        // The rest of the line is found with it.
        position = (ByteSearch.first(0x0a, in: block.span, from: place, to: end) ?? end - 1) + 1
      }
    }
    if needles.count > 1 { hits.sort() }
    return hits
  }

  /// Notes where a line stands, once for each frame in it: frames are parsed as lines of their own.
  private mutating func addOrigins(of number: UInt64, _ line: Range<Int>) {
    let hasBreak = block.bytes[line.upperBound - 1] == 0x0a
    let end = hasBreak ? line.upperBound - 1 : line.upperBound
    var position = line.lowerBound
    origins.append((number, block.offset + UInt64(position)))
    while let next = OctetFrame.end(in: block.span, from: position, to: end) {
      position = next
      origins.append((number, block.offset + UInt64(position)))
    }
  }

  private mutating func append(_ range: Range<Int>) {
    if found.bytes.count < found.count + range.count + LineBlock.padding {
      found.reserve(max(found.count * 2, found.count + range.count))
    }
    found.bytes.replaceSubrange(
      found.count..<found.count + range.count, with: block.bytes[range])
    found.count += range.count
  }

  private func lineEnd(after start: Int, lines: Int) -> Int {
    var position = start
    for _ in 0..<lines {
      guard
        let found = ByteSearch.first(0x0a, in: block.span, from: position, to: block.count)
      else { return block.count }
      position = found + 1
    }
    return position
  }

  private func lineStart(before end: Int, lines: Int) -> Int {
    var position = end
    for _ in 0...lines {
      guard let found = ByteSearch.last(0x0a, in: block.span, from: 0, to: position) else {
        return block.firstLine
      }
      position = found
    }
    return position + 1
  }
}
