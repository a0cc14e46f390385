import NATModel

/// Messages 302013 to 302021: connections.
extension CiscoASA {
  /// The protocol of a connection, TCP or UDP, without a branch on which.
  struct Transport {
    private let isUDP: UInt64

    /// From how far a message's number lies behind the one for TCP: 0 or 2.
    @inline(__always)
    init(of distance: Int) { isUDP = UInt64(truncatingIfNeeded: distance &>> 1) & 1 }

    /// The protocol's number.
    var number: UInt8 {
      @inline(__always) get { 6 &+ 11 &* UInt8(truncatingIfNeeded: isUDP) }
    }

    /// `TCP conn` or `UDP conn` as it is in memory.
    var word: UInt64 {
      @inline(__always) get {
        let tcp = LineCursor.word("TCP conn")
        return tcp ^ ((tcp ^ LineCursor.word("UDP conn")) & (0 &- isUDP))
      }
    }
  }

  /// One side of a connection: `interface:address/port`, and what it is mapped to.
  private struct Side {
    var address = IPAddress.unspecified
    var mapped = IPAddress.unspecified
    var port: UInt16 = 0
    var mappedPort: UInt16 = 0
    var isTranslated = false
    /// The name in `(LOCAL\name)` after the endpoint.
    var user = 0..<0
  }

  private static let teardownFields: EventFields = [
    .session, .proto, .inside, .insidePort, .destination, .destinationPort,
  ]
  private static let builtFields = teardownFields.union([.outside, .outsidePort])
  private static let countedFields = teardownFields.union(.bytes)

  /// `Built {inbound|outbound} TCP connection N for A to B`.
  @inline(never)
  func built(
    _ message: LineCursor, _ proto: Transport, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var line = message
    guard line.skip("Built ") else { throw LineFault(.malformedRecord) }
    let isOutbound = line.skip("outbound ")
    guard isOutbound || line.skip("inbound "), readProtocol(&line, proto) else {
      throw LineFault(.malformedRecord)
    }
    let session = try line.readNumber()
    guard line.skip(" for ") else { throw LineFault(.malformedRecord) }
    // An interface may be called anything; only in old messages a blank follows these letters.
    if line.peek() == UInt8(ascii: "f"), line.has("faddr ") {
      return try foreign(
        line, .sessionOpen, TransportProtocol(rawValue: proto.number), session: session, &context)
    }
    var first = Side()
    try readSide(&line, &first, isMapped: true, &context.firstInterface)
    guard line.skip(" to ") else { throw LineFault(.malformedRecord) }
    var second = Side()
    try readSide(&line, &second, isMapped: true, &context.secondInterface)
    let isFirstInside = !isOutbound && first.isTranslated && !second.isTranslated
    if isFirstInside { swap(&first, &second) }
    let user = second.user.isEmpty ? nil : subscriber(line, second.user, &context)
    try context.add(.sessionOpen) { event in
      event.session = session
      event.proto.rawValue = proto.number
      event.inside = second.address
      event.insidePort = second.port
      event.outside = second.mapped
      event.outsidePort = second.mappedPort
      event.destination = first.address
      event.destinationPort = first.port
      event.fields = CiscoASA.builtFields
      if let user { CiscoASA.setSubscriber(&event, user) }
    }
    return .events
  }

  /// `Teardown TCP connection N for A to B duration h:mm:ss bytes n reason`.
  @inline(never)
  func teardown(
    _ message: LineCursor, _ proto: Transport, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var line = message
    guard line.skip("Teardown "), readProtocol(&line, proto) else {
      throw LineFault(.malformedRecord)
    }
    let session = try line.readNumber()
    guard line.skip(" for ") else { throw LineFault(.malformedRecord) }
    if line.peek() == UInt8(ascii: "f"), line.has("faddr ") {
      return try foreign(
        line, .sessionClose, TransportProtocol(rawValue: proto.number), session: session, &context)
    }
    var first = Side()
    try readSide(&line, &first, isMapped: false, &context.firstInterface)
    guard line.skip(" to ") else { throw LineFault(.malformedRecord) }
    var second = Side()
    try readSide(&line, &second, isMapped: false, &context.secondInterface)
    let isFirstInside = first.address.isInsideRange && !second.address.isInsideRange
    if isFirstInside { swap(&first, &second) }
    guard line.skip(" duration ") else { throw LineFault(.missingField) }
    let seconds = try line.readDuration()
    let hasBytes = line.skip(" bytes ")
    let bytes = hasBytes ? try line.readNumber() : 0
    let user = second.user.isEmpty ? nil : subscriber(line, second.user, &context)
    let start = context.start(before: seconds)
    try context.add(.sessionClose) { event in
      event.session = session
      event.proto.rawValue = proto.number
      event.inside = second.address
      event.insidePort = second.port
      event.destination = first.address
      event.destinationPort = first.port
      event.bytes = bytes
      event.fields = hasBytes ? CiscoASA.countedFields : CiscoASA.teardownFields
      if let start { CiscoASA.setStart(&event, start) }
      if let user { CiscoASA.setSubscriber(&event, user) }
    }
    return .events
  }

