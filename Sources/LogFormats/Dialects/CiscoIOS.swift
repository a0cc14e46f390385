package import NATModel

/// Cisco IOS and IOS XE translations in syslog.
///
/// ```
/// %IPNAT-6-NAT_CREATED: Created tcp <il> <ig> <ol> <og>                          (IOS)
/// %IPNAT-6-CREATED: tcp <il> <ig> <ol> <og>                                      (later IOS)
/// … %NAT-6-LOG_TRANSLATION: Created Translation UDP <il> <ig> <ol> <og> <vrf>    (IOS XE)
/// ```
///
/// each also with `DELETED`. The four endpoints are inside local, inside global, outside local and
/// outside global: inside is the first, outside the second. Destination is the fourth, the server as it
/// is on the wire; the third differs from it only where the destination is translated too.
///
/// - An endpoint is `address:port`, an address alone for protocols without ports, or `---` where a
///   static entry has none: such a record is a binding.
/// - The number of ICMP is the identifier and stands at all four; no destination port is read.
/// - A VRF other than 0 is the realm. IOS XE may pad it with bytes that a relay printed as dots.
/// - IOS XE puts a platform tag in front of the NAT's own.
/// - With `service timestamps log uptime` a line has a time of day or none, and no date: such an event
///   has no time.
///
/// Every other message of IOS is skipped. Block allocation is exported by NetFlow, never as text.
package struct CiscoIOS: LogDialect {
  package let id = "cisco-ios"
  package let title = "Cisco IOS and IOS XE"
  package let documentation = "Cisco IOS IP NAT configuration guide, ip nat log translations syslog"
  package let confidence = GrammarConfidence(
    .lines, isSeenInRealLines: true, unseen: "IPNAT-6-CREATED")
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var search = line
    if CiscoIOS.readName(&search) != nil {
      return Recognition(.strong, "an IPNAT or NAT translation message")
    }
    search = line
    while search.skipPast(UInt8(ascii: "%")) {
      if CiscoIOS.isMessage(search) { return Recognition(.weak, "a Cisco message name") }
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.message)
    guard let kind = CiscoIOS.readName(&line) else { return .skipped }
    var inside = Side(context.noAddress)
    var outside = Side(context.noAddress)
    var local = Side(context.noAddress)
    var destination = Side(context.noAddress)
    let proto: TransportProtocol
    if line.skip("---") {
      proto = .unknown
    } else if let read = line.readProtocol() {
      proto = read
    } else {
      throw LineFault(.malformedRecord)
    }
    try readSide(&line, &inside, proto)
    try readSide(&line, &outside, proto)
    try readSide(&line, &local, proto)
    try readSide(&line, &destination, proto)
    guard line.isAtEnd || line.peek() == 0x20 else { throw LineFault(.malformedRecord) }
    guard inside.hasAddress, outside.hasAddress else { throw LineFault(.missingField) }
    guard inside.hasPort == outside.hasPort else { throw LineFault(.malformedPort) }
    let realm = line.skip(0x20) ? readRealm(&line, &context) : .none
    let isICMP = proto == .icmp || proto == .icmpv6
    try context.add(kind) { event in
      event.proto = proto
      event.realm = realm
      event.inside = inside.address
      event.outside = outside.address
      event.fields = proto == .unknown ? [.inside, .outside] : [.proto, .inside, .outside]
      if inside.hasPort {
        event.insidePort = inside.port
        event.outsidePort = outside.port
        event.fields.formUnion([.insidePort, .outsidePort])
      }
      guard destination.hasAddress else {
        event.fields.insert(.binding)
        return
      }
      event.destination = destination.address
      event.fields.insert(.destination)
      guard destination.hasPort, !isICMP else { return }
      event.destinationPort = destination.port
      event.fields.insert(.destinationPort)
    }
    return .events
  }

  /// One of the four endpoints.
  private struct Side {
    var address: IPAddress
    var port: UInt16 = 0
    var hasAddress = false
    var hasPort = false

    @inline(__always)
    init(_ none: IPAddress) { address = none }
  }

  @_lifetime(line: copy line)
  @inline(__always)
  private func readSide(
    _ line: inout LineCursor, _ side: inout Side, _ proto: TransportProtocol
  ) throws(LineFault) {
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    if line.skip("---") { return }
    side.hasAddress = true
    if proto == .tcp || proto == .udp {
      side.hasPort = true
      try line.readEndpoint(into: &side.address, &side.port, separator: UInt8(ascii: ":"))
    } else {
      try readPortless(&line, &side)
    }
  }

  /// An endpoint of a protocol that may have no ports.
  @_lifetime(line: copy line)
  @inline(never)
  private func readPortless(_ line: inout LineCursor, _ side: inout Side) throws(LineFault) {
    let token = line.position..<line.endOfToken()
    if let address = try? line.address(in: token) {
      side.address = address
      line.seek(to: token.upperBound)
    } else {
      side.hasPort = true
      try line.readEndpoint(into: &side.address, &side.port, separator: UInt8(ascii: ":"))
    }
  }

  /// The VRF's number, 0 being the global table.
  @_lifetime(line: copy line)
  private func readRealm(_ line: inout LineCursor, _ context: inout LineContext) -> TextID {
    let start = line.position
    guard let number = try? line.readNumber(), number > 0 else { return .none }
    return context.texts.intern(line.slice(start, line.position))
  }

  /// Passes over the tag and the words up to the protocol, wherever they stand.
  ///
  /// Two tags may stand in one line; the platform's is none of the NAT's.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readName(_ line: inout LineCursor) -> EventKind? {
    while line.skipPast(UInt8(ascii: "%")) {
      if line.skip("IPNAT-") {
        line.advance(by: 1)
        if line.skip("-NAT_CREATED: Created ") || line.skip("-CREATED: ") { return .sessionOpen }
        if line.skip("-NAT_DELETED: Deleted ") || line.skip("-DELETED: ") { return .sessionClose }
      } else if line.skip("NAT-") {
        line.advance(by: 1)
        guard line.skip("-LOG_TRANSLATION: ") else { continue }
        if line.skip("Created Translation ") { return .sessionOpen }
        if line.skip("Deleted Translation ") { return .sessionClose }
      }
    }
    return nil
  }

  /// True for `FACILITY-5-MNEMONIC: `, unless a firewall writes it (`ASA-6-302013: `).
  private static func isMessage(_ line: LineCursor) -> Bool {
    guard !line.has("ASA-"), !line.has("FTD-"), !line.has("PIX-") else { return false }
    var index = 0
    var dashes = 0
    while isCapital(line.peek(index)) {
      if line.peek(index) == UInt8(ascii: "-") { dashes += 1 }
      index += 1
    }
    guard dashes >= 2, line.peek(index) == UInt8(ascii: ":"), line.peek(index + 1) == 0x20 else {
      return false
    }
    // The last dash but one and the last enclose the severity; a mnemonic begins with a letter.
    var last = index - 1
    while last > 0, line.peek(last) != UInt8(ascii: "-") { last -= 1 }
    return line.peek(last + 1) &- UInt8(ascii: "A") < 26 && line.peek(last - 2) == UInt8(ascii: "-")
      && line.peek(last - 1) &- UInt8(ascii: "0") < 8
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "A") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }
}
