package import NATModel

/// BIND's query log (category `queries`).
///
/// ```
/// client [@0x…] address#port (name): [view v: ]query: name class type flags (server)
/// ```
///
/// - One name each for types A, AAAA and HTTPS: inside is the client, host the name. The log has no
///   answers, so there is no destination: it says what was asked for, not what was visited. The
///   client's port is the lookup's own and left out.
/// - Other lines about clients (queries refused, transfers) are skipped.
/// - In syslog, or in BIND's own file after `dd-Mon-yyyy hh:mm:ss.mmm` in local time.
package struct BIND: ReadOnlyDialect {
  package let id = "bind"
  package let title = "BIND query log"
  package let documentation = "BIND 9 Administrator Reference Manual, category queries"
  package let confidence = GrammarConfidence(.lines, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.name]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard BIND.readClient(&line) != nil else { return .none }
    return Recognition(.strong, "a client as address#port")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var rest = line
    guard let client = BIND.readClient(&rest) else { return .skipped }
    guard rest.skipPast(": query: ") else { return .skipped }
    let name = rest.position..<rest.endOfToken()
    rest.seek(to: name.upperBound)
    guard rest.skip(" IN "), rest.skip("A ") || rest.skip("AAAA ") || rest.skip("HTTPS ") else {
      return .skipped
    }
    var event = context.event(.name)
    event.nameSource = .dns
    event.inside = try line.address(in: client)
    event.fields = .inside
    guard context.setHost(&event, line.slice(name.lowerBound, name.upperBound)) else {
      return .skipped
    }
    if let (clock, _) = ClockText.readDayFirst(line, separator: UInt8(ascii: "-")) {
      try clock.set(&event, by: context.rules)
      context.addStamped(&event)
    } else {
      context.readEnvelope(of: line)
      try context.add(&event)
    }
    return .events
  }

  /// Passes over `client [@0x…] address#port` and returns the range of the address.
  @_lifetime(line: copy line)
  private static func readClient(_ line: inout LineCursor) -> Range<Int>? {
    var copy = line
    while copy.skipPast("client ") {
      var rest = copy
      if rest.peek() == UInt8(ascii: "@"), !rest.skipPast(0x20) { continue }
      guard let sign = rest.find(UInt8(ascii: "#")), sign - rest.position <= 45,
        (try? rest.address(in: rest.position..<sign)) != nil
      else { continue }
      let address = rest.position..<sign
      rest.seek(to: sign + 1)
      guard (try? rest.readPort()) != nil else { continue }
      line.seek(to: rest.position)
      return address
    }
    return nil
  }
}
