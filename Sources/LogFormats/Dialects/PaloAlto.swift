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
    for number in 5...36 {
      let value = try PaloAlto.readColumn(&line)
      guard !value.isEmpty else { continue }
      switch number {
      case 6: columns.time = value
      case 7: columns.source.0 = try line.address(in: value)
      case 8: columns.destination.0 = try line.address(in: value)
      case 9: columns.translatedSource.0 = try line.address(in: value)
      case 10: columns.translatedDestination.0 = try line.address(in: value)
      case 12:
        event.subscriber = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
        event.fields.insert(.subscriber)
      case 22:
        event.session = try line.number(in: value)
        event.fields.insert(.session)
      case 24: columns.source.1 = try line.port(in: value)
      case 25: columns.destination.1 = try line.port(in: value)
      case 26: columns.translatedSource.1 = try line.port(in: value)
      case 27: columns.translatedDestination.1 = try line.port(in: value)
      case 29:
        guard let proto = line.proto(named: value) else { continue }
        event.proto = proto
        event.fields.insert(.proto)
      case 31 where kind == .sessionClose:
        event.bytes = try line.number(in: value)
        event.fields.insert(.bytes)
      case 34 where kind == .sessionClose:
        event.packets = try line.number(in: value)
        event.fields.insert(.packets)
      case 35: columns.start = value
      default: continue
      }
    }
    guard columns.source.0 != .unspecified, columns.destination.0 != .unspecified else {
      throw LineFault(.missingField)
    }
    TranslatedFlow(
      source: columns.source, translatedSource: columns.translatedSource,
      destination: columns.destination, translatedDestination: columns.translatedDestination,
      hasPorts: !event.fields.contains(.proto) || event.proto.hasPorts
    ).fill(&event)
    try setTimes(line, columns, &event, context.rules)
    event.exporter = context.envelope.exporter
    context.addStamped(&event)
    return .events
  }

  /// Passes over one column and its comma; the range is that of its value, without quotes.
  ///
  /// Throws `missingField` where the line ends before it.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readColumn(_ line: inout LineCursor) throws(LineFault) -> Range<Int> {
    let start = line.position
    if line.peek() == UInt8(ascii: "\"") {
      line.advance(by: 1)
      while true {
        guard line.skipPast(UInt8(ascii: "\"")) else { throw LineFault(.malformedRecord) }
        guard line.skip(UInt8(ascii: "\"")) else { break }
      }
      let value = start + 1..<line.position - 1
      guard line.skip(UInt8(ascii: ",")) else { throw LineFault(.malformedRecord) }
      return value
    }
    guard let comma = line.find(UInt8(ascii: ",")) else { throw LineFault(.missingField) }
    line.seek(to: comma &+ 1)
    return start..<comma
  }

  private func setTimes(
    _ line: LineCursor, _ columns: Columns, _ event: inout Event, _ rules: TimeRules
  ) throws(LineFault) {
    let offset = PaloAlto.offset(line)
    let slash = UInt8(ascii: "/")
    guard var time = ClockText.readYearFirst(line.part(columns.time), separator: slash)?.clock
    else { throw LineFault(.malformedTime) }
    time.offset = offset
    try time.set(&event, by: rules)
    guard event.kind == .sessionClose,
      var clock = ClockText.readYearFirst(line.part(columns.start), separator: slash)?.clock
    else { return }
    clock.offset = offset
    if let start = clock.resolved(by: rules)?.time, start <= event.time {
      event.start = start
      event.fields.insert(.start)
    }
  }

  /// The offset of the stamp that ends the line (`,2021-10-26T14:31:32.772-07:00`), or `nil`.
  private static func offset(_ line: LineCursor) -> Int? {
    guard line.byte(at: line.end - 3) == UInt8(ascii: ":"),
      let comma = ByteSearch.last(
        UInt8(ascii: ","), in: line.bytes, from: max(line.position, line.end - 40), to: line.end)
    else { return nil }
    guard let (clock, end) = ClockText.readISO(line.part(comma + 1..<line.end)), end == line.end
    else { return nil }
    return clock.offset
  }
}
