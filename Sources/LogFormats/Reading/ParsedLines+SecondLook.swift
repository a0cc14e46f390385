import NATModel

/// Lines that the main dialect passed over or could not read are looked at once more.
extension ParsedLines {
  /// A line without an event in the main dialect: another host's, one that says what was left out,
  /// one whose bytes were changed on the way, or of no interest.
  @inline(never)
  mutating func lookAgain(at line: LineCursor, _ plan: ParsingPlan) {
    if let count = RepeatedMessage.hiddenLines(line) {
      note(repeated: count)
    } else if parseElsewhere(line, plan) {
      return
    } else if let repaired = RepairedLine(line, keepsBreaks: plan.dialect.linesHangTogether),
      parse(repaired, plan)
    {
      return
    }
    noteSkipped()
  }

  /// Tries a rejected record with its bytes changed back; true if that gave events.
  @inline(never)
  mutating func repair(
    _ block: LineBlock, _ start: Int, _ end: Int, since before: Int, _ plan: ParsingPlan
  ) -> Bool {
    let line = LineBlock.line(block.span, from: start, to: end)
    guard let repaired = RepairedLine(line, keepsBreaks: plan.dialect.linesHangTogether) else {
      return false
    }
    let kept = Array(context.events[before...])
    context.events.removeSubrange(before...)
    guard !parse(repaired, plan) else { return true }
    context.events.replaceSubrange(before..., with: kept)
    return false
  }

  /// Counts what a record stands for beyond its events, if it is rsyslog's `message repeated`.
  @inline(never)
  mutating func countRepetitions(_ line: LineCursor, since before: Int) {
    // Behind the header, which the dialect has read, if it is that.
    var message = line
    message.advance(by: context.envelope.message)
    guard message.has("message repeated "), let wrapped = RepeatedMessage.wrapped(line) else {
      return
    }
    note(repeated: (wrapped.count - 1) * UInt64(max(0, context.events.count - before)))
  }

  /// Parses a line in the dialect of its host, if that is not the main one; true if it gave events.
  private mutating func parseElsewhere(_ line: LineCursor, _ plan: ParsingPlan) -> Bool {
    guard !plan.others.isEmpty, !line.isAtEnd else { return false }
    context.readEnvelope(of: line)
    let found = routes.dialect(
      of: line, host: context.envelope.exporter, texts: context.texts, record: records, plan: plan)
    guard let found else { return false }
    context.dialect = found + 1
    defer { context.dialect = 0 }
    let before = context.events.count
    guard (try? plan.others[found].parse(line, into: &context)) == .events else {
      context.events.removeSubrange(before...)
      return false
    }
    return true
  }

  private mutating func parse(_ repaired: RepairedLine, _ plan: ParsingPlan) -> Bool {
    let before = context.events.count
    let line = LineCursor(repaired.bytes.span)
    guard (try? plan.dialect.parse(line, into: &context)) == .events else {
      context.events.removeSubrange(before...)
      return false
    }
    note(repeated: (repaired.count - 1) * UInt64(context.events.count - before))
    return true
  }
}
