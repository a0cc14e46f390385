package import NATModel

/// Juniper MX services cards (MS-MPC, MS-MIC, MS-DPC): sessions, matches of NAT rules, port blocks.
///
/// ```
/// Mon dd hh:mm:ss host yyyy-mm-dd hh:mm:ss: NAME{service-set}[jservices-nat]: EVENT: …
/// ```
///
/// | `EVENT`, after `JSERVICES_` or `MSVCS_LOG_` | record | event |
/// | - | - | - |
/// | `SESSION_OPEN`, `SESSION_CLOSE` | `app, if in:p [out:p] -> dst:p [to:p] (PROTO)` | open, close |
/// | `NAT_RULE_MATCH` | `proto n (PROTO) app, if in:p -> dst:p, Match NAT rule-set …` | flow |
/// | `NAT_PORT_BLOCK_ALLOC`, `_RELEASE`, `_ACTIVE` | `in -> out:first-last 0xseconds` | block |
///
/// Everything else (`NAT_OUTOF_PORTS_…`) is skipped.
///
/// - Square brackets hold the translated side: outside behind the source, the translated destination
///   beside the destination, which stays what the subscriber addressed. A session without brackets
///   behind its source is not translated, so its outside equals its inside.
/// - A rule match does not say what the source was translated to: it has no outside, and nothing says
///   when it ends. Where sessions are logged too it comes beside their opening, and must not count as
///   another; so it is a flow, which counts only where no session is stated.
/// - The number behind the destination of ICMP is type and code, not a port, and is not read; that
///   behind source and outside is the identifier.
/// - Application and interface are written in several ways; `#012` is the line break that a relay
///   escaped.
/// - The hexadecimal seconds of a block are kept as the start of an `_ACTIVE` record, and as the time
///   where the header has none. Otherwise the header tells the time of all records alike: whether the
///   number in `_RELEASE` means the allocation or the release is not known.
///
/// The records of port blocks are known from four independent parsers of operators, not from lines.
package struct JuniperMX: LogDialect {
  package let id = "juniper-mx"
  package let title = "Juniper MX MS-MPC, MS-MIC and MS-DPC"
  package let documentation = "Junos OS Adaptive Services, JSERVICES and MSVCS_LOG messages"
  package let confidence = GrammarConfidence(
    .lines, isSeenInRealLines: true, unseen: "port blocks")
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .flow, .blockAllocate, .blockRelease, .blockInterim,
  ]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    line.find("JSERVICES_") == nil && line.find("MSVCS_LOG_") == nil
      ? .none : Recognition(.strong, "a JSERVICES_ or MSVCS_LOG_ message name")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    let start = line.position
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.message)
    guard JuniperMX.skipPrefix(&line, from: start) else { return .skipped }
    if line.skip("NAT_") {
      if line.skip("PORT_BLOCK_") {
        if line.skip("ALLOC: ") { return try block(&line, .blockAllocate, &context) }
        if line.skip("RELEASE: ") { return try block(&line, .blockRelease, &context) }
        if line.skip("ACTIVE: ") { return try block(&line, .blockInterim, &context) }
      } else if line.skip("RULE_MATCH: ") {
        return try match(&line, &context)
      }
    } else if line.skip("SESSION_") {
      if line.skip("OPEN: ") { return try session(&line, .sessionOpen, &context) }
      if line.skip("CLOSE: ") { return try session(&line, .sessionClose, &context) }
    }
    return .skipped
  }

  /// Passes over the common part of the event's name, wherever it stands.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func skipPrefix(_ line: inout LineCursor, from start: Int) -> Bool {
    if line.skip("JSERVICES_") || line.skip("MSVCS_LOG_") { return true }
    line.seek(to: start)
    return line.skipPast("JSERVICES_") || line.skipPast("MSVCS_LOG_")
  }

  /// `in -> out:first-last 0xseconds`.
  @_lifetime(line: copy line)
  private func block(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var inside = context.noAddress
    var outside = context.noAddress
    var first: UInt16 = 0
    try line.readAddress(into: &inside, before: 0x20)
    guard line.skip(" -> ") else { throw LineFault(.missingField) }
    try line.readEndpoint(into: &outside, &first, separator: UInt8(ascii: ":"))
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    let last = try line.readPort()
    guard last >= first else { throw LineFault(.portOutOfRange) }
    var stamp: Timestamp?
    line.skipBlanks()
    if line.has("0x") {
      let seconds = try line.readHexadecimal()
      guard seconds < 1 << 33 else { throw LineFault(.malformedTime) }
      stamp = Timestamp(seconds: Int64(seconds))
    }
    let start = kind == .blockInterim ? stamp : nil
    let envelope = context.envelope
    let fill = { (event: inout Event) in
      event.inside = inside
      event.outside = outside
      event.outsidePort = first
      event.outsidePortLast = last
      event.fields = [.binding, .inside, .outside, .outsidePort, .outsidePortLast]
      guard let start, !envelope.fields.contains(.time) || start <= envelope.time else { return }
      event.start = start
      event.fields.insert(.start)
    }
    if let stamp, kind == .blockAllocate, !envelope.fields.contains(.time),
      !envelope.isTimeImpossible
    {
      context.add(kind, at: stamp, resolution: 1_000_000_000, fill)
    } else {
      try context.add(kind, fill)
    }
    return .events
  }
}
