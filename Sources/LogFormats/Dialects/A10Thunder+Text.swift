import NATModel

/// ASCII records.
extension A10Thunder {
  /// What the head of a record says.
  enum Head {
    /// `NAT-TCP-C: `; no kind for a letter that tells of no event.
    case mapping(TransportProtocol, EventKind?)
    /// `FIXED-NAT-PORTS `.
    case fixed
  }

  /// Passes over everything up to and including the next head.
  @_lifetime(line: copy line)
  static func findText(_ line: inout LineCursor) -> Head? {
    while line.skipPast("NAT-") {
      if line.skip("PORTS "),
        ByteSearch.matches(
          "FIXED-", in: line.bytes, at: line.position - 16, to: line.end)
      {
        return .fixed
      }
      var copy = line
      guard let proto = readName(&copy), copy.skip(UInt8(ascii: "-")) else { continue }
      let letter = copy.peek()
      copy.advance(by: 1)
      guard copy.skip(": ") else { continue }
      line.seek(to: copy.position)
      switch letter {
      case UInt8(ascii: "C"), UInt8(ascii: "B"): return .mapping(proto, .sessionOpen)
      case UInt8(ascii: "F"), UInt8(ascii: "D"): return .mapping(proto, .sessionClose)
      default: return .mapping(proto, nil)
      }
    }
    return nil
  }

  @_lifetime(line: copy line)
  private static func readName(_ line: inout LineCursor) -> TransportProtocol? {
    if line.skip("TCP") { return .tcp }
    if line.skip("UDP") { return .udp }
    if line.skip("ICMPv6") { return .icmpv6 }
    return line.skip("ICMP") ? .icmp : nil
  }

  /// All ASCII records of a line.
  func texts(
    _ line: LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var line = line
    var outcome = LineOutcome.skipped
    var fault: LineFault?
    while let head = A10Thunder.findText(&line) {
      do throws(LineFault) {
        switch head {
        case .fixed: try fixed(&line, &context)
        case .mapping(let proto, let kind?): try mapping(&line, proto, kind, &context)
        case .mapping: continue
        }
        outcome = .events
      } catch {
        fault = fault ?? error
      }
    }
    if let fault { throw fault }
    return outcome
  }

  /// `in:p<-->out:p to dst:p`, `in:p -> out: p`, or `in:p<->dst:p,out:p<-->dst:p`.
  @_lifetime(line: copy line)
  private func mapping(
    _ line: inout LineCursor, _ proto: TransportProtocol, _ kind: EventKind,
    _ context: inout LineContext
  ) throws(LineFault) {
    let colon = UInt8(ascii: ":")
    var event = context.event(kind)
    event.proto = proto
    event.fields = [.proto, .inside, .insidePort, .outside, .outsidePort]
    try line.readEndpoint(into: &event.inside, &event.insidePort, separator: colon)
    if line.skip("<-->") {
      try line.readEndpoint(into: &event.outside, &event.outsidePort, separator: colon)
      if line.skip(" to ") {
        try line.readEndpoint(into: &event.destination, &event.destinationPort, separator: colon)
        event.fields.formUnion([.destination, .destinationPort])
      }
    } else if line.skip("<->") {
      try line.readEndpoint(into: &event.destination, &event.destinationPort, separator: colon)
      guard line.skip(UInt8(ascii: ",")) else { throw LineFault(.missingField) }
      try line.readEndpoint(into: &event.outside, &event.outsidePort, separator: colon)
      guard line.skip("<-->") else { throw LineFault(.malformedRecord) }
      // Where the server's answers come from: the same, unless its address is translated too.
      var address = IPAddress.unspecified
      var port: UInt16 = 0
      try line.readEndpoint(into: &address, &port, separator: colon)
      event.fields.formUnion([.destination, .destinationPort])
    } else {
      guard line.skip(" -> ") else { throw LineFault(.malformedRecord) }
      try readSpaced(&line, &event)
    }
    if proto == .icmp || proto == .icmpv6, event.fields.contains(.destination) {
      event.destinationPort = 0
      event.fields.remove(.destinationPort)
    }
    if !event.fields.contains(.destination) { event.fields.insert(.binding) }
    try context.add(&event)
  }

  /// `out: p`, the blank being optional.
  @_lifetime(line: copy line)
  private func readSpaced(_ line: inout LineCursor, _ event: inout Event) throws(LineFault) {
    guard let address = line.readIPv4() else {
      try line.readEndpoint(
        into: &event.outside, &event.outsidePort, separator: UInt8(ascii: ":"))
      return
    }
    event.outside = address
    guard line.skip(UInt8(ascii: ":")) else { throw LineFault(.malformedPort) }
    line.skipBlanks()
    event.outsidePort = try line.readPort()
  }

  /// `in->out:first-last`.
  @_lifetime(line: copy line)
  private func fixed(
    _ line: inout LineCursor, _ context: inout LineContext
  ) throws(LineFault) {
    var event = context.event(.blockAllocate)
    event.fields = [.binding, .inside, .outside, .outsidePort, .outsidePortLast]
    event.inside = try line.readAddress(before: UInt8(ascii: "-"))
    guard line.skip("->") else { throw LineFault(.malformedRecord) }
    try line.readEndpoint(into: &event.outside, &event.outsidePort, separator: UInt8(ascii: ":"))
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    event.outsidePortLast = try line.readPort()
    guard event.outsidePortLast >= event.outsidePort else { throw LineFault(.portOutOfRange) }
    try context.add(&event)
  }
}
