package import NATModel

/// H3C, HP and 3Com Comware: NAT session logs of V5 and V7.
///
/// V5, one record over four lines (or the same with blanks between them):
/// ```
/// %@250005%Jul 7 04:20:04:72 2005 DeviceA USERLOG/7/NAT:
/// ICMP; 192.168.1.6:768--->1.1.1.1:12288; 2.2.2.2:768;
/// [2005/07/07 04:20:03-0000/00/00 00:00:00];
/// Operator 8: Data flow created
/// ```
/// Inside, outside, destination; start and end of the flow in local time. V7, one line:
/// ```
/// <190>Dec 01 16:15:43 2019 fw %%10NAT/6/NAT_IPV4_MATCH: Protocol(1001)=TCP;…;SrcIPAddr(1003)=a;
///   …;BeginTime_e(1013)=12012019081543;EndTime_e(1014)=;…;Event(1048)=(8)Session created;
/// ```
/// Fields are told apart by their numbers. `BeginTime_e` and `EndTime_e` are `MMDDyyyyhhmmss` in UTC:
/// published lines of devices in UTC+8 show headers eight hours ahead of them. `SESSION_IPV4_FLOW`
/// repeats the same fields.
///
/// Operator or event 8 opens, 6 (active flow reported) is skipped, any other closes. A destination
/// NAT is read by the rules of ``TranslatedFlow``. A VPN instance is the realm; the peer of a DS-Lite
/// tunnel is realm and subscriber. Logs of port blocks were never seen and are not read.
package struct Comware: LogDialect {
  package let id = "h3c-comware"
  package let title = "H3C and HP Comware"
  package let documentation = "H3C NAT and flow log configuration guides; Comware V7 log messages"
  package let confidence = GrammarConfidence(.lines, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000_000
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  package func recognise(_ record: LineCursor) -> Recognition {
    var flow = record
    if record.find("USERLOG/") != nil || flow.skipPast("; ") && flow.skipPast("--->") {
      return Recognition(.strong, "a USERLOG/NAT record")
    }
    var line = record
    if line.skipPast("%%"), line.find("Protocol(1001)=") != nil {
      return Recognition(.strong, "a Comware V7 flow with numbered fields")
    }
    return .none
  }

  /// A V5 record begins with its header, goes on with endpoints and times, and ends with the operator.
  package func role(of line: LineCursor) -> LineRole {
    var copy = line
    copy.skipBlanks()
    switch copy.peek() {
    case UInt8(ascii: "O"):
      if copy.has("Operator ") { return .ends }
    case UInt8(ascii: "["):
      if copy.peek(5) == UInt8(ascii: "/") { return .continues }
    default: break
    }
    // V7 is known by its mark near the front of the line, V5 by words that may stand anywhere.
    if line.find("%%") != nil { return .alone }
    if line.find("USERLOG/") != nil { return line.find("Operator ") == nil ? .begins : .alone }
    return line.find("--->") == nil ? .alone : .continues
  }

  package func parse(_ record: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = record
    if line.find("%%") == nil, let user = line.find("USERLOG/") {
      line.seek(to: user)
      guard line.skipPast("NAT:") else { return .skipped }
      return try version5(&line, device: deviceName(record, before: user), &context)
    }
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard line.skipPast("%%") else {
      guard record.find("--->") == nil else { throw LineFault(.malformedRecord) }
      return .skipped
    }
    guard let colon = line.find(": "), Comware.isFlow(line, before: colon)
    else { return .skipped }
    line.seek(to: colon + 2)
    return try version7(&line, &context)
  }

  /// True if the message is `…/6/NAT_…` or `…/6/SESSION_…`.
  private static func isFlow(_ line: LineCursor, before colon: Int) -> Bool {
    guard
      let slash = ByteSearch.last(UInt8(ascii: "/"), in: line.bytes, from: line.position, to: colon)
    else { return false }
    var name = line
    name.seek(to: slash + 1)
    return name.has("NAT_") || name.has("SESSION_")
  }

  /// The word before an index, unless it is a part of the same word.
  private func deviceName(_ line: LineCursor, before end: Int) -> Range<Int> {
    guard line.byte(at: end - 1) == 0x20 else { return 0..<0 }
    var first = end - 1
    while first > line.start, line.byte(at: first - 1) > 0x20 { first -= 1 }
    return first..<end - 1
  }

  @_lifetime(line: copy line)
  private func version5(
    _ line: inout LineCursor, device: Range<Int>, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = context.event(.sessionOpen)
    Comware.skipSpace(&line)
    if let proto = line.readProtocol() {
      event.proto = proto
      event.fields.insert(.proto)
    }
    guard line.skipPast(UInt8(ascii: ";")) else { throw LineFault(.missingField) }
    line.skipBlanks()
    try line.readColonEndpoint(into: &event.inside, &event.insidePort)
    guard line.skip("--->") else { throw LineFault(.missingField) }
    try line.readColonEndpoint(into: &event.outside, &event.outsidePort)
    guard line.skip(UInt8(ascii: ";")) else { throw LineFault(.missingField) }
    Comware.skipSpace(&line)
    try line.readColonEndpoint(into: &event.destination, &event.destinationPort)
    event.fields.formUnion([.inside, .insidePort, .outside, .outsidePort, .destination])
    let isICMP = event.proto == .icmp || event.proto == .icmpv6
    if isICMP { event.destinationPort = 0 } else { event.fields.insert(.destinationPort) }
    guard line.skip(UInt8(ascii: ";")) else { throw LineFault(.missingField) }
    Comware.skipSpace(&line)
    let slash = UInt8(ascii: "/")
    guard line.skip(UInt8(ascii: "[")),
      let (begin, middle) = ClockText.readYearFirst(line, separator: slash)
    else { throw LineFault(.malformedTime) }
    line.seek(to: middle)
    guard line.skip(UInt8(ascii: "-")),
      let (end, last) = ClockText.readYearFirst(line, separator: slash)
    else { throw LineFault(.malformedTime) }
    line.seek(to: last)
    guard line.skipPast("Operator ") else { throw LineFault(.missingField) }
    let operation = try line.readNumber()
    guard operation != 6 else { return .skipped }
    if operation != 8 {
      event.kind = .sessionClose
      try end.set(&event, by: context.rules)
      if let start = begin.resolved(by: context.rules)?.time, start <= event.time {
        event.start = start
        event.fields.insert(.start)
      }
    } else {
      try begin.set(&event, by: context.rules)
    }
    event.exporter = context.texts.intern(line.slice(device.lowerBound, device.upperBound))
    context.addStamped(&event)
    return .events
  }

  /// Passes over blanks and line breaks.
  @_lifetime(line: copy line)
  private static func skipSpace(_ line: inout LineCursor) {
    while line.peek() == 0x20 || line.peek() == 0x0a || line.peek() == 0x0d || line.peek() == 0x09 {
      line.advance(by: 1)
    }
  }
}
