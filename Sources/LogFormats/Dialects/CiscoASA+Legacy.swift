import NATModel

/// Messages of PIX up to version 6, and those of MAP domains.
extension CiscoASA {
  /// `{Built …|Teardown} TCP connection [N] [for] faddr a/p gaddr a/p laddr a/p …`, from `Built` on.
  ///
  /// Connections of UDP had no number.
  @_lifetime(line: copy line)
  @inline(never)
  func legacy(
    _ line: inout LineCursor, _ kind: EventKind, _ proto: TransportProtocol,
    _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard line.skip(kind == .sessionOpen ? "Built " : "Teardown "), line.skipPast("connection ")
    else { throw LineFault(.malformedRecord) }
    var session: UInt64?
    if line.peek() &- UInt8(ascii: "0") < 10 {
      session = try line.readNumber()
      guard line.skip(0x20) else { throw LineFault(.missingField) }
    }
    _ = line.skip("for ")
    return try foreign(line, kind, proto, session: session, &context)
  }

  /// `faddr a/p gaddr a/p laddr a/p [(user)] [duration h:mm:ss bytes n …]`.
  ///
  /// The words name the roles: foreign, global (outside), local (inside).
  @inline(never)
  func foreign(
    _ message: LineCursor, _ kind: EventKind, _ proto: TransportProtocol, session: UInt64?,
    _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var line = message
    let slash = UInt8(ascii: "/")
    var event = context.event(kind)
    event.proto = proto
    event.fields = [
      .proto, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
    ]
    guard line.skip("faddr ") else { throw LineFault(.malformedRecord) }
    try line.readEndpoint(into: &event.destination, &event.destinationPort, separator: slash)
    guard line.skip(" gaddr ") else { throw LineFault(.missingField) }
    try line.readEndpoint(into: &event.outside, &event.outsidePort, separator: slash)
    guard line.skip(" laddr ") else { throw LineFault(.missingField) }
    try line.readEndpoint(into: &event.inside, &event.insidePort, separator: slash)
    if let session {
      event.session = session
      event.fields.insert(.session)
    }
    _ = line.skip(0x20)
    if line.peek() == UInt8(ascii: "(") {
      let user = try readUser(&line)
      CiscoASA.setSubscriber(&event, subscriber(line, user, &context))
      _ = line.skip(0x20)
    }
    if kind == .sessionClose, line.skip("duration ") {
      if let start = context.start(before: try line.readDuration()) {
        CiscoASA.setStart(&event, start)
      }
      if line.skip(" bytes ") {
        event.bytes = try line.readNumber()
        event.fields.insert(.bytes)
      }
    }
    try context.add(&event)
    return .events
  }

  /// `MAP translation from if:a/p-if:a/p to if:a/p-if:a/p` (305018): source and destination before and
  /// after.
  ///
  /// Destination is what the subscriber addressed, before the translation. There is no protocol, and
  /// no message when the translation ends.
  @_lifetime(line: copy line)
  @inline(never)
  func map(
    _ line: inout LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = context.event(.sessionOpen)
    event.fields = [
      .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
    ]
    guard line.skip("MAP translation from ") else { throw LineFault(.malformedRecord) }
    try readNamed(&line, &event.inside, &event.insidePort)
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    try readNamed(&line, &event.destination, &event.destinationPort)
    guard line.skip(" to ") else { throw LineFault(.missingField) }
    try readNamed(&line, &event.outside, &event.outsidePort)
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    var address = context.noAddress
    var port: UInt16 = 0
    try readNamed(&line, &address, &port)
    try context.add(&event)
    return .events
  }

  /// `interface:address/port`.
  @_lifetime(line: copy line)
  private func readNamed(
    _ line: inout LineCursor, _ address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    guard line.skipPast(UInt8(ascii: ":")) else { throw LineFault(.missingField) }
    try line.readEndpoint(into: &address, &port, separator: UInt8(ascii: "/"))
  }
}
