import NATModel

/// Messages 305009 to 305017: translations and blocks of ports, which carry no destination.
extension CiscoASA {
  /// `{Built|Teardown} {dynamic|static} [TCP] translation from A to B [duration h:mm:ss]`.
  @_lifetime(line: copy line)
  func translation(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard line.skip(kind == .sessionOpen ? "Built " : "Teardown "),
      line.skip("dynamic ") || line.skip("static ")
    else { throw LineFault(.malformedRecord) }
    var event = Event(kind)
    event.fields = [.binding, .inside, .outside]
    readProtocol(&line, &event)
    guard line.skip("translation from ") else { throw LineFault(.malformedRecord) }
    try readInterface(&line)
    event.inside = try line.readAddress(before: UInt8(ascii: "/"))
    if line.skip(UInt8(ascii: "/")) {
      event.insidePort = try line.readPort()
      event.fields.insert(.insidePort)
    }
    if line.peek() == UInt8(ascii: "(") {
      let user = try readUser(&line)
      CiscoASA.setSubscriber(&event, subscriber(line, user, &context))
    }
    guard line.skip(" to ") else { throw LineFault(.missingField) }
    try readInterface(&line)
    event.outside = try line.readAddress(before: UInt8(ascii: "/"))
    if line.skip(UInt8(ascii: "/")) {
      event.outsidePort = try line.readPort()
      event.fields.insert(.outsidePort)
    }
    guard event.fields.contains(.insidePort) == event.fields.contains(.outsidePort) else {
      throw LineFault(.malformedPort)
    }
    guard kind == .sessionClose else {
      try context.add(&event)
      return .events
    }
    guard line.skip(" duration ") else { throw LineFault(.missingField) }
    if let start = context.start(before: try line.readDuration()) {
      CiscoASA.setStart(&event, start)
    }
    try context.add(&event)
    return .events
  }

  /// `… [TCP] block of ports for translation from A to B:ip/first-last`.
  ///
  /// The size printed before `block` in 305014 and 305015 follows from the ports and is not read.
  @_lifetime(line: copy line)
  func block(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = Event(kind)
    event.fields = [.binding, .inside, .outside, .outsidePort, .outsidePortLast]
    if kind == .blockInterim {
      guard line.skip("Pba-interim-logging: Active ") else { throw LineFault(.malformedRecord) }
    } else {
      guard line.skip(kind == .blockAllocate ? "Allocated " : "Released ") else {
        throw LineFault(.malformedRecord)
      }
    }
    readProtocol(&line, &event)
    guard line.skipPast("block of ports for translation from ") else {
      throw LineFault(.malformedRecord)
    }
    try readInterface(&line)
    event.inside = try line.readAddress(before: 0x20)
    if line.peek() == UInt8(ascii: "(") {
      let user = try readUser(&line)
      CiscoASA.setSubscriber(&event, subscriber(line, user, &context))
    }
    guard line.skip(" to ") else { throw LineFault(.missingField) }
    try readInterface(&line)
    event.outside = try line.readAddress(before: UInt8(ascii: "/"))
    guard line.skip(UInt8(ascii: "/")) else { throw LineFault(.missingField) }
    event.outsidePort = try line.readPort()
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    event.outsidePortLast = try line.readPort()
    guard event.outsidePortLast >= event.outsidePort else { throw LineFault(.portOutOfRange) }
    try context.add(&event)
    return .events
  }

  @_lifetime(line: copy line)
  private func readProtocol(_ line: inout LineCursor, _ event: inout Event) {
    if line.skip("TCP ") {
      event.proto = .tcp
    } else if line.skip("UDP ") {
      event.proto = .udp
    } else if line.skip("ICMP ") {
      event.proto = .icmp
    } else {
      return
    }
    event.fields.insert(.proto)
  }

  /// `interface:` or `interface(acl):`.
  @_lifetime(line: copy line)
  private func readInterface(_ line: inout LineCursor) throws(LineFault) {
    guard line.skipPast(UInt8(ascii: ":")) else { throw LineFault(.missingField) }
  }
}
