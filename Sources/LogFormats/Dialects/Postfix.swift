package import NATModel

/// Postfix's mail log: the lines of `smtpd` and `postscreen` that name a client.
///
/// ```
/// postfix/smtpd[pid]: connect from name[address][:port]
/// postfix/smtpd[pid]: NOQUEUE: reject: RCPT from name[address][:port]: 450 …
/// postfix/smtpd[pid]: QUEUEID: client=name[address][:port], …
/// postfix/postscreen[pid]: CONNECT from [address]:port to [address]:port
/// ```
///
/// - One request for each such line: outside is the client. Several lines are about one connection.
///   The port is there with `smtpd_client_port_logging`, and always in `postscreen`.
/// - The client is the first that is named, in front of everything that a client chooses.
/// - The name in front of the address is what a reverse lookup said and no fact about the client: left
///   out.
package struct Postfix: ReadOnlyDialect {
  package let id = "postfix"
  package let title = "Postfix smtpd and postscreen"
  package let documentation = "smtpd(8), postscreen(8), postconf(5) smtpd_client_port_logging"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard readProgram(&line) else { return .none }
    return Recognition(.strong, "the tag of Postfix's smtpd or postscreen")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    context.readEnvelope(of: line)
    let envelope = context.envelope
    var line = line
    line.advance(by: envelope.tag)
    guard readProgram(&line), let client = findClient(line) else { return .skipped }
    line.seek(to: client)
    var event = context.event(.request)
    event.proto = .tcp
    event.fields = [.proto, .outside]
    (event.outside, event.outsidePort) = try readEndpoint(&line, &event, .outsidePort)
    if line.skip(" to [") {
      (event.destination, event.destinationPort) = try readEndpoint(
        &line, &event, .destinationPort)
      event.fields.insert(.destination)
    }
    try context.add(&event)
    return .events
  }

  /// Passes over the tag of `…/smtpd` or `…/postscreen`.
  @_lifetime(line: copy line)
  private func readProgram(_ line: inout LineCursor) -> Bool {
    guard let name = line.readTag("postfix") else { return false }
    let part = line.part(line.start..<name.upperBound)
    for suffix: StaticString in ["/smtpd", "/postscreen"] {
      let first = name.upperBound - suffix.utf8CodeUnitCount
      if first >= name.lowerBound, part.equals(first..<name.upperBound, suffix) { return true }
    }
    return false
  }

  /// The index after the bracket of the client, or `nil` if the line names none.
  private func findClient(_ line: LineCursor) -> Int? {
    if let found = bracket(line, after: "connect from ") { return found }
    var copy = line
    while copy.skipPast(" from ") {
      if let found = bracket(copy) { return found }
    }
    return bracket(line, after: "client=") ?? bracket(line, after: "warning: ")
  }

  private func bracket(_ line: LineCursor, after text: StaticString) -> Int? {
    var line = line
    guard line.skipPast(text) else { return nil }
    return bracket(line)
  }

  /// The index after the bracket in `name[`, where a name may be missing.
  private func bracket(_ line: LineCursor) -> Int? {
    guard let found = line.find(UInt8(ascii: "[")), found <= line.endOfToken() else { return nil }
    return found + 1
  }

  /// `address]` or `address]:port`, behind the opening bracket.
  @_lifetime(line: copy line)
  private func readEndpoint(_ line: inout LineCursor, _ event: inout Event, _ field: EventFields)
    throws(LineFault) -> (IPAddress, UInt16)
  {
    let address = try line.readAddress(before: UInt8(ascii: "]"))
    guard line.skip(UInt8(ascii: "]")) else { throw LineFault(.malformedAddress) }
    guard line.peek() == UInt8(ascii: ":"), line.peek(1) &- UInt8(ascii: "0") < 10 else {
      return (address, 0)
    }
    line.advance(by: 1)
    let port = try line.readPort()
    event.fields.insert(field)
    return (address, port)
  }
}
