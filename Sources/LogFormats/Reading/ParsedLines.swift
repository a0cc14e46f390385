import NATModel

/// Everything that parsing one block of lines made.
///
/// Line numbers, text ids and rejects are counted from the front of the block; they are moved into
/// the input's numbering when blocks are delivered in input order.
package struct ParsedLines: Sendable {
  /// Events and texts.
  var context: LineContext
  /// Lines in the block.
  private(set) var records: UInt64 = 0
  /// Lines without an event of interest.
  private(set) var skipped: UInt64 = 0
  /// What the events held.
  private(set) var summary = EventSummary()
  /// Lines that the records say were left out (`last message repeated 3 times`), and events that
  /// stand for several.
  private(set) var repeated: UInt64 = 0
  /// Which dialect other hosts write in; set before a block is parsed, read after.
  var routes = HostRoutes()
  private var rejects = RejectCounts()
  private var rejected: [RejectedRecord] = []

  /// How many events are decoded before they are counted, where nobody wants them: few enough to
  /// stay in the nearest cache.
  private static let countedTogether = 64

  /// Nothing, for the blocks of one input.
  init(file: UInt32, rules: TimeRules) { context = LineContext(file: file, rules: rules) }

  /// Parses every line of a block, in place of what was there before.
  mutating func parse(_ block: LineBlock, by plan: ParsingPlan) {
    context.reset()
    routes.beginBlock()
    records = 0
    skipped = 0
    repeated = 0
    rejects = RejectCounts()
    rejected.removeAll()
    summary = EventSummary()
    plan.dialect.parse(block, by: plan, into: &self)
    countEvents(plan)
  }

  /// Counts the events that were decoded and lets go of those that nobody wants.
  private mutating func countEvents(_ plan: ParsingPlan) {
    summary.add(context.events)
    if !plan.keepsEvents { context.events.removeAll(keepingCapacity: true) }
  }

  /// Parses a block line by line, or record by record where lines hang together.
  ///
  /// Generic, and called by each dialect on itself: so there is one loop for each, with its parser in
  /// it, and nothing is looked up for a line.
  @inline(__always)
  mutating func parse(_ block: LineBlock, by plan: ParsingPlan, in dialect: some LogDialect) {
    if dialect.linesHangTogether {
      parseRecords(block, plan, dialect)
    } else {
      parseLines(block, plan, dialect)
    }
  }

  @inline(__always)
  private mutating func parseLines(
    _ block: LineBlock, _ plan: ParsingPlan, _ dialect: some LogDialect
  ) {
    let bytes = block.span
    var position = block.firstLine
    var breaks = BlockBreaks(from: position)
    var lineBreak = -1
    while position < block.count {
      // The same one again behind a frame that ends within the line.
      if lineBreak < position { lineBreak = breaks.next(in: bytes, to: block.count) }
      var end = lineBreak
      var next = end &+ 1
      if OctetFrame.mayBegin(in: bytes, at: position),
        let frame = OctetFrame.end(in: bytes, from: position, to: end)
      {
        end = frame
        next = frame
      }
      records &+= 1
      context.location.record = records
      parseRecord(
        block, position, end, isTooLong: end &- position > plan.lineLimit, plan, dialect)
      position = next
      if !plan.keepsEvents, context.events.count >= ParsedLines.countedTogether {
        countEvents(plan)
      }
    }
  }

  /// Parses records of several lines; each stands where its first line does.
  @inline(__always)
  private mutating func parseRecords(
    _ block: LineBlock, _ plan: ParsingPlan, _ dialect: some LogDialect
  ) {
    if !block.header.isEmpty {
      _ = try? dialect.parse(LineCursor(block.header.span), into: &context)
      context.events.removeAll(keepingCapacity: true)
    }
    let bytes = block.span
    var position = block.firstLine
    var breaks = BlockBreaks(from: position)
    var lineBreak = -1
    while position < block.count {
      let record = RecordGrouping.record(
        in: bytes, from: position, to: block.count, lineLimit: plan.lineLimit, by: dialect
      ) { position in
        // The first line behind a record is asked for again as the first of the next.
        if lineBreak < position { lineBreak = breaks.next(in: bytes, to: block.count) }
        return lineBreak
      }
      context.location.record = records &+ 1
      records &+= record.lines
      var end = record.end
      if end > position, bytes[end &- 1] == 0x0a { end &-= 1 }
      parseRecord(block, position, end, isTooLong: record.isTooLong, plan, dialect)
      position = record.end
    }
  }

  /// Parses one record, whose lines are `start..<end` without the last line break.
  @inline(__always)
  private mutating func parseRecord(
    _ block: LineBlock, _ start: Int, _ end: Int, isTooLong: Bool, _ plan: ParsingPlan,
    _ dialect: some LogDialect
  ) {
    let before = context.events.count
    do throws(LineFault) {
      guard !isTooLong else { throw LineFault(.lineTooLong) }
      let line = LineBlock.line(block.span, from: start, to: end)
      switch try dialect.parse(line, into: &context) {
      case .events:
        if line.end > start, block.bytes[line.end &- 1] == UInt8(ascii: "]") {
          countRepetitions(line, since: before)
        }
      case .skipped: lookAgain(at: line, plan)
      }
    } catch {
      guard !isTooLong, repair(block, start, end, since: before, plan) else {
        reject(error, block, start, end, keepsWhole: plan.keepsRejects)
        return
      }
    }
  }

  /// Counts a line without an event of interest.
  mutating func noteSkipped() { skipped &+= 1 }

  /// Counts events or lines that a record stands for and that are not there.
  mutating func note(repeated count: UInt64) { repeated &+= count }

  @inline(never)
  private mutating func reject(
    _ fault: LineFault, _ block: LineBlock, _ start: Int, _ end: Int, keepsWhole: Bool
  ) {
    // What ends at the end of the input with no line break was cut off rather than malformed.
    let isCut = end == block.count && block.endsWithoutBreak && fault.reason != .lineTooLong
    let reason = isCut ? .truncatedRecord : fault.reason
    let offset = block.offset + UInt64(start)
    rejects.add(
      RejectCounts.Example(
        reason: reason, location: context.location, offset: offset,
        excerpt: Array(block.bytes[start..<min(end, start + 160)])))
    guard keepsWhole else { return }
    rejected.append(
      RejectedRecord(
        reason: reason, location: context.location, offset: offset,
        bytes: Array(block.bytes[start..<end])))
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

  /// The rejected records, where they are kept, with line numbers counted from `base`.
  func rejectedRecords(from base: UInt64) -> [RejectedRecord] {
    rejected.map { record in
      var moved = record
      moved.location.record += base
      return moved
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
