package import NATModel

/// HAProxy's logs: `option tcplog`, `option httplog`, the default format, and failed handshakes.
///
/// ```
/// client:port [dd/Mon/yyyy:hh:mm:ss.mmm] frontend backend/server … ["METHOD path HTTP/n"]
/// Connect from client:port to address:port (frontend/mode)
/// ```
///
/// - One request each: outside is the client as HAProxy saw it, the port follows the last colon, as
///   IPv6 stands without brackets. The time in brackets is when the connection (or request) was
///   accepted, in local time.
/// - Label is the path, without its query. Captured headers have no names, so none is taken for the
///   host.
/// - `Connect from` states its own destination; its time is the header's.
/// - A client that is no address (`-`, `unix`) is rejected.
package struct HAProxy: ReadOnlyDialect {
  package let id = "haproxy"
  package let title = "HAProxy"
  package let documentation = "HAProxy Configuration Manual, section 8"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    if HAProxy.findClock(&copy) != nil {
      return Recognition(.strong, "a client:port before [dd/Mon/yyyy:hh:mm:ss.mmm]")
    }
    copy = line
    if copy.readTag("haproxy") != nil, copy.has("Connect from ") {
      return Recognition(.strong, "HAProxy's tag before a connection")
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var event = context.event(.request)
    event.proto = .tcp
    event.fields = .proto
    var rest = line
    if let (clock, client) = HAProxy.findClock(&rest) {
      (event.outside, event.outsidePort) = try endpoint(line, client)
      event.fields.formUnion([.outside, .outsidePort])
      try clock.set(&event, by: context.rules)
      setLabel(&event, rest, &context)
      context.addStamped(&event)
      return .events
    }
    context.readEnvelope(of: line)
    let envelope = context.envelope
    rest = line
    rest.advance(by: envelope.tag)
    guard rest.readTag("haproxy") != nil, rest.skip("Connect from ") else { return .skipped }
    (event.outside, event.outsidePort) = try readEndpoint(&rest)
    guard rest.skip(" to ") else { throw LineFault(.malformedRecord) }
    (event.destination, event.destinationPort) = try readEndpoint(&rest)
    event.fields.formUnion([.outside, .outsidePort, .destination, .destinationPort])
    try context.add(&event)
    return .events
  }

  /// Moves behind `client:port [time] ` and returns the time and the range of the client.
  @_lifetime(line: copy line)
  private static func findClock(_ line: inout LineCursor) -> (clock: ClockText, client: Range<Int>)?
  {
    var copy = line
    while copy.skipPast(" [") {
      guard
        let (clock, end) = ClockText.readDayFirst(copy, separator: UInt8(ascii: "/")),
        clock.resolution == 1_000_000, line.byte(at: end) == UInt8(ascii: "]")
      else { continue }
      let last = copy.position - 2
      var first = last
      while first > line.start, line.byte(at: first - 1) != 0x20 { first -= 1 }
      guard last > first, line.part(first..<last).find(UInt8(ascii: ":")) != nil else { return nil }
      line.seek(to: end + 1)
      return (clock, first..<last)
    }
    return nil
  }

  @_lifetime(line: copy line)
  private func readEndpoint(_ line: inout LineCursor) throws(LineFault) -> (IPAddress, UInt16) {
    let range = line.position..<line.endOfToken()
    line.seek(to: range.upperBound)
    return try endpoint(line, range)
  }

  /// `address:port`; the address may have colons of its own.
  private func endpoint(_ line: LineCursor, _ range: Range<Int>) throws(LineFault)
    -> (IPAddress, UInt16)
  {
    var colon = range.upperBound
    while colon > range.lowerBound, line.byte(at: colon - 1) != UInt8(ascii: ":") { colon -= 1 }
    guard colon > range.lowerBound + 1 else { throw LineFault(.malformedAddress) }
    return (
      try line.address(in: range.lowerBound..<colon - 1),
      try line.port(in: colon..<range.upperBound)
    )
  }

  /// The path of the quoted request at the end of the line, if there is one.
  private func setLabel(_ event: inout Event, _ line: LineCursor, _ context: inout LineContext) {
    var line = line
    guard line.skipPast(" \""), let blank = line.find(0x20) else { return }
    line.seek(to: blank + 1)
    let uri = line.part(line.position..<line.endOfToken())
    if uri.peek() == UInt8(ascii: "/") || uri.has("http") { context.setPath(&event, uri) }
  }
}
