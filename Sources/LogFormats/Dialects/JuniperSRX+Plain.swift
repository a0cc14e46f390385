import NATModel

/// Messages without structured data.
///
/// ```
/// session created <in>/<p>-><dst>/<p> [0x<tag>] <service> <out>/<p>-><nat dst>/<p> [0x<tag>]
///   [source rule] <rule> [destination rule] <rule> <proto> <policy> <zone> <zone> <session> …
/// session closed <reason>: (the same) <session> <packets>(<bytes>) <packets>(<bytes>) <seconds> …
/// Subscriber <in> used/maximum [n/m] blocks, allocates port block [a-b] from <out> in … epoch 0x…
/// ```
///
/// Releases differ in the words around the rules, so the protocol is found by what must follow it:
/// a policy, two zones and the number of the session.
extension JuniperSRX {
  @_lifetime(line: copy line)
  func plainSession(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard line.skip(": session ") else { throw LineFault(.malformedRecord) }
    if kind == .sessionOpen {
      guard line.skip("created ") else { throw LineFault(.malformedRecord) }
    } else {
      // A reason may hold colons and blanks; the endpoints begin after its last colon and blank.
      guard line.skip("closed "), let arrow = line.find("->") else {
        throw LineFault(.malformedRecord)
      }
      while let colon = line.find(": "), colon < arrow { line.seek(to: colon + 2) }
    }
    var event = context.event(kind)
    (event.inside, event.insidePort) = try readEndpoint(&line)
    guard line.skip("->") else { throw LineFault(.malformedRecord) }
    (event.destination, event.destinationPort) = try readEndpoint(&line)
    guard let arrow = line.find("->") else { throw LineFault(.missingField) }
    while let blank = line.find(0x20), blank < arrow { line.seek(to: blank + 1) }
    (event.outside, event.outsidePort) = try readEndpoint(&line)
    guard line.skip("->") else { throw LineFault(.malformedRecord) }
    _ = try readEndpoint(&line)
    event.fields = [
      .inside, .insidePort, .destination, .destinationPort, .outside, .outsidePort, .proto,
      .session,
    ]
    (event.proto, event.session) = try readProtocolAndSession(&line)
    guard kind == .sessionClose else {
      return try finish(&event, elapsed: nil, &context)
    }
    for _ in 0..<2 {
      line.skipBlanks()
      event.packets = LineCursor.saturate(event.packets, try line.readNumber())
      guard line.skip(UInt8(ascii: "(")) else { throw LineFault(.missingField) }
      event.bytes = LineCursor.saturate(event.bytes, try line.readNumber())
      guard line.skip(UInt8(ascii: ")")) else { throw LineFault(.missingField) }
    }
    event.fields.formUnion([.packets, .bytes])
    line.skipBlanks()
    return try finish(&event, elapsed: try line.readNumber(), &context)
  }

  /// `address/port`.
  @_lifetime(line: copy line)
  private func readEndpoint(_ line: inout LineCursor) throws(LineFault) -> (IPAddress, UInt16) {
    let address = try line.readAddress(before: UInt8(ascii: "/"))
    guard line.skip(UInt8(ascii: "/")) else { throw LineFault(.malformedPort) }
    return (address, try line.readPort())
  }

  /// The first number, at most 255, that a policy, two zones and another number follow.
  @_lifetime(line: copy line)
  private func readProtocolAndSession(_ line: inout LineCursor) throws(LineFault)
    -> (TransportProtocol, UInt64)
  {
    // Tag, four words of types, two rules: the protocol is not further than that.
    for _ in 0..<10 {
      line.skipBlanks()
      var copy = line
      if let number = readWord(&copy), number <= 255 {
        for _ in 0..<3 {
          copy.skipBlanks()
          copy.seek(to: copy.endOfToken())
        }
        copy.skipBlanks()
        if let session = readWord(&copy) {
          line.seek(to: copy.position)
          return (TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number)), session)
        }
      }
      line.seek(to: line.endOfToken())
    }
    throw LineFault(.missingField)
  }

  /// A number that is a whole word.
  @_lifetime(line: copy line)
  private func readWord(_ line: inout LineCursor) -> UInt64? {
    guard let number = try? line.readNumber(), line.isAtEnd || line.peek() == 0x20 else {
      return nil
    }
    return number
  }

  @_lifetime(line: copy line)
  func plainBlock(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = context.event(kind)
    guard line.skip(": Subscriber ") else { throw LineFault(.malformedRecord) }
    event.inside = try line.readAddress(before: 0x20)
    guard line.skipPast(" port block [") else { throw LineFault(.missingField) }
    event.outsidePort = try line.readPort()
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    event.outsidePortLast = try line.readPort()
    guard line.skip("] from ") else { throw LineFault(.missingField) }
    event.outside = try line.readAddress(before: 0x20)
    event.fields = [.inside, .outside, .outsidePort, .outsidePortLast]
    var epoch: UInt64?
    if line.skipPast(" epoch ") { epoch = try line.readHexadecimal() }
    return try finishBlock(&event, epoch: epoch, &context)
  }
}
