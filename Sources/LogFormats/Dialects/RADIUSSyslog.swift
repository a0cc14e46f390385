package import NATModel

/// RADIUS accounting in syslog: FreeRADIUS' line log and Cisco ISE.
///
/// ```
/// radiusd[1]: Connect: [ann] (did 00-11-… cli aa-bb-… port 7 ip 100.64.0.7)
/// radiusd[1]: Disconnect: [ann] (did … cli … port 7 ip 100.64.0.7) 3600 seconds
/// CISE_RADIUS_Accounting 0018032501 1 0 2018-09-14 10:54:09.095 +10:00 0221114759 3000 NOTICE
///   Radius-Accounting: RADIUS Accounting start request, …, User-Name=ann, …,
///   Framed-IP-Address=100.64.0.7, …, Acct-Status-Type=Start, Acct-Delay-Time=0, …   (one line)
/// ```
///
/// - `Connect` and `Start` begin an assignment; `Interim-Update` says that it goes on; `Disconnect` and
///   `Stop` end it. The seconds of a `Disconnect`, and `Acct-Session-Time`, give its start.
/// - The subscriber is the user, else the calling station. The exporter is the access server that ISE
///   names (`NAS-Identifier`, else `NAS-IP-Address`), else the device of the header.
/// - The time of a line log is the header's. That of ISE is its own stamp less `Acct-Delay-Time`.
/// - The formats of the line log are those of FreeRADIUS' own configuration file; whoever changed them
///   has another format. It writes no ranges of ports.
/// - ISE cuts long messages into segments: only the first is read, and one whose address stands in a
///   later one is skipped. Records without an address, and other messages, are skipped too.
package struct RADIUSSyslog: ReadOnlyDialect {
  package let id = "radius-syslog"
  package let title = "RADIUS accounting in syslog (FreeRADIUS line log, Cisco ISE)"
  package let documentation =
    "FreeRADIUS rlm_linelog, log_accounting; Cisco ISE syslogs, RADIUS accounting; RFC 2866"
  package let confidence = GrammarConfidence(
    .sample, isSeenInRealLines: true, unseen: "the line log of FreeRADIUS")
  package let kinds: [EventKind] = [.assignmentStart, .assignmentStop]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    if line.find("CISE_RADIUS_Accounting ") != nil {
      return Recognition(.strong, "the category CISE_RADIUS_Accounting")
    }
    var copy = line
    guard copy.skipPast("onnect: ["), copy.skipPast("] (did "), copy.skipPast(" cli "),
      copy.skipPast(" port "), copy.skipPast(" ip ")
    else { return .none }
    return Recognition(.strong, "a connection in FreeRADIUS' line log (did, cli, port, ip)")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    let start = line.position
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    if line.skip("CISE_RADIUS_Accounting ") { return try identityServices(&line, &context) }
    let isHeadless = !context.envelope.fields.contains(.time)
    line.seek(to: isHeadless ? start : line.position)
    // The tag is the server's, or `Connect:` itself where there is none.
    if !line.has("Connect: ["), !line.has("Disconnect: [") {
      line.seek(to: start)
      line.advance(by: context.envelope.message)
    }
    if line.skip("Connect: [") { return try connection(&line, .assignmentStart, &context) }
    if line.skip("Disconnect: [") { return try connection(&line, .assignmentStop, &context) }
    return .skipped
  }

  /// `user] (did … cli … port … ip address)`, and ` n seconds` for the end.
  @_lifetime(line: copy line)
  private func connection(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard let end = line.find("] (did ") else { throw LineFault(.malformedRecord) }
    var name = line.position..<end
    line.seek(to: end + 7)
    guard line.skipPast("cli ") else { throw LineFault(.missingField) }
    let caller = line.position
    guard let next = line.find(" port ") else { throw LineFault(.missingField) }
    if name.isEmpty { name = caller..<next }
    line.seek(to: next)
    guard line.skipPast(" ip ") else { throw LineFault(.missingField) }
    if line.skip(UInt8(ascii: ")")) { return .skipped }
    // An assignment without a time would be read as a permanent one.
    guard !name.isEmpty, context.envelope.fields.contains(.time) else {
      throw LineFault(.missingField)
    }
    var event = context.event(kind)
    event.inside = try line.readAddress(before: UInt8(ascii: ")"))
    guard line.skip(UInt8(ascii: ")")) else { throw LineFault(.malformedRecord) }
    event.subscriber = context.texts.intern(line.slice(name.lowerBound, name.upperBound))
    event.fields = [.inside, .subscriber]
    if kind == .assignmentStop, line.skip(0x20), let seconds = try? line.readNumber(),
      let start = context.start(before: Int64(clamping: seconds))
    {
      event.start = start
      event.fields.insert(.start)
    }
    try context.add(&event)
    return .events
  }
}

