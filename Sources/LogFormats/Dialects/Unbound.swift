package import NATModel

/// Unbound's query log (`log-queries: yes`).
///
/// ```
/// unbound[pid]: [pid:thread] info: client name. type class           (syslog)
/// [seconds] unbound[pid:thread] info: client name. type class        (its own file)
/// ```
///
/// One name each for types A, AAAA and HTTPS: inside is the client, host the name. The log has no
/// answers and no ports, so there is no destination: it says what was asked for, not what was
/// visited. Everything else is skipped, replies (more than four words) included.
package struct Unbound: ReadOnlyDialect {
  package let id = "unbound"
  package let title = "Unbound query log"
  package let documentation = "unbound.conf(5), log-queries"
  package let confidence = GrammarConfidence(.lines, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.name]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.skipPast("unbound["), line.skipPast("] ") else { return .none }
    return Recognition(.strong, "Unbound's tag")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    context.readEnvelope(of: line)
    var rest = line
    guard rest.skipPast("unbound["), rest.skipPast("] info: ") else { return .skipped }
    guard let address = try? rest.readAddress(before: 0x20), rest.skip(0x20) else {
      return .skipped
    }
    let name = rest.position..<rest.endOfToken()
    rest.seek(to: name.upperBound)
    guard rest.skip(" A IN") || rest.skip(" AAAA IN") || rest.skip(" HTTPS IN"), rest.isAtEnd
    else { return .skipped }
    var event = context.event(.name)
    event.nameSource = .dns
    event.inside = address
    event.fields = .inside
    guard context.setHost(&event, line.slice(name.lowerBound, name.upperBound)) else {
      return .skipped
    }
    var stamp = line
    if stamp.skip(UInt8(ascii: "[")), let (time, resolution) = try? stamp.readEpoch(),
      stamp.skip(UInt8(ascii: "]"))
    {
      event.time = time
      event.resolution = resolution
      event.fields.insert(.time)
      context.addStamped(&event)
    } else {
      try context.add(&event)
    }
    return .events
  }
}
