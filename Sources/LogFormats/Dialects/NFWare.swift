package import NATModel

/// NFWare vCGNAT: sessions, mappings and blocks of ports, as the message of an RFC 5424 record.
///
/// ```
/// A VRF 0 6 INT 10.0.0.1:57938 EXT 100.64.0.1:28475 DST 185.165.123.206:443 DIR OUT
/// A VRF 0 6 INT 10.0.0.1:57938 EXT 100.64.0.1:28475
/// A VRF 0 INT 10.0.0.1 EXT 100.64.0.1:1024-1535
/// A VRF 0 INT 10.0.0.1 EXT 100.64.0.1
/// ```
///
/// `A` adds and `D` deletes. With a destination it is a session; without one a mapping of an endpoint
/// or of an address (a binding), or with `first-last` a block of ports. The number after the VRF is
/// the protocol. `INT` is the subscriber whichever side began (`DIR`). A VRF other than 0 is a realm.
package struct NFWare: LogDialect {
  package let id = "nfware"
  package let title = "NFWare vCGNAT"
  package let documentation = "NFWare vCGNAT manual as quoted by third-party parsers"
  package let confidence = GrammarConfidence(.sample, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose, .blockAllocate, .blockRelease]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    guard copy.skipPast(" VRF "), copy.skipPast(" INT "), copy.skipPast(" EXT ") else {
      return .none
    }
    return Recognition(.strong, "an NFWare record (VRF, INT, EXT)")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    // The message is a letter and ` VRF `; whatever header there is stands before it.
    guard let mark = line.find(" VRF "), mark > line.position else { return .skipped }
    let colon = UInt8(ascii: ":")
    let letter = line.byte(at: mark - 1)
    let isFirst = mark - 1 == line.position
    guard letter == UInt8(ascii: "A") || letter == UInt8(ascii: "D"),
      isFirst || line.byte(at: mark - 2) == 0x20
    else { return .skipped }
    // Without a header the letter would be taken for one.
    var event = context.event(letter == UInt8(ascii: "A") ? .sessionOpen : .sessionClose)
    if !isFirst { context.readEnvelope(of: line) }
    line.seek(to: mark + 5)
    let realm = line.position..<line.endOfToken()
    if !line.equals(realm, "0") {
      event.realm = context.texts.intern(line.slice(realm.lowerBound, realm.upperBound))
    }
    line.seek(to: realm.upperBound)
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    if !line.has("INT ") {
      let number = try line.readNumber()
      guard number <= 255, line.skip(0x20) else { throw LineFault(.malformedNumber) }
      event.proto.rawValue = UInt8(truncatingIfNeeded: number)
      event.fields.insert(.proto)
    }
    guard line.skip("INT ") else { throw LineFault(.missingField) }
    event.fields.formUnion([.inside, .outside])
    if let (address, port) = line.readIPv4Endpoint(separator: colon) {
      event.inside = address
      event.insidePort = port
      event.fields.insert(.insidePort)
    } else {
      event.inside = try NFWare.readAddress(&line)
      if line.skip(colon) {
        event.insidePort = try line.readPort()
        event.fields.insert(.insidePort)
      }
    }
    guard line.skip(" EXT ") else { throw LineFault(.missingField) }
    event.outside = try NFWare.readAddress(&line)
    if line.skip(UInt8(ascii: ":")) {
      event.outsidePort = try line.readPort()
      event.fields.insert(.outsidePort)
      if line.skip(UInt8(ascii: "-")) {
        event.outsidePortLast = try line.readPort()
        guard event.outsidePort <= event.outsidePortLast else { throw LineFault(.portOutOfRange) }
        event.fields.insert(.outsidePortLast)
        event.kind = event.kind == .sessionOpen ? .blockAllocate : .blockRelease
      }
    }
    if line.skip(" DST ") {
      event.destination = try NFWare.readAddress(&line)
      event.fields.insert(.destination)
      if line.skip(colon) {
        event.destinationPort = try line.readPort()
        event.fields.insert(.destinationPort)
      }
    } else {
      event.fields.insert(.binding)
    }
    guard line.isAtEnd || line.peek() == 0x20 else { throw LineFault(.malformedRecord) }
    if isFirst {
      context.addStamped(&event)
    } else {
      try context.add(&event)
    }
    return .events
  }

  /// An IPv4 address, or an IPv6 one in brackets.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readAddress(_ line: inout LineCursor) throws(LineFault) -> IPAddress {
    if line.peek() == UInt8(ascii: "[") { return try line.readBracketedAddress() }
    return try line.readAddress(before: UInt8(ascii: ":"))
  }
}
