package import NATModel

/// Records of nfcapd files as nfdump prints them: `nfdump -r FILE -o csv`.
///
/// ```
/// ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,…
/// 2015-10-08 19:03:46,2015-10-08 19:03:46,0.001,172.16.32.100,172.16.32.248,123,123,UDP,…
/// ```
///
/// - Each record is one flow: this output leaves out translated addresses, ports and events even where
///   the file holds them (`nfdump -o json` prints them).
/// - Columns are found by the header, with the names of nfdump up to 1.7.2 or those since (`firstSeen`,
///   `duration`, `srcAddr`, …). Without one (`-q`) the columns are those above.
/// - Times are those of the machine that nfdump ran on and state no zone; the summary at the end is
///   skipped. ICMP has type and code in the place of a port: left out.
package struct NfdumpCSV: ReadOnlyDialect {
  package let id = "nfdump-csv"
  package let title = "nfdump records as CSV"
  package let documentation = "nfdump(1), output format csv"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.flow]
  package let linesHangTogether = true

  /// The columns that are read; the raw value stands in ``LineContext/columns``.
  private enum Column: UInt8, CaseIterable {
    case other, first, last, duration, source, destination, sourcePort, destinationPort, proto
    case packets, bytes, packetsBack, bytesBack
  }

  /// What nfdump 1.7.1 and those before it print.
  private static let classic: [Column] = [
    .first, .last, .duration, .source, .destination, .sourcePort, .destinationPort, .proto, .other,
    .other, .other, .packets, .bytes, .packetsBack, .bytesBack,
  ]
  private static let comma = UInt8(ascii: ",")

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    if isHeader(line) { return Recognition(.strong, "the header of nfdump's CSV") }
    guard let (_, end) = ClockText.readISO(line), line.byte(at: end) == NfdumpCSV.comma,
      let (_, second) = ClockText.readISO(line.part(end + 1..<line.end)),
      line.byte(at: second) == NfdumpCSV.comma, line.find("-0,0-0-0,") != nil
    else { return .none }
    return Recognition(.strong, "two times and the MPLS labels of nfdump's CSV")
  }

  package func role(of line: LineCursor) -> LineRole { isHeader(line) ? .header : .alone }

  private func isHeader(_ line: LineCursor) -> Bool {
    line.has("ts,te,td,sa,da,") || line.has("firstSeen,")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    if isHeader(line) {
      context.columns = columns(line)
      return .skipped
    }
    let columns =
      context.columns.isEmpty ? NfdumpCSV.classic.map(\.rawValue) : context.columns
    if line.isAtEnd || line.has("Summary") || line.has("flows,bytes,") { return .skipped }
    var values = [Range<Int>](repeating: 0..<0, count: Column.allCases.count)
    var rest = line
    var count = 0
    for column in columns {
      let end = rest.find(NfdumpCSV.comma) ?? rest.end
      values[Int(column)] = rest.position..<end
      count += 1
      guard end < rest.end else { break }
      rest.seek(to: end + 1)
    }
    // The summary's numbers stand below names of their own: six of them.
    if count <= 6, line.byte(at: line.position) &- UInt8(ascii: "0") < 10,
      line.find(UInt8(ascii: "-")) == nil
    {
      return .skipped
    }
    guard count == columns.count else { throw LineFault(.missingField) }
    return try parse(line, { values[Int($0.rawValue)] }, &context)
  }

  private func parse(
    _ line: LineCursor, _ value: (Column) -> Range<Int>, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = context.event(.flow)
    event.inside = try line.address(in: value(.source))
    event.destination = try line.address(in: value(.destination))
    event.fields = [.inside, .destination]
    if let proto = line.proto(named: value(.proto)) {
      event.proto = proto
      event.fields.insert(.proto)
    }
    if event.proto != .icmp, event.proto != .icmpv6 {
      event.insidePort = try line.port(in: value(.sourcePort))
      event.destinationPort = try line.port(in: value(.destinationPort))
      event.fields.formUnion([.insidePort, .destinationPort])
    }
    event.packets = try sum(line, value(.packets), value(.packetsBack))
    event.bytes = try sum(line, value(.bytes), value(.bytesBack))
    event.fields.formUnion([.packets, .bytes])
    try setTimes(&event, line, value, context.rules)
    context.addStamped(&event)
    return .events
  }

  private func sum(
    _ line: LineCursor, _ there: Range<Int>, _ back: Range<Int>
  ) throws(LineFault) -> UInt64 {
    let first = try line.number(in: there)
    guard !back.isEmpty else { return first }
    return LineCursor.saturate(first, try line.number(in: back))
  }

  /// Start and end; the end from the duration where it has no column.
  private func setTimes(
    _ event: inout Event, _ line: LineCursor, _ value: (Column) -> Range<Int>, _ rules: TimeRules
  ) throws(LineFault) {
    guard let first = ClockText.readISO(line.part(value(.first)))?.clock else {
      throw LineFault(.malformedTime)
    }
    try first.set(&event, by: rules)
    event.start = event.time
    event.fields.insert(.start)
    if !value(.last).isEmpty {
      guard let last = ClockText.readISO(line.part(value(.last)))?.clock else {
        throw LineFault(.malformedTime)
      }
      try last.set(&event, by: rules)
    } else if !value(.duration).isEmpty {
      var part = line.part(value(.duration))
      guard let length = part.readSeconds() else { throw LineFault(.malformedNumber) }
      event.time = event.start.advanced(by: length)
    }
    guard event.start <= event.time else { throw LineFault(.malformedTime) }
  }

  private func columns(_ header: LineCursor) -> [UInt8] {
    var line = header
    var columns: [UInt8] = []
    while columns.count < 64 {
      let end = line.find(NfdumpCSV.comma) ?? line.end
      columns.append(column(line, line.position..<end).rawValue)
      guard end < line.end else { break }
      line.seek(to: end + 1)
    }
    return columns
  }

  private func column(_ line: LineCursor, _ name: Range<Int>) -> Column {
    func named(_ text: StaticString) -> Bool { line.equals(name, text) }
    if named("ts") || named("firstSeen") { return .first }
    if named("te") || named("lastSeen") { return .last }
    if named("td") || named("duration") { return .duration }
    if named("sa") || named("srcAddr") { return .source }
    if named("da") || named("dstAddr") { return .destination }
    if named("sp") || named("srcPort") { return .sourcePort }
    if named("dp") || named("dstPort") { return .destinationPort }
    if named("pr") || named("proto") { return .proto }
    if named("ipkt") || named("packets") { return .packets }
    if named("ibyt") || named("bytes") { return .bytes }
    if named("opkt") { return .packetsBack }
    if named("obyt") { return .bytesBack }
    return .other
  }
}