  /// `TCP connection ` or `UDP connection `: what the message's number says, without a branch on it.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readProtocol(_ line: inout LineCursor, _ proto: Transport) -> Bool {
    guard line.hasRoom, line.position &+ 15 <= line.end else { return false }
    guard line.uncheckedWord(at: line.position) == proto.word,
      line.uncheckedWord(at: line.position &+ 7) == LineCursor.word("nection ")
    else { return false }
    line.move(to: line.position &+ 15)
    return true
  }

  @inline(__always)
  static func setStart(_ event: inout Event, _ start: Timestamp) {
    event.start = start
    event.fields.insert(.start)
  }

  static func setSubscriber(_ event: inout Event, _ subscriber: TextID) {
    event.subscriber = subscriber
    if subscriber != .none { event.fields.insert(.subscriber) }
  }

  /// `interface:address/port`, `(address/port)` where mapped addresses are printed, `(user)`.
  @_lifetime(line: copy line)
  @inline(always)
  private func readSide(
    _ line: inout LineCursor, _ side: inout Side, isMapped: Bool, _ interface: inout WordMemo
  ) throws(LineFault) {
    guard line.skipPast(&interface) else { throw LineFault(.missingField) }
    let start = line.position
    try line.readEndpoint(into: &side.address, &side.port, separator: UInt8(ascii: "/"))
    if isMapped {
      let length = line.position &- start
      guard line.skip(" (") else { throw LineFault(.missingField) }
      // Most endpoints are not translated, and then the same text stands here again.
      // Others differ from the first bytes on, so that this is asked first: it can be predicted.
      if line.isRepeated(length, at: start, and: line.position),
        line.byte(at: line.position &+ length) == UInt8(ascii: ")")
      {
        side.mapped = side.address
        side.mappedPort = side.port
        line.advance(by: length &+ 1)
      } else {
        try line.readEndpoint(
          into: &side.mapped, &side.mappedPort, separator: UInt8(ascii: "/"))
        guard line.skip(UInt8(ascii: ")")) else { throw LineFault(.malformedRecord) }
        side.isTranslated =
          side.address.low != side.mapped.low || side.address.high != side.mapped.high
          || side.port != side.mappedPort
      }
    }
    if line.peek() == UInt8(ascii: "(") {
      var copy = line
      side.user = try readUser(&copy)
      line.move(to: copy.position)
    }
  }

  /// `(LOCAL\user)` or `(LOCAL\user, 123)`: the range of the name.
  @_lifetime(line: copy line)
  @inline(never)
  func readUser(_ line: inout LineCursor) throws(LineFault) -> Range<Int> {
    line.advance(by: 1)
    guard let close = line.find(UInt8(ascii: ")")) else { throw LineFault(.malformedRecord) }
    let comma = line.find(UInt8(ascii: ",")).map { min($0, close) } ?? close
    let user = line.position..<comma
    line.seek(to: close + 1)
    return user
  }

  @inline(never)
  func subscriber(_ line: LineCursor, _ user: Range<Int>, _ context: inout LineContext) -> TextID {
    context.texts.intern(line.slice(user.lowerBound, user.upperBound))
  }

  /// `{Built {in|out}bound|Teardown} ICMP connection for faddr a/n gaddr a/id laddr a/id type t …`.
  ///
  /// The identifier of an echo is on the NAT's side (gaddr, laddr); the other number is 0. Newer
  /// releases print a user after an address and `(user)` after the last.
  @_lifetime(line: copy line)
  func icmp(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = Event(kind)
    event.proto = .icmp
    event.fields = [.proto, .inside, .insidePort, .outside, .outsidePort, .destination]
    guard line.skipPast("ICMP connection for faddr ") else { throw LineFault(.malformedRecord) }
    event.destination = try line.readAddress(before: UInt8(ascii: "/"))
    _ = try readIdentifier(&line)
    guard line.skip(" gaddr ") else { throw LineFault(.missingField) }
    event.outside = try line.readAddress(before: UInt8(ascii: "/"))
    event.outsidePort = try readIdentifier(&line).identifier
    guard line.skip(" laddr ") else { throw LineFault(.missingField) }
    event.inside = try line.readAddress(before: UInt8(ascii: "/"))
    let (identifier, user) = try readIdentifier(&line)
    event.insidePort = identifier
    if !user.isEmpty { CiscoASA.setSubscriber(&event, subscriber(line, user, &context)) }
    if !event.inside.isIPv4 { event.proto = .icmpv6 }
    try context.add(&event)
    return .events
  }

  @_lifetime(line: copy line)
  private func readIdentifier(_ line: inout LineCursor) throws(LineFault)
    -> (identifier: UInt16, user: Range<Int>)
  {
    guard line.skip(UInt8(ascii: "/")) else { throw LineFault(.malformedPort) }
    let identifier = try line.readPort()
    return (identifier, line.peek() == UInt8(ascii: "(") ? try readUser(&line) : 0..<0)
  }
}
