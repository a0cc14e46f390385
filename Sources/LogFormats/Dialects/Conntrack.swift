package import NATModel

/// Linux connection tracking as `conntrack` and `/proc/net/nf_conntrack` print it.
///
/// ```
/// [1514557030.811279]  [NEW] tcp 6 120 SYN_SENT src=a dst=b sport=n dport=n [UNREPLIED]
///     src=b dst=out sport=n dport=out [ASSURED] id=n          (one line)
/// ipv4 2 tcp 6 7428 ESTABLISHED src=… (/proc, -o extended; no time, no event word)
/// ```
///
/// - `[NEW]` opens and `[DESTROY]` closes a session; `[UPDATE]` is skipped. A line without an event
///   word (`-L`, /proc) is a session that is open: a session-open without a time.
/// - Both tuples are read by the rules of ``TranslatedFlow``: inside is the first source, destination
///   the first destination, outside the second destination; a stranger at a forwarded port is no
///   subscriber.
/// - An ICMP identifier plays the role of the port. `id=` directly after an ICMP `type=`/`code=` is
///   that identifier; any other `id=` is the flow's id.
/// - Bytes and packets of both directions are summed. `delta-time=` (seconds) gives the start.
/// - The epoch stamp is UTC with microseconds; without one the time of a syslog header is taken, and
///   without either the kernel's own `[start=…]` of an open and `[stop=…]` of a close, which are
///   local time.
/// - Words of vendors' kernels (`[FASTNAT]`, `nmark=`, bare words) are passed over. Expectations
///   (`300 proto=6 …`) and the trailer of `conntrack -L` are no flows.
package struct Conntrack: LogDialect {
  package let id = "conntrack"
  package let title = "Linux conntrack"
  package let documentation = "conntrack-tools 1.4, libnetfilter_conntrack snprintf_default.c"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    // ulogd prints the same words, with its tuples in capitals after ORIG: and REPLY:.
    let hasEvent =
      (line.find("[NEW] ") != nil || line.find("[DESTROY] ") != nil
        || line.find("[UPDATE] ") != nil) && line.find(" ORIG: ") == nil
    guard line.skipPast(" src="), line.skipPast(" dst=") else {
      return hasEvent ? Recognition(.weak, "a conntrack event word") : .none
    }
    guard line.skipPast(" src="), line.skipPast(" dst=") else { return .none }
    return Recognition(.strong, "two src=/dst= tuples in one line")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let body = Conntrack.findBody(&line, &context) else { return .skipped }
    guard body.event != .update else { return .skipped }
    var flow = ConntrackFlow()
    try flow.read(&line)
    var event = context.event(body.event == .destroy ? .sessionClose : .sessionOpen)
    event.proto = body.proto
    event.fields = .proto
    flow.fill(&event)
    if body.hasHeader { event.exporter = context.envelope.exporter }
    if let time = body.time {
      event.time = time
      event.resolution = body.resolution
      event.fields.insert(.time)
    } else if body.hasHeader {
      try context.stamp(&event)
    }
    if !event.fields.contains(.time) {
      let stamp = event.kind == .sessionClose ? flow.stopped : flow.started
      if !stamp.isEmpty {
        try context.instant(of: stamp, line, ConntrackFlow.readClock).set(&event)
      }
    }
    if let age = flow.age, event.fields.contains(.time) {
      event.start = event.time.advanced(by: -Int64(min(age, 1 << 32)) * 1_000_000_000)
      event.fields.insert(.start)
    }
    context.addStamped(&event)
    return .events
  }
}

/// What stands in front of the tuples of a conntrack line.
private struct ConntrackBody {
  enum Word { case new, update, destroy, none }
  /// A syslog header was read into the context.
  var hasHeader = false
  var time: Timestamp?
  var resolution: UInt32 = 0
  var event = Word.none
  var proto = TransportProtocol.unknown
}

