package import NATModel

/// Any CSV, TSV or NDJSON table, read by a user's ``ColumnMapping``.
///
/// - A line that begins with `{` is a JSON object; any other is cut at the separator. A cell may stand
///   in double quotes, with separators inside; it may not hold a line break.
/// - Columns with names need a header: a line whose cells hold every name of the mapping. It may come
///   again, with other columns. Lines before it are rejected.
/// - Empty lines and those that begin with `#` are skipped.
/// - One event each. A record that has no value for any address is rejected as `missingField`.
package struct ColumnTable: ReadOnlyDialect {
  package let id = "columns"
  package let title = "Table with the user's columns"
  package let documentation = "natlens convert --help: --columns"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds = EventKind.allCases
  package var linesHangTogether: Bool { mapping.hasNames }
  private let mapping: ColumnMapping

  /// The table of a mapping.
  package init(_ mapping: ColumnMapping) { self.mapping = mapping }

  package func recognise(_ line: LineCursor) -> Recognition {
    let found = Recognition(.described, "the columns of the given mapping")
    guard role(of: line) != .header else { return found }
    guard !mapping.hasNames || line.has("{") else { return .none }
    var context = LineContext(file: 0, rules: TimeRules(reference: .distantFuture))
    return (try? parse(line, into: &context)) == .events ? found : .none
  }

  package func role(of line: LineCursor) -> LineRole {
    guard mapping.hasNames, !line.has("{") else { return .alone }
    let cells = cells(line)
    let isHeader = mapping.columns.allSatisfy { entry in
      guard case .name(let name) = entry.column else { return true }
      return cells.contains { line.equals($0, name) }
    }
    return isHeader ? .header : .alone
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard !line.isAtEnd, line.peek() != UInt8(ascii: "#") else { return .skipped }
    if line.has("{") {
      var record = Record(kind: mapping.impliedKind)
      try readObject(line, path: [], depth: 0, &record, &context)
      return try finish(&record, &context)
    }
    guard role(of: line) != .header else {
      context.columns = places(cells(line), line)
      return .skipped
    }
    return try readCells(line, &context)
  }

  /// A record while it is read.
  private struct Record {
    var event: Event
    var hasUnknownKind = false

    init(kind: EventKind) { event = Event(kind) }
  }

  private func readCells(_ line: LineCursor, _ context: inout LineContext) throws(LineFault)
    -> LineOutcome
  {
    let places =
      mapping.hasNames
      ? context.columns
      : mapping.columns.map { entry in
        if case .number(let number) = entry.column { UInt8(clamping: number) } else { 0 }
      }
    guard places.count == mapping.columns.count else { throw LineFault(.missingField) }
    let cells = cells(line)
    var record = Record(kind: mapping.impliedKind)
    for (entry, place) in zip(mapping.columns, places) {
      let index = Int(place) - 1
      guard index >= 0, index < cells.count else { throw LineFault(.missingField) }
      try set(entry.field, line, cells[index], &record, &context)
    }
    return try finish(&record, &context)
  }

  private func set(
    _ field: MappedField, _ line: LineCursor, _ range: Range<Int>, _ record: inout Record,
    _ context: inout LineContext
  ) throws(LineFault) {
    guard field == .kind else {
      return try line.set(
        field, of: &record.event, from: range, times: mapping.times, in: &context)
    }
    guard let kind = mapping.kind(line, range) else {
      record.hasUnknownKind = true
      return
    }
    record.event.kind = kind
  }

  /// Checks a record and adds its event; one whose kind has no name in the mapping is of no interest.
  private func finish(_ record: inout Record, _ context: inout LineContext) throws(LineFault)
    -> LineOutcome
  {
    guard !record.hasUnknownKind else { return .skipped }
    let event = record.event
    guard !event.fields.isDisjoint(with: [.inside, .outside, .destination]) else {
      throw LineFault(.missingField)
    }
    if event.fields.contains(.outsidePortLast) {
      guard event.fields.contains(.outsidePort) else { throw LineFault(.missingField) }
      guard event.outsidePortLast >= event.outsidePort else { throw LineFault(.portOutOfRange) }
    }
    if event.has([.start, .time]), event.start > event.time { throw LineFault(.malformedTime) }
    context.addStamped(&record.event)
    return .events
  }

  // MARK: - Cells

  /// For each mapped column its place from 1 in a header.
  private func places(_ cells: [Range<Int>], _ line: LineCursor) -> [UInt8] {
    mapping.columns.map { entry in
      switch entry.column {
      case .number(let number): return UInt8(clamping: number)
      case .name(let name):
        return UInt8(clamping: (cells.firstIndex { line.equals($0, name) } ?? -1) + 1)
      }
    }
  }

  /// The cells of a line, without the quotes around them; at most ``ColumnMapping/mostColumns``.
  private func cells(_ line: LineCursor) -> [Range<Int>] {
    var line = line
    let quote = UInt8(ascii: "\"")
    let separator =
      mapping.separator ?? (line.find(0x09) == nil ? UInt8(ascii: ",") : UInt8(0x09))
    var cells: [Range<Int>] = []
    while cells.count < ColumnMapping.mostColumns {
      var first = line.position
      var last = line.find(separator) ?? line.end
      if line.peek() == quote {
        var close = line
        close.advance(by: 1)
        while close.skipPast(quote), close.peek() == quote { close.advance(by: 1) }
        if close.position > first + 1, close.peek() == separator || close.isAtEnd {
          last = close.position
          cells.append(first + 1..<max(first + 1, last - 1))
          first = last
        }
      }
      if first < last || cells.isEmpty || line.byte(at: first - 1) != quote {
        cells.append(first..<last)
      }
      guard last < line.end else { break }
      line.seek(to: last + 1)
    }
    return cells
  }

  // MARK: - Objects

  /// Reads the members of an object and of those inside it, four deep.
  private func readObject(
    _ line: LineCursor, path: [UInt8], depth: Int, _ record: inout Record,
    _ context: inout LineContext
  ) throws(LineFault) {
    var line = line
    guard line.beginObject() else { throw LineFault(.malformedRecord) }
    while let (key, value) = try line.readMember() {
      var name = path
      for index in key { name.append(line.byte(at: index)) }
      switch value {
      case .string(let range, _), .word(let range):
        for entry in mapping.columns where entry.column == .name(name) {
          try set(entry.field, line, range, &record, &context)
        }
      case .nested(let range):
        guard depth < 4, line.byte(at: range.lowerBound) == UInt8(ascii: "{") else { continue }
        try readObject(
          line.part(range), path: name + [UInt8(ascii: ".")], depth: depth + 1, &record, &context)
      }
    }
  }
}

extension LineCursor {
  /// True if a part of the line is exactly these bytes.
  fileprivate func equals(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    range.count == text.count
      && ByteSearch.equal(bytes, at: range.lowerBound, text.span, at: 0, count: text.count)
  }
}