/// Messages of ISE.
extension RADIUSSyslog {
  /// The attributes of one message; empty where there is none.
  private struct Attributes {
    var status = 0..<0
    var user = 0..<0
    var caller = 0..<0
    var address = 0..<0
    var identifier = 0..<0
    var server = 0..<0
    var seconds = 0..<0
    var delay = 0..<0

    /// Reads `name=value, …` to the end of the line; a comma in a value is `\,`.
    @_lifetime(line: copy line)
    mutating func read(_ line: inout LineCursor) {
      while let sign = line.find(UInt8(ascii: "=")) {
        let name = line.position..<sign
        var end = line.find(UInt8(ascii: ","), from: sign + 1) ?? line.end
        while end < line.end, line.isEscaped(end, from: sign + 1) {
          end = line.find(UInt8(ascii: ","), from: end + 1) ?? line.end
        }
        take(line.name(name), sign + 1..<end)
        line.seek(to: end + 1)
        line.skipBlanks()
      }
    }

    private mutating func take(_ name: FieldName, _ value: Range<Int>) {
      switch name {
      case "Acct-Status-Type": status = value
      case "User-Name", "UserName": if user.isEmpty { user = value }
      case "Calling-Station-ID", "Calling-Station-Id": caller = value
      case "Framed-IP-Address", "Framed-IPv6-Address": if address.isEmpty { address = value }
      case "NAS-Identifier": identifier = value
      case "NAS-IP-Address": server = value
      case "Acct-Session-Time": seconds = value
      case "Acct-Delay-Time": delay = value
      default: break
      }
    }
  }

  /// `id segments segment date time zone sequence code severity class: text, attributes`.
  @_lifetime(line: copy line)
  private func identityServices(
    _ line: inout LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard (try? line.readNumber()) != nil, line.skip(0x20), (try? line.readNumber()) != nil,
      line.skip(0x20), let segment = try? line.readNumber(), line.skip(0x20)
    else { throw LineFault(.malformedRecord) }
    guard segment == 0 else { return .skipped }
    let stamp = line.position
    guard let (_, end) = ClockText.readISO(line) else { throw LineFault(.malformedTime) }
    line.seek(to: end)
    _ = line.skip(0x20)
    line.seek(to: line.endOfToken())
    let clock = stamp..<line.position
    guard line.skipPast(", ") else { throw LineFault(.missingField) }
    var attributes = Attributes()
    attributes.read(&line)
    let kind: EventKind
    switch line.name(attributes.status) {
    case "Start", "Interim-Update": kind = .assignmentStart
    case "Stop": kind = .assignmentStop
    default: return .skipped
    }
    let subscriber = attributes.user.isEmpty ? attributes.caller : attributes.user
    guard !attributes.address.isEmpty, !subscriber.isEmpty else { return .skipped }
    var event = context.event(kind)
    event.inside = try line.address(in: attributes.address)
    event.subscriber = context.texts.intern(
      line.slice(subscriber.lowerBound, subscriber.upperBound))
    event.fields = [.inside, .subscriber]
    let server = attributes.identifier.isEmpty ? attributes.server : attributes.identifier
    event.exporter =
      server.isEmpty
      ? context.envelope.exporter
      : context.texts.intern(line.slice(server.lowerBound, server.upperBound))
    try context.instant(of: clock, line, RADIUSSyslog.readClock).set(&event)
    let delay = attributes.delay.isEmpty ? 0 : try line.number(in: attributes.delay)
    event.time = event.time.advanced(by: -Int64(min(delay, 1 << 32)) * 1_000_000_000)
    if !attributes.seconds.isEmpty,
      kind == .assignmentStop || line.byte(at: attributes.status.lowerBound) == UInt8(ascii: "I")
    {
      let seconds = Int64(min(try line.number(in: attributes.seconds), 1 << 32))
      event.start = event.time.advanced(by: -seconds * 1_000_000_000)
      event.fields.insert(.start)
    }
    context.addStamped(&event)
    return .events
  }

  /// `2018-09-14 10:54:09.095 +10:00`.
  private static func readClock(_ text: LineCursor) -> ClockText? {
    var text = text
    guard let (read, end) = ClockText.readISO(text) else { return nil }
    var clock = read
    text.seek(to: end)
    _ = text.skip(0x20)
    _ = clock.readZone(text)
    return clock
  }
}