extension Conntrack {
  /// Passes over everything before the first tuple; `nil` for a line that is no flow.
  @_lifetime(line: copy line)
  private static func findBody(_ line: inout LineCursor, _ context: inout LineContext)
    -> ConntrackBody?
  {
    var body = ConntrackBody()
    line.skipBlanks()
    if !startsFlow(line) {
      context.readEnvelope(of: line)
      line.advance(by: context.envelope.message)
      body.hasHeader = true
    }
    if line.peek() == UInt8(ascii: "["), line.peek(1) &- UInt8(ascii: "0") < 10 {
      guard let (time, resolution) = readEpoch(&line) else { return nil }
      body.time = time
      body.resolution = resolution
      line.skipBlanks()
    }
    if line.skip("[NEW]") {
      body.event = .new
    } else if line.skip("[DESTROY]") {
      body.event = .destroy
    } else if line.skip("[UPDATE]") {
      body.event = .update
    }
    line.skipBlanks()
    if line.skip("ipv4 ") || line.skip("ipv6 ") {
      line.skipBlanks()
      guard (try? line.readNumber()) != nil else { return nil }
      line.skipBlanks()
    }
    // Name of the protocol, then its number, which is what counts.
    guard (line.peek() | 0x20) &- UInt8(ascii: "a") < 26 else { return nil }
    line.seek(to: line.endOfToken())
    line.skipBlanks()
    guard let number = try? line.readNumber(), number <= 255,
      line.isAtEnd || line.peek() == 0x20 || line.peek() == 0x09
    else { return nil }
    body.proto = TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
    return body
  }

  /// True if the line begins as conntrack prints it, with no header in front.
  private static func startsFlow(_ line: LineCursor) -> Bool {
    line.peek() == UInt8(ascii: "[") || line.has("ipv4 ") || line.has("ipv6 ")
      || line.has("tcp ") || line.has("udp ") || line.has("icmp")
  }

  /// `[1338987414.52626 ]`: seconds, then microseconds.
  ///
  /// Old releases print the microseconds as a number in a column of six, so `.52626 ` is 52626 µs:
  /// blanks before the bracket tell. Without them the digits are a decimal fraction.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readEpoch(_ line: inout LineCursor) -> (Timestamp, UInt32)? {
    // `[1514557030.811279]`: ten digits and six.
    if line.hasRoom, line.position &+ 19 <= line.end,
      line.nonDigits(at: line.position) & 0x7ffff == 1 | 1 << 11 | 1 << 18,
      line.peek(11) == UInt8(ascii: "."), line.peek(18) == UInt8(ascii: "]")
    {
      var copy = line
      copy.advance(by: 1)
      let seconds = (try? copy.readNumber()) ?? 0
      copy.advance(by: 1)
      let fraction = (try? copy.readNumber()) ?? 0
      guard seconds < 1 << 33 else { return nil }
      line.move(to: line.position &+ 19)
      let time = Int64(truncatingIfNeeded: seconds &* 1_000_000_000 &+ fraction &* 1000)
      return (Timestamp(nanoseconds: time), 1000)
    }
    return readOtherEpoch(&line)
  }

  @_lifetime(line: copy line)
  @inline(never)
  private static func readOtherEpoch(_ line: inout LineCursor) -> (Timestamp, UInt32)? {
    var copy = line
    copy.advance(by: 1)
    guard let seconds = try? copy.readNumber(), seconds < 1 << 33 else { return nil }
    var fraction: Int64 = 0
    var resolution: UInt32 = 1_000_000_000
    if copy.skip(UInt8(ascii: ".")) {
      let first = copy
      while copy.peek() &- UInt8(ascii: "0") < 10 {
        if resolution > 1 {
          resolution /= 10
          fraction += Int64(copy.peek() - UInt8(ascii: "0")) * Int64(resolution)
        }
        copy.advance(by: 1)
      }
      if copy.peek() == 0x20, copy.position - first.position < 6 {
        var column = first
        fraction = Int64((try? column.readNumber()) ?? 0) * 1000
        resolution = 1000
      }
    }
    copy.skipBlanks()
    guard copy.skip(UInt8(ascii: "]")),
      let time = Timestamp(seconds: Int64(seconds), nanoseconds: fraction)
    else { return nil }
    line.seek(to: copy.position)
    return (time, resolution)
  }
}
