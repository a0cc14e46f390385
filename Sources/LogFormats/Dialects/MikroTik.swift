package import NATModel

/// MikroTik RouterOS firewall log: lines of the forward chain that carry a NAT clause.
///
/// ```
/// [topics] [prefix] forward: in:<pppoe-user> out:<if>, [connection-state:new,snat ][src-mac m,]
///   proto TCP (SYN), a:p->b:p, NAT (a:p->out:p)->b:p, len n
/// ```
///
/// - Each line opens a session; RouterOS writes nothing when it ends.
/// - Inside is left in the bracket, outside right in it, destination after it. A clause that
///   translates the destination (`NAT a:p->(b:p->c:p)`) says nothing about an outside endpoint, and
///   a line without a clause (all of the srcnat chain) nothing about a translation: both skipped.
/// - Names of interfaces are chosen by users (PPPoE) and may hold anything, the words of this
///   grammar included; so the record is read from its last ` proto `, behind all names.
/// - `in:<pppoe-user>` names the subscriber; so do l2tp, pptp, sstp, ovpn.
package struct MikroTik: LogDialect {
  package let id = "mikrotik"
  package let title = "MikroTik RouterOS"
  package let documentation = "RouterOS documentation, Log and IP Firewall"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.skipPast(": in:"), line.skipPast(" out:"), line.skipPast(" proto "),
      line.skipPast("->")
    else { return .none }
    return Recognition(.strong, "a RouterOS firewall line (in:, out:, proto, ->)")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard let chain = line.find(" in:") ?? startsWithInterface(line) else { return .skipped }
    line.seek(to: chain)
    _ = line.skip(0x20)
    let interface = readInterface(line)
    guard let last = lastProtocol(line) else { return .skipped }
    line.seek(to: last)
    var event = context.event(.sessionOpen)
    let name = line.position..<line.endOfToken()
    line.seek(to: name.upperBound)
    guard let clause = line.find(", NAT (") else { return .skipped }
    event.proto = try proto(line, name)
    line.seek(to: clause + 7)
    (event.inside, event.insidePort) = try readEndpoint(&line, &event, .insidePort)
    guard line.skip("->") else { throw LineFault(.malformedRecord) }
    (event.outside, event.outsidePort) = try readEndpoint(&line, &event, .outsidePort)
    guard line.skip(")->") else { throw LineFault(.malformedRecord) }
    (event.destination, event.destinationPort) = try readEndpoint(&line, &event, .destinationPort)
    // Before the comma a further byte would mean that the endpoint was not understood.
    guard line.isAtEnd || line.peek() == UInt8(ascii: ",") else {
      throw LineFault(.malformedRecord)
    }
    event.fields.formUnion([.proto, .inside, .outside, .destination])
    if !interface.isEmpty {
      event.subscriber = context.texts.intern(
        line.slice(interface.lowerBound, interface.upperBound))
      event.fields.insert(.subscriber)
    }
    try context.add(&event)
    return .events
  }

  private func startsWithInterface(_ line: LineCursor) -> Int? {
    line.has("in:") ? line.position : nil
  }

  /// The user's name in `in:<pppoe-name> out:`, or an empty range.
  private func readInterface(_ line: LineCursor) -> Range<Int> {
    var line = line
    guard line.skip("in:<") else { return 0..<0 }
    guard
      line.skip("pppoe-") || line.skip("l2tp-") || line.skip("pptp-") || line.skip("sstp-")
        || line.skip("ovpn-"), let close = line.find("> out:"), close > line.position
    else { return 0..<0 }
    return line.position..<close
  }

  /// The index after the last ` proto ` of the line.
  private func lastProtocol(_ line: LineCursor) -> Int? {
    var line = line
    var last: Int?
    while line.skipPast(" proto ") { last = line.position }
    return last
  }

  /// The protocol of a name or number, which a comma or ` (flags)` follows.
  private func proto(_ line: LineCursor, _ name: Range<Int>) throws(LineFault)
    -> TransportProtocol
  {
    var word = line.part(name)
    if word.skip("TCP") {
      guard word.isAtEnd || word.peek() == UInt8(ascii: ",") else {
        throw LineFault(.malformedRecord)
      }
      return .tcp
    }
    if word.skip("UDP") {
      guard word.isAtEnd || word.peek() == UInt8(ascii: ",") else {
        throw LineFault(.malformedRecord)
      }
      return .udp
    }
    if word.skip("ICMPv6") { return .icmpv6 }
    if word.skip("ICMP") { return .icmp }
    let number = try word.readNumber()
    guard number <= 255 else { throw LineFault(.malformedNumber) }
    return TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
  }

  /// `address:port`, `[v6]:port`, or an address alone for protocols without ports.
  @_lifetime(line: copy line)
  private func readEndpoint(
    _ line: inout LineCursor, _ event: inout Event, _ field: EventFields
  ) throws(LineFault) -> (IPAddress, UInt16) {
    let address: IPAddress
    if line.skip(UInt8(ascii: "[")) {
      address = try line.readAddress(before: UInt8(ascii: "]"))
      guard line.skip(UInt8(ascii: "]")) else { throw LineFault(.malformedAddress) }
    } else if let v4 = line.readIPv4() {
      address = v4
    } else {
      throw LineFault(.malformedAddress)
    }
    guard line.skip(UInt8(ascii: ":")) else {
      guard event.proto != .tcp && event.proto != .udp else { throw LineFault(.malformedPort) }
      return (address, 0)
    }
    let port = try line.readPort()
    event.fields.insert(field)
    return (address, port)
  }
}
