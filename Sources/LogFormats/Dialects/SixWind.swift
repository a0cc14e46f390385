package import NATModel

/// 6WIND's CG-NAT (`fp-cgnat`): connections and blocks of ports.
///
/// ```
/// NEW CONN: fwd proto 6 <in>:p -> <dst>:p, back proto 6 <dst>:p --> <out>:p
/// USER <in> (matching rule 1): NEW BLOCK (pool "p", ip public <out>, proto 6, port 1 - 512)
/// ```
///
/// `NEW` opens or allocates, `DESTROY` closes or releases. A connection is printed as its packets go:
/// forward from the subscriber to the destination, back from there to the outside endpoint. A
/// third-party parser calls the middle endpoint the outside one; but the reply begins at it and ends
/// at the last, so the last is outside. The back half of the manual's `DESTROY` has other ports than
/// its forward half, and one arrow less than `NEW`: both are accepted.
package struct SixWind: LogDialect {
  package let id = "6wind"
  package let title = "6WIND CG-NAT"
  package let documentation = "6WIND Turbo Router user guide, CG-NAT events"
  package let confidence = GrammarConfidence(.lines, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose, .blockAllocate, .blockRelease]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    return copy.skipPast("fp-cgnat[") && copy.skipPast("]: ")
      ? Recognition(.strong, "the tag fp-cgnat") : .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard line.skip("fp-cgnat["), line.skipPast(UInt8(ascii: "]")), line.skip(": ") else {
      return .skipped
    }
    if line.skip("USER ") { return try block(&line, &context) }
    guard let isNew = SixWind.readVerb(&line), line.skip("CONN: ") else { return .skipped }
    var event = context.event(isNew ? .sessionOpen : .sessionClose)
    guard line.skip("fwd ") else { throw LineFault(.malformedRecord) }
    event.proto = try SixWind.readProtocol(&line)
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    try line.readColonEndpoint(into: &event.inside, &event.insidePort)
    guard line.skip(" -> ") || line.skip(" --> ") else { throw LineFault(.missingField) }
    try line.readColonEndpoint(into: &event.destination, &event.destinationPort)
    guard line.skip(", back ") else { throw LineFault(.missingField) }
    _ = try SixWind.readProtocol(&line)
    guard line.skipPast("-> ") else { throw LineFault(.missingField) }
    try line.readColonEndpoint(into: &event.outside, &event.outsidePort)
    event.fields = [
      .proto, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
    ]
    try context.add(&event)
    return .events
  }

  /// `<in> (matching rule 1): NEW BLOCK (pool "p", ip public <out>, proto 6, port 1 - 512)`.
  @_lifetime(line: copy line)
  private func block(_ line: inout LineCursor, _ context: inout LineContext) throws(LineFault)
    -> LineOutcome
  {
    let user = line
    guard line.skipPast("): "), let isNew = SixWind.readVerb(&line), line.skip("BLOCK (pool \"")
    else { return .skipped }
    var event = context.event(isNew ? .blockAllocate : .blockRelease)
    var subscriber = user
    event.inside = try subscriber.readAddress(before: 0x20)
    guard line.skipPast("\", ip public ") else { throw LineFault(.missingField) }
    event.outside = try line.readAddress(before: UInt8(ascii: ","))
    guard line.skip(", ") else { throw LineFault(.missingField) }
    event.proto = try SixWind.readProtocol(&line)
    guard line.skip(", port ") else { throw LineFault(.missingField) }
    event.outsidePort = try line.readPort()
    guard line.skip(" - ") else { throw LineFault(.missingField) }
    event.outsidePortLast = try line.readPort()
    guard event.outsidePort <= event.outsidePortLast else { throw LineFault(.portOutOfRange) }
    event.fields = [.proto, .inside, .outside, .outsidePort, .outsidePortLast, .binding]
    try context.add(&event)
    return .events
  }

  /// `NEW ` or `DESTROY `: true for the first.
  @_lifetime(line: copy line)
  private static func readVerb(_ line: inout LineCursor) -> Bool? {
    line.skip("NEW ") ? true : line.skip("DESTROY ") ? false : nil
  }

  /// `proto 6`.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readProtocol(_ line: inout LineCursor) throws(LineFault) -> TransportProtocol
  {
    guard line.skip("proto ") else { throw LineFault(.missingField) }
    let number = try line.readNumber()
    guard number <= 255 else { throw LineFault(.malformedNumber) }
    return TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
  }
}
