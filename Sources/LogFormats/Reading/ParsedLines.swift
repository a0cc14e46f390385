import NATModel

/// Everything that parsing one block of lines made.
///
/// Line numbers, text ids and rejects are counted from the front of the block; they are moved into
/// the input's numbering when blocks are delivered in input order.
struct ParsedLines: Sendable {
  /// Events and texts.
  var context: LineContext
  /// Lines in the block.
  private(set) var records: UInt64 = 0
  /// Lines without an event of interest.
  private(set) var skipped: UInt64 = 0
  /// What the events held.
  private(set) var summary = EventSummary()
  private var rejects = RejectCounts()

  /// Nothing, for the blocks of one input.
  init(file: UInt32, rules: TimeRules) { context = LineContext(file: file, rules: rules) }

  /// Parses every line of a block, in place of what was there before.
  mutating func parse(_ block: LineBlock, with dialect: any LogDialect, lineLimit: Int) {
    context.reset()
    records = 0
    skipped = 0
    rejects = RejectCounts()
    summary = EventSummary()
    if dialect.linesHangTogether {
      parseRecords(block, with: dialect, lineLimit: lineLimit)
    } else {
      parseLines(block, with: dialect, lineLimit: lineLimit)
    }
    summary.add(context.events)
  }

  private mutating func parseLines(
    _ block: LineBlock, with dialect: any LogDialect, lineLimit: Int
  ) {
    let bytes = block.span
    var position = block.firstLine
    while position < block.count {
      let end = ByteSearch.first(0x0a, in: bytes, from: position, to: block.count) ?? block.count
      records &+= 1
      context.location.record = records
      do throws(LineFault) {
        guard end &- position <= lineLimit else { throw LineFault(.lineTooLong) }
        let hasReturn = end > position && bytes[end &- 1] == 0x0d
        let line = LineCursor(bytes, from: position, to: hasReturn ? end &- 1 : end)
        switch try dialect.parse(line, into: &context) {
        case .events: break
        case .skipped: skipped &+= 1
        }
      } catch {
        reject(error, block, position, end)
      }
      position = end &+ 1
    }
  }

  /// Parses records of several lines; each stands where its first line does.
  private mutating func parseRecords(
    _ block: LineBlock, with dialect: any LogDialect, lineLimit: Int
  ) {
    if !block.header.isEmpty {
      _ = try? dialect.parse(LineCursor(block.header.span), into: &context)
      context.events.removeAll(keepingCapacity: true)
    }
    let grouping = RecordGrouping(dialect: dialect, lineLimit: lineLimit)
    let bytes = block.span
    var position = block.firstLine
    while position < block.count {
      let record = grouping.record(in: bytes, from: position, to: block.count)
      context.location.record = records &+ 1
      records &+= record.lines
      var end = record.end
      if end > position, bytes[end &- 1] == 0x0a { end &-= 1 }
      let hasReturn = end > position && bytes[end &- 1] == 0x0d
      do throws(LineFault) {
        guard !record.isTooLong else { throw LineFault(.lineTooLong) }
        let line = LineCursor(bytes, from: position, to: hasReturn ? end &- 1 : end)
        switch try dialect.parse(line, into: &context) {
        case .events: break
        case .skipped: skipped &+= 1
        }
      } catch {
        reject(error, block, position, end)
      }
      position = record.end
    }
  }

  @inline(never)
  private mutating func reject(_ fault: LineFault, _ block: LineBlock, _ start: Int, _ end: Int) {
    // What ends at the end of the input with no line break was cut off rather than malformed.
    let isCut = end == block.count && block.endsWithoutBreak && fault.reason != .lineTooLong
    rejects.add(
      RejectCounts.Example(
        reason: isCut ? .truncatedRecord : fault.reason, location: context.location,
        offset: block.offset + UInt64(start),
        excerpt: Array(block.bytes[start..<min(end, start + 160)])))
  }

  /// Moves text ids and line numbers into the input's numbering.
  mutating func renumber(from base: UInt64, texts: inout TextTable) {
    let mapping = texts.absorb(context.texts)
    let isSame = mapping.indices.allSatisfy { mapping[$0].rawValue == UInt32($0) }
    for index in context.events.indices {
      context.events[index].location.record &+= base
    }
    guard !isSame else { return }
    func map(_ id: TextID) -> TextID {
      Int(id.rawValue) < mapping.count ? mapping[Int(id.rawValue)] : .none
    }
    for index in context.events.indices {
      context.events[index].realm = map(context.events[index].realm)
      context.events[index].exporter = map(context.events[index].exporter)
      context.events[index].subscriber = map(context.events[index].subscriber)
      context.events[index].host = map(context.events[index].host)
      context.events[index].label = map(context.events[index].label)
    }
  }

  /// The rejects, with line numbers counted from `base`.
  func rejects(from base: UInt64) -> RejectCounts {
    var moved = RejectCounts()
    for var example in rejects.examples {
      example.location.record += base
      moved.add(example)
    }
    for (reason, count) in rejects.counts {
      moved.add(reason, count: count - (moved.counts[reason] ?? 0))
    }
    return moved
  }
}
