package import NATModel

/// Jool NAT64: the BIB and session log that its kernel modules print.
///
/// ```
/// [  312.493235] <instance> 2015/4/8 16:13:2 (GMT) - Mapped 2001:db8::5#19945 to 192.0.2.2#8208 (UDP)
/// [ 3238.087902] <instance> 2015/4/8 17:1:47 (GMT) - Added session v6src#p|v6dst#p|v4src#p|v4dst#p|TCP
/// ```
///
/// - `Mapped` and `Forgot` open and close a binding: inside is the IPv6 endpoint, outside the IPv4
///   one; neither has a destination.
/// - `Added session` and `Forgot session` open and close a session. Inside is the IPv6 source,
///   outside the IPv4 source, destination the IPv4 destination: the server itself, whatever prefix
///   the subscriber reached it by.
/// - The inner time is UTC in whole seconds, its numbers not padded; it wins over a syslog header,
///   which gives the device only.
package struct Jool: LogDialect {
  package let id = "jool"
  package let title = "Jool NAT64"
  package let documentation = "Jool documentation, logging-bib and logging-session; Jool's source"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000_000

  private static let bindingFields: EventFields = [
    .time, .proto, .inside, .insidePort, .outside, .outsidePort, .binding,
  ]
  private static let sessionFields: EventFields = [
    .time, .proto, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
  ]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.skipPast(" (GMT) - "),
      line.has("Mapped ") || line.has("Forgot ") || line.has("Added session ")
    else { return .none }
    return Recognition(.strong, "a Jool BIB or session message")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let mark = line.find("(GMT) - ") else { return .skipped }
    let hasHeader = line.peek() != UInt8(ascii: "[")
    if hasHeader { context.readEnvelope(of: line) }
    let start = line.position
    line.seek(to: mark + 8)
    let kind: EventKind
    let isSession: Bool
    if line.skip("Mapped ") {
      kind = .sessionOpen
      isSession = false
    } else if line.skip("Added session ") {
      kind = .sessionOpen
      isSession = true
    } else if line.skip("Forgot ") {
      kind = .sessionClose
      isSession = line.skip("session ")
    } else {
      return .skipped
    }
    var event = context.event(kind)
    event.fields = isSession ? Jool.sessionFields : Jool.bindingFields
    let clock = Jool.clock(line, from: start, to: mark)
    try context.instant(of: clock, line, Jool.readClock).set(&event)
    if hasHeader { event.exporter = context.envelope.exporter }
    try line.readEndpoint(into: &event.inside, &event.insidePort, separator: UInt8(ascii: "#"))
    if isSession {
      guard line.skip(UInt8(ascii: "|")), line.skipPast(UInt8(ascii: "|")) else {
        throw LineFault(.missingField)
      }
    } else {
      guard line.skip(" to ") else { throw LineFault(.missingField) }
    }
    try line.readEndpoint(into: &event.outside, &event.outsidePort, separator: UInt8(ascii: "#"))
    if isSession {
      guard line.skip(UInt8(ascii: "|")) else { throw LineFault(.missingField) }
      try line.readEndpoint(
        into: &event.destination, &event.destinationPort, separator: UInt8(ascii: "#"))
      guard line.skip(UInt8(ascii: "|")) else { throw LineFault(.missingField) }
    } else {
      guard line.skip(" (") else { throw LineFault(.missingField) }
    }
    guard let proto = line.readProtocol() else { throw LineFault(.malformedRecord) }
    event.proto = proto
    if proto == .icmp, !event.inside.isIPv4 { event.proto = .icmpv6 }
    context.addStamped(&event)
    return .events
  }

  /// The last two words before an index: `2015/4/8 16:13:2`.
  private static func clock(_ line: LineCursor, from start: Int, to end: Int) -> Range<Int> {
    var first = end - 1
    var blanks = 0
    while first > start, end - first < 24 {
      if line.byte(at: first - 1) == 0x20 {
        blanks += 1
        if blanks == 2 { break }
      }
      first -= 1
    }
    return first..<max(first, end - 1)
  }

  /// `2015/4/8 16:13:2` in UTC.
  private static func readClock(_ text: LineCursor) -> ClockText? {
    var text = text
    var numbers: [6 of Int] = [0, 0, 0, 0, 0, 0]
    let separators: StaticString = "// ::"
    for index in 0..<6 {
      guard let number = try? text.readNumber(), number < 10_000,
        index == 5 || text.skip(unsafe separators.utf8Start[index])
      else { return nil }
      numbers[index] = Int(number)
    }
    guard text.isAtEnd else { return nil }
    var clock = ClockText()
    clock.year = numbers[0]
    clock.month = numbers[1]
    clock.day = numbers[2]
    clock.hour = numbers[3]
    clock.minute = numbers[4]
    clock.second = numbers[5]
    clock.offset = 0
    return clock
  }
}
