package import NATModel

/// The state table of OpenBSD's and FreeBSD's pf, as `pfctl -ss` prints it, with `-v` too.
///
/// ```
/// all udp 203.0.113.5:17449 (192.168.1.178:56094) -> 198.51.100.9:51820       MULTIPLE:MULTIPLE
///    age 08:20:20, expires in 00:01:00, 317:165 pkts, 2635:1024 bytes
/// all tcp 127.0.0.1:3129 (198.51.100.3:443) <- 10.99.0.162:59216       FIN_WAIT_2:FIN_WAIT_2
/// ```
///
/// A snapshot: it has no date, and so no event has a time; every state is a session that is open.
/// - `A (B) -> C` goes out: A is outside, B inside, C the destination. Without B nothing is
///   translated and outside equals inside.
/// - `A (B) <- C` comes in and was redirected: C dialled B and reached A. A stranger C at a forwarded
///   port is no subscriber (outside B, destination C); from a private range it is a subscriber whose
///   traffic a proxy took (inside C, destination B). ``TranslatedFlow`` has the rules.
/// - `A <- C` is skipped: what passes through has a state for each direction, and the outgoing one is
///   the one with the translation.
/// - Bytes and packets of both directions are summed; `id` of `-vv` is the session.
/// - The port of an IPv6 address stands in brackets: `2001:db8::9[52034]`. The port of ICMP is the
///   identifier, and that of the destination is not stated.
package struct PFState: LogDialect {
  package let id = "pf-state"
  package let title = "pf states (pfctl -ss)"
  package let documentation = "pfctl(8), pf_print_state.c"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen]
  package let writtenResolution: UInt32 = 1
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  package func recognise(_ record: LineCursor) -> Recognition {
    var line = record
    guard line.peek() > 0x20, let arrow = line.find(" -> ") ?? line.find(" <- ") else {
      return .none
    }
    // Interface, protocol, endpoint: then the arrow, or the other endpoint in brackets.
    line.seek(to: line.endOfToken())
    guard line.skip(0x20), line.readProtocol() != nil, line.skip(0x20) else { return .none }
    guard (try? PFState.readEndpoint(&line)) != nil, line.position <= arrow else { return .none }
    return Recognition(.strong, "a pf state (interface, protocol, endpoints and an arrow)")
  }

  package func role(of line: LineCursor) -> LineRole {
    line.peek() == 0x20 || line.peek() == 0x09 ? .continues : .begins
  }

  package func parse(_ record: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var lines = record
    guard var line = lines.readLine(), line.peek() > 0x20 else { return .skipped }
    line.seek(to: line.endOfToken())
    guard line.skip(0x20), let proto = line.readProtocol(), line.skip(0x20),
      let first = try? PFState.readEndpoint(&line)
    else { return .skipped }
    var second: Endpoint?
    if line.skip(" (") {
      second = try PFState.readEndpoint(&line)
      guard line.skip(UInt8(ascii: ")")) else { throw LineFault(.malformedRecord) }
    }
    let isOutgoing = line.skip(" -> ")
    guard isOutgoing || line.skip(" <- ") else { return .skipped }
    let third = try PFState.readEndpoint(&line)
    guard line.isAtEnd || line.peek() == 0x20 || line.peek() == 0x09 else {
      throw LineFault(.malformedRecord)
    }
    guard isOutgoing || second != nil else { return .skipped }
    let source = isOutgoing ? second ?? first : third
    let destination = isOutgoing ? third : second ?? first
    let flow = TranslatedFlow(
      source: source, translatedSource: isOutgoing ? first : third, destination: destination,
      translatedDestination: isOutgoing ? third : first, hasPorts: true)
    var details = Details()
    while let line = lines.readLine() { try PFState.read(line, &details) }
    var event = context.event(.sessionOpen)
    event.proto = proto
    event.session = details.session
    event.packets = details.packets
    event.bytes = details.bytes
    event.fields = details.fields.union(.proto)
    flow.fill(&event)
    if !proto.hasPorts {
      event.fields.subtract(.destinationPort)
      event.destinationPort = 0
      if proto != .icmp && proto != .icmpv6 {
        event.fields.subtract([.insidePort, .outsidePort])
        event.insidePort = 0
        event.outsidePort = 0
      }
    }
    context.addStamped(&event)
    return .events
  }

  typealias Endpoint = (IPAddress, UInt16)

  /// `a.b.c.d:port`, `v6[port]`, or an address alone.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readEndpoint(_ line: inout LineCursor) throws(LineFault) -> Endpoint {
    if let endpoint = line.readIPv4Endpoint(separator: UInt8(ascii: ":")) { return endpoint }
    var copy = line
    let endpoint = try readOtherEndpoint(&copy)
    line.seek(to: copy.position)
    return endpoint
  }

  @_lifetime(line: copy line)
  @inline(never)
  private static func readOtherEndpoint(_ line: inout LineCursor) throws(LineFault) -> Endpoint {
    if let address = line.readIPv4() {
      guard line.skip(UInt8(ascii: ":")) else { return (address, 0) }
      return (address, try line.readPort())
    }
    let address = try line.readAddress(before: UInt8(ascii: "["))
    guard line.skip(UInt8(ascii: "[")) else { return (address, 0) }
    let port = try line.readPort()
    guard line.skip(UInt8(ascii: "]")) else { throw LineFault(.malformedPort) }
    return (address, port)
  }

  /// What the lines behind the first say.
  private struct Details {
    var session: UInt64 = 0
    var packets: UInt64 = 0
    var bytes: UInt64 = 0
    var fields: EventFields = []
  }

  /// `age …, expires in …, n:n pkts, n:n bytes, …` or `id: hex creatorid: hex`.
  @inline(__always)
  private static func read(_ detail: LineCursor, _ details: inout Details) throws(LineFault) {
    var line = detail
    line.skipBlanks()
    if line.skip("id: ") {
      details.session = try line.readHexadecimal()
      details.fields.insert(.session)
      return
    }
    guard line.skip("age ") else { return }
    // Behind `hh:mm:ss, `, unless the state is older than hours have two digits for.
    var next = line
    next.advance(by: 10)
    if next.skip("expires in ") {
      line.seek(to: next.position)
    } else {
      guard line.skipPast("expires in ") else { return }
    }
    guard line.skipPast(UInt8(ascii: ",")), line.skip(0x20) || line.skipPast(", ") else { return }
    details.packets = LineCursor.saturate(try line.readNumber(), try readSecond(&line))
    guard line.skip(" pkts, ") else { throw LineFault(.malformedRecord) }
    details.bytes = LineCursor.saturate(try line.readNumber(), try readSecond(&line))
    details.fields.formUnion([.packets, .bytes])
  }

  /// `:n`.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readSecond(_ line: inout LineCursor) throws(LineFault) -> UInt64 {
    guard line.skip(UInt8(ascii: ":")) else { throw LineFault(.malformedRecord) }
    return try line.readNumber()
  }
}
