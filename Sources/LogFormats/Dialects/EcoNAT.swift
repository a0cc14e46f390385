package import NATModel

/// RDP.ru EcoNAT: several port mappings in one line, every number padded with zeros.
///
/// ```
/// 2019-03-12T22:01:32+03:00 host |  151.101.246.002:00443 F 091.245.129.236:01049 E 010.010.013.140:50671   TCP …
///                                   remote                  outside                 inside                 protocol
/// ```
///
/// `A` opens and `F` closes. `I` and `E` tell from which side the session was begun, and change
/// nothing: destination is the remote endpoint, inside the last. Padded numbers are decimal. The
/// protocol stands behind its record. The number of ICMP is the identifier; no destination port is
/// read of it. The hexadecimal form (`use_hex_format`) is not read.
///
/// A record that cannot be read does not keep the others of its line from being read; the line is then
/// counted as rejected once, whatever it gave.
package struct EcoNAT: LogDialect {
  package let id = "econat"
  package let title = "RDP.ru EcoNAT"
  package let documentation = "RDP.ru EcoNAT, NAT log over syslog, packed format"
  package let confidence = GrammarConfidence(.lines, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    while line.skipPast(UInt8(ascii: "|")) {
      line.skipBlanks()
      var copy = line
      var address = IPAddress.unspecified
      var port: UInt16 = 0
      do throws(LineFault) {
        try copy.readEndpoint(into: &address, &port, separator: UInt8(ascii: ":"))
      } catch { continue }
      if copy.skip(" A ") || copy.skip(" F ") {
        return Recognition(.strong, "an EcoNAT record (remote, A or F, outside, I or E, inside)")
      }
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard line.skipPast(UInt8(ascii: "|")) else { return .skipped }
    var outcome = LineOutcome.skipped
    var fault: LineFault?
    while true {
      line.skipBlanks()
      guard !line.isAtEnd else { break }
      do throws(LineFault) {
        try record(&line, &context)
        outcome = .events
      } catch {
        // Lines of other things have a bar too; a first record that does not begin like one is none.
        if outcome == .skipped, fault == nil, line.peek() &- UInt8(ascii: "0") >= 10 {
          return .skipped
        }
        fault = fault ?? error
        guard line.skipPast("   ") else { break }
        line.skipBlanks()
        line.seek(to: line.endOfToken())
      }
    }
    if let fault { throw fault }
    return outcome
  }

  /// `remote {A|F} outside {I|E} inside   PROTO`.
  @_lifetime(line: copy line)
  @inline(__always)
  private func record(
    _ line: inout LineCursor, _ context: inout LineContext
  ) throws(LineFault) {
    let colon = UInt8(ascii: ":")
    var inside = context.noAddress
    var outside = context.noAddress
    var destination = context.noAddress
    var insidePort: UInt16 = 0
    var outsidePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var copy = line
    try copy.readEndpoint(into: &destination, &destinationPort, separator: colon)
    let isOpen = copy.skip(" A ")
    guard isOpen || copy.skip(" F ") else { throw LineFault(.malformedRecord) }
    try copy.readEndpoint(into: &outside, &outsidePort, separator: colon)
    guard copy.skip(" I ") || copy.skip(" E ") else { throw LineFault(.malformedRecord) }
    try copy.readEndpoint(into: &inside, &insidePort, separator: colon)
    guard copy.peek() == 0x20 else { throw LineFault(.missingField) }
    copy.skipBlanks()
    guard let proto = copy.readProtocol() else { throw LineFault(.missingField) }
    let isICMP = proto == .icmp || proto == .icmpv6
    try context.add(isOpen ? .sessionOpen : .sessionClose) { event in
      event.proto = proto
      event.inside = inside
      event.insidePort = insidePort
      event.outside = outside
      event.outsidePort = outsidePort
      event.destination = destination
      event.fields = [.proto, .inside, .insidePort, .outside, .outsidePort, .destination]
      if !isICMP {
        event.destinationPort = destinationPort
        event.fields.insert(.destinationPort)
      }
    }
    line.seek(to: copy.position)
  }
}
