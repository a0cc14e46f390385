import NATModel

/// Records of sessions and of matches of NAT rules.
extension JuniperMX {
  /// `App:none, xe-3/1/1.0#012 in:p [out:p] -> dst:p (UDP)`.
  @_lifetime(line: copy line)
  func session(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var inside = context.noAddress
    var outside = context.noAddress
    var destination = context.noAddress
    var insidePort: UInt16 = 0
    var outsidePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    guard line.skipPast(UInt8(ascii: ",")) else { throw LineFault(.missingField) }
    try readSource(&line, &inside, &insidePort)
    line.skipBlanks()
    var hasOutsidePort = true
    if line.skip(UInt8(ascii: "[")) {
      hasOutsidePort = try readTranslated(&line, &outside, &outsidePort)
      line.skipBlanks()
    } else {
      outside = inside
      outsidePort = insidePort
    }
    guard line.skip("->") else { throw LineFault(.malformedRecord) }
    line.skipBlanks()
    if line.skip(UInt8(ascii: "[")) {
      _ = try readTranslated(&line, &destination, &destinationPort)
      line.skipBlanks()
    }
    // Only brackets: there is no other destination than the translated one.
    if line.peek() != UInt8(ascii: "(") {
      try readEndpoint(&line, &destination, &destinationPort)
    }
    guard line.skipPast(UInt8(ascii: "(")), let proto = line.readProtocol() else {
      throw LineFault(.missingField)
    }
    let isICMP = proto == .icmp || proto == .icmpv6
    try context.add(kind) { event in
      event.proto = proto
      event.inside = inside
      event.insidePort = insidePort
      event.outside = outside
      event.destination = destination
      event.fields = [.proto, .inside, .insidePort, .outside, .destination]
      if hasOutsidePort {
        event.outsidePort = outsidePort
        event.fields.insert(.outsidePort)
      }
      if !isICMP {
        event.destinationPort = destinationPort
        event.fields.insert(.destinationPort)
      }
    }
    return .events
  }

  /// `proto 17 (UDP) application: any, xe-2/0/0.32767:in:p -> dst:p, Match NAT rule-set: …`.
  @_lifetime(line: copy line)
  func match(
    _ line: inout LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var inside = context.noAddress
    var destination = context.noAddress
    var insidePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    guard line.skip("proto ") else { throw LineFault(.malformedRecord) }
    let number = try line.readNumber()
    guard number <= 255 else { throw LineFault(.malformedNumber) }
    guard line.skipPast(UInt8(ascii: ",")) else { throw LineFault(.missingField) }
    try readSource(&line, &inside, &insidePort)
    guard line.skip(" -> ") else { throw LineFault(.malformedRecord) }
    try readEndpoint(&line, &destination, &destinationPort)
    let proto = TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
    let isICMP = proto == .icmp || proto == .icmpv6
    try context.add(.flow) { event in
      event.proto = proto
      event.inside = inside
      event.insidePort = insidePort
      event.destination = destination
      event.fields = [.proto, .inside, .insidePort, .destination]
      if !isICMP {
        event.destinationPort = destinationPort
        event.fields.insert(.destinationPort)
      }
    }
    return .events
  }

  /// An interface or none, and after a blank, a colon or an escaped line break the endpoint.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readSource(
    _ line: inout LineCursor, _ address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    line.skipBlanks()
    if JuniperMX.startsInterface(line) {
      while !line.isAtEnd, line.peek() > 0x23, line.peek() != UInt8(ascii: ":") {
        line.advance(by: 1)
      }
      if !line.skip("#012") { _ = line.skip(UInt8(ascii: ":")) }
      line.skipBlanks()
    }
    try readEndpoint(&line, &address, &port)
  }

  /// True unless an address begins here; names of interfaces begin with letters.
  @inline(__always)
  private static func startsInterface(_ line: LineCursor) -> Bool {
    let byte = line.peek()
    guard byte > UInt8(ascii: ":") else { return false }
    // The first group of an IPv6 address may be letters too; interfaces have a unit (`ae0.100`).
    var length = 0
    while length < 5, hexadecimalValue(line.peek(length)) != nil { length += 1 }
    return line.peek(length) != UInt8(ascii: ":")
  }

  /// `address:port`, or `address/port` as older releases write it.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readEndpoint(
    _ line: inout LineCursor, _ address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    if let value = line.readIPv4Value() {
      guard line.skip(UInt8(ascii: ":")) || line.skip(UInt8(ascii: "/")) else {
        throw LineFault(.malformedPort)
      }
      address.high = 0
      address.low = 0xffff_0000_0000 | UInt64(value)
      port = try line.readPort()
    } else if let slash = line.find(UInt8(ascii: "/")), slash < line.endOfToken() {
      address = try line.address(in: line.position..<slash)
      line.seek(to: slash + 1)
      port = try line.readPort()
    } else {
      try line.readEndpoint(into: &address, &port, separator: UInt8(ascii: ":"))
    }
  }

  /// What stands in brackets, whose left one was read; false if it is an address without a port.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readTranslated(
    _ line: inout LineCursor, _ address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) -> Bool {
    let start = line.position
    var hasPort = true
    if let v4 = line.readIPv4(), line.peek() == UInt8(ascii: "]") {
      address = v4
      hasPort = false
    } else {
      line.seek(to: start)
      try readEndpoint(&line, &address, &port)
    }
    guard line.skip(UInt8(ascii: "]")) else { throw LineFault(.malformedRecord) }
    return hasPort
  }
}
