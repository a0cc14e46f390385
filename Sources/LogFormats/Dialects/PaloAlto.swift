package import NATModel

/// Palo Alto PAN-OS traffic logs: CSV with the translated endpoints in columns of their own.
///
/// Columns counted from the `1` behind the syslog header: 3 `TRAFFIC`, 4 `start` or `end`, 6 time,
/// 7 and 8 source and destination, 9 and 10 the same translated, 12 source user, 22 session,
/// 24 to 27 the four ports, 29 protocol, 31 bytes, 34 packets, 35 start, 36 seconds.
///
/// - `start` opens and `end` closes a session; `drop`, `deny` and all other types are skipped.
/// - Inside is the source, outside the translated source, destination the destination as addressed;
///   a destination NAT is read by the rules of ``TranslatedFlow``. `0.0.0.0`, port 0 or nothing as a
///   translated endpoint is none: outside equals inside.
/// - The ports of protocols without ports are 0 and are not stated.
/// - Times are local, unless the record ends in the stamp with an offset that PAN-OS 10 added: its
///   offset is theirs. The start of a session is column 35; it ends when its record is made.
/// - The source user is the subscriber.
package struct PaloAlto: LogDialect {
  package let id = "paloalto"
  package let title = "Palo Alto PAN-OS traffic log"
  package let documentation = "PAN-OS Administrator's Guide, Traffic Log Fields"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    line.find(",TRAFFIC,") == nil
      ? .none : Recognition(.strong, "the type TRAFFIC in a column of its own")
  }

  /// The columns of one record that matter.
  private struct Columns {
    var source: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedSource: (IPAddress, UInt16) = (.unspecified, 0)
    var destination: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedDestination: (IPAddress, UInt16) = (.unspecified, 0)
    var time = 0..<0
    var start = 0..<0
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let type = line.find(",TRAFFIC,") else { return .skipped }
    context.readEnvelope(of: line)
    line.seek(to: type + 9)
    let kind: EventKind
    if line.skip("end,") {
      kind = .sessionClose
    } else if line.skip("start,") {
      kind = .sessionOpen
    } else {
      return .skipped
    }
    var event = context.event(kind)
    var columns = Columns()
    var commas = ByteMarks(UInt8(ascii: ","), from: line.position)
    try skipColumns(1, &line, &commas)
    columns.time = try readColumn(&line, &commas)
    columns.source.0 = try readAddress(&line, &commas)
    columns.destination.0 = try readAddress(&line, &commas)
    columns.translatedSource.0 = try readAddress(&line, &commas)
    columns.translatedDestination.0 = try readAddress(&line, &commas)
    try skipColumns(1, &line, &commas)
    let user = try readColumn(&line, &commas)
    if !user.isEmpty {
      event.subscriber = context.texts.intern(line.slice(user.lowerBound, user.upperBound))
      event.fields.insert(.subscriber)
    }
    try skipColumns(9, &line, &commas)
    try setNumber(&event.session, .session, &event.fields, &line, &commas)
    try skipColumns(1, &line, &commas)
    columns.source.1 = try readPort(&line, &commas)
    columns.destination.1 = try readPort(&line, &commas)
    columns.translatedSource.1 = try readPort(&line, &commas)
    columns.translatedDestination.1 = try readPort(&line, &commas)
    try skipColumns(1, &line, &commas)
    if let proto = line.proto(named: try readColumn(&line, &commas)) {
      event.proto = proto
      event.fields.insert(.proto)
    }
    try skipColumns(1, &line, &commas)
    if kind == .sessionClose {
      try setNumber(&event.bytes, .bytes, &event.fields, &line, &commas)
      try skipColumns(2, &line, &commas)
      try setNumber(&event.packets, .packets, &event.fields, &line, &commas)
    } else {
      try skipColumns(4, &line, &commas)
    }
    columns.start = try readColumn(&line, &commas)
    try skipColumns(1, &line, &commas)
    guard columns.source.0 != .unspecified, columns.destination.0 != .unspecified else {
      throw LineFault(.missingField)
    }
    TranslatedFlow(
      source: columns.source, translatedSource: columns.translatedSource,
      destination: columns.destination, translatedDestination: columns.translatedDestination,
      hasPorts: !event.fields.contains(.proto) || event.proto.hasPorts
    ).fill(&event)
    try setTimes(line, columns, &event, &context)
    event.exporter = context.envelope.exporter
    context.addStamped(&event)
    return .events
  }

  /// Passes over one column and its comma; the range is that of its value, without quotes.
  ///
  /// Throws `missingField` where the line ends before it.
  @_lifetime(line: copy line)
  private func readColumn(
    _ line: inout LineCursor, _ commas: inout ByteMarks
  ) throws(LineFault) -> Range<Int> {
    let start = line.position
    guard line.peek() != UInt8(ascii: "\"") else {
      let value = try PaloAlto.readQuotedColumn(&line)
      commas = ByteMarks(UInt8(ascii: ","), from: line.position)
      return value
    }
    guard let comma = commas.next(in: line) else { throw LineFault(.missingField) }
    line.move(to: comma &+ 1)
    return unsafe Range(uncheckedBounds: (start, comma))
  }

  @_lifetime(line: copy line)
  private func skipColumns(
    _ count: Int, _ line: inout LineCursor, _ commas: inout ByteMarks
  ) throws(LineFault) {
    for _ in 0..<count { _ = try readColumn(&line, &commas) }
  }

  /// An address; `::` for an empty column.
  @_lifetime(line: copy line)
  private func readAddress(
    _ line: inout LineCursor, _ commas: inout ByteMarks
  ) throws(LineFault) -> IPAddress {
    let value = try readColumn(&line, &commas)
    return value.isEmpty ? .unspecified : try line.address(in: value)
  }

  /// A port; 0 for an empty column.
  @_lifetime(line: copy line)
  private func readPort(
    _ line: inout LineCursor, _ commas: inout ByteMarks
  ) throws(LineFault) -> UInt16 {
    let value = try readColumn(&line, &commas)
    return value.isEmpty ? 0 : try line.port(in: value)
  }

  @_lifetime(line: copy line)
  private func setNumber(
    _ number: inout UInt64, _ field: EventFields, _ fields: inout EventFields,
    _ line: inout LineCursor, _ commas: inout ByteMarks
  ) throws(LineFault) {
    let value = try readColumn(&line, &commas)
    guard !value.isEmpty else { return }
    number = try line.number(in: value)
    fields.insert(field)
  }

  @_lifetime(line: copy line)
  @inline(never)
  private static func readQuotedColumn(_ line: inout LineCursor) throws(LineFault) -> Range<Int> {
    let start = line.position
    line.advance(by: 1)
    while true {
      guard line.skipPast(UInt8(ascii: "\"")) else { throw LineFault(.malformedRecord) }
      guard line.skip(UInt8(ascii: "\"")) else { break }
    }
    let value = start + 1..<line.position - 1
    guard line.skip(UInt8(ascii: ",")) else { throw LineFault(.malformedRecord) }
    return value
  }

  private func setTimes(
    _ line: LineCursor, _ columns: Columns, _ event: inout Event, _ context: inout LineContext
  ) throws(LineFault) {
    let offset = PaloAlto.offset(line)
    try context.instant(of: columns.time, line, offset: offset, PaloAlto.readClock).set(&event)
    guard event.kind == .sessionClose, !columns.start.isEmpty,
      let start = try? context.instant(of: columns.start, line, offset: offset, PaloAlto.readClock)
    else { return }
    if start.time <= event.time {
      event.start = start.time
      event.fields.insert(.start)
    }
  }

  /// `yyyy/mm/dd hh:mm:ss`.
  private static func readClock(_ text: LineCursor) -> ClockText? {
    ClockText.readYearFirst(text, separator: UInt8(ascii: "/"))?.clock
  }

  /// The offset of the stamp that ends the line (`,2021-10-26T14:31:32.772-07:00`), or `nil`.
  private static func offset(_ line: LineCursor) -> Int? {
    guard line.byte(at: line.end - 3) == UInt8(ascii: ":") else { return nil }
    // With milliseconds, or without a fraction.
    let start =
      line.byte(at: line.end - 30) == UInt8(ascii: ",") ? line.end - 29 : line.end - 25
    guard start > line.position, line.byte(at: start - 1) == UInt8(ascii: ","),
      let (clock, end) = ClockText.readISO(line.part(start..<line.end)), end == line.end
    else { return nil }
    return clock.offset
  }
}
