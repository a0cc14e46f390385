package import NATModel

/// ISC dhcpd in syslog: leases given and given up.
///
/// ```
/// dhcpd[pid]: DHCPACK on address to hardware [(name)] via interface [relay … lease-duration n …]
/// dhcpd[pid]: DHCPRELEASE of address from hardware [(name)] via interface (found)
/// dhcpd[pid]: DHCPEXPIRE on address to hardware            (Infoblox; also RELEASE on … to …)
/// ```
///
/// - DHCPACK begins an assignment, or says that it goes on; DHCPRELEASE, DHCPEXPIRE and RELEASE end
///   it. The subscriber is the hardware address.
/// - dhcpd itself writes nothing when a lease runs out; such an assignment ends when the address is
///   next given to somebody. The lease file knows more: see ``DHCPLeases``.
/// - `DHCPACK to` answers a DHCPINFORM and gives nothing; a release that was `(not found)` ends
///   nothing: skipped, as all other messages and DHCPv6 are.
package struct DHCPServer: LogDialect {
  package let id = "dhcpd"
  package let title = "ISC dhcpd or Infoblox syslog"
  package let documentation = "dhcpd(8); source code of ISC DHCP, server/dhcp.c"
  package let confidence = GrammarConfidence(.lines, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.assignmentStart, .assignmentStop]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.readTag("dhcpd") != nil else { return .none }
    return Recognition(.strong, "dhcpd's tag")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    let envelope = context.envelope
    line.advance(by: envelope.tag)
    guard line.readTag("dhcpd") != nil else { return .skipped }
    let isStart = line.skip("DHCPACK ")
    guard
      isStart || line.skip("DHCPRELEASE ") || line.skip("DHCPEXPIRE ") || line.skip("RELEASE ")
    else { return .skipped }
    if isStart, line.has("to ") { return .skipped }
    guard line.skip("on ") || line.skip("of ") else { throw LineFault(.malformedRecord) }
    var event = context.event(isStart ? .assignmentStart : .assignmentStop)
    event.inside = try line.readAddress(before: 0x20)
    guard line.skip(" to ") || line.skip(" from ") else { throw LineFault(.malformedRecord) }
    if !isStart, line.find(" (not found)") != nil { return .skipped }
    let end = line.endOfToken()
    // An assignment without a time would be read as a permanent one.
    guard end > line.position, envelope.fields.contains(.time) else {
      throw LineFault(.missingField)
    }
    event.subscriber = context.texts.intern(line.slice(line.position, end))
    event.fields = [.inside, .subscriber]
    try context.add(&event)
    return .events
  }
}

/// Writing with an ISO stamp in UTC milliseconds in front.
extension DHCPServer {
  package func fields(writing event: Event) -> EventFields? {
    let carried: EventFields = [.time, .inside, .subscriber]
    return kinds.contains(event.kind) && event.has(carried) ? carried : nil
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard fields(writing: event) != nil else { return false }
    output.write(event.time, fractionDigits: 3)
    output.write(byte: 0x20)
    if event.exporter != .none {
      output.write(event.exporter, of: texts)
      output.write(byte: 0x20)
    }
    let isStart = event.kind == .assignmentStart
    output.write("dhcpd[1]: DHCPACK on ", if: isStart, else: "dhcpd[1]: DHCPRELEASE of ")
    output.write(event.inside)
    output.write(" to ", if: isStart, else: " from ")
    output.write(event.subscriber, of: texts)
    output.write(" via inside\n", if: isStart, else: " via inside (found)\n")
    return true
  }
}
