import NATModel

/// The records of both forms.
extension F5BIGIP {
  /// An address, its port and its route domain.
  private struct Endpoint {
    var address: IPAddress
    var port: UInt16 = 0
    var hasPort = false
    var domain = 0..<0

    @inline(__always)
    init(_ none: IPAddress) { address = none }
  }

  /// `in proto out [dst [port]]`, or for a block `in out:first-last`.
  @_lifetime(line: copy line)
  func raw(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var inside = Endpoint(context.noAddress)
    var outside = Endpoint(context.noAddress)
    var destination = Endpoint(context.noAddress)
    try readEndpoint(&line, &inside)
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    if kind == .blockAllocate || kind == .blockRelease {
      return try block(&line, kind, inside, .none, &context)
    }
    guard let proto = line.readProtocol(), line.skip(0x20) else {
      throw LineFault(.missingField)
    }
    try readEndpoint(&line, &outside)
    var hasDestination = false
    if line.skip(0x20), !line.isAtEnd {
      try readEndpoint(&line, &destination)
      hasDestination = true
      if !destination.hasPort, line.skip(0x20), !line.isAtEnd {
        destination.port = try line.readPort()
        destination.hasPort = true
      }
      guard line.isAtEnd || line.peek() == 0x20 else { throw LineFault(.malformedRecord) }
    }
    let realm = realm(line, inside, &context)
    try context.add(kind) { event in
      F5BIGIP.fill(&event, proto, inside, outside, realm)
      guard hasDestination else {
        event.fields.insert(.binding)
        return
      }
      event.destination = destination.address
      event.fields.insert(.destination)
      guard destination.hasPort, proto != .icmp, proto != .icmpv6 else { return }
      event.destinationPort = destination.port
      event.fields.insert(.destinationPort)
    }
    return .events
  }

  /// `name="value",…`, or the members of a JSON object.
  @_lifetime(line: copy line)
  func named(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var values = Values()
    var body = line
    while body.peek() != 0, body.peek() <= 0x20 { body.advance(by: 1) }
    if body.skip(UInt8(ascii: "{")) {
      try values.readObject(&body)
    } else {
      values.readList(&line)
    }
    guard !values.client.isEmpty else { throw LineFault(.missingField) }
    var inside = Endpoint(context.noAddress)
    var outside = Endpoint(context.noAddress)
    var part = line.part(values.client)
    try readEndpoint(&part, &inside)
    guard part.isAtEnd else { throw LineFault(.malformedAddress) }
    let subscriber: TextID =
      values.subscriber.isEmpty || line.equals(values.subscriber, "No-lookup")
      ? .none
      : context.texts.intern(
        line.slice(values.subscriber.lowerBound, values.subscriber.upperBound))
    if kind == .blockAllocate || kind == .blockRelease {
      guard !values.block.isEmpty else { throw LineFault(.missingField) }
      var part = line.part(values.block)
      return try block(&part, kind, inside, subscriber, &context)
    }
    guard !values.outside.isEmpty else { throw LineFault(.missingField) }
    part = line.part(values.outside)
    try readEndpoint(&part, &outside)
    guard part.isAtEnd else { throw LineFault(.malformedAddress) }
    var proto = TransportProtocol.unknown
    if !values.proto.isEmpty {
      var name = line.part(values.proto)
      guard let read = name.readProtocol(), name.isAtEnd else {
        throw LineFault(.malformedRecord)
      }
      proto = read
    }
    let start = try instant(line, values.start)
    let duration = values.duration.isEmpty ? nil : try line.number(in: values.duration)
    let realm = realm(line, inside, &context)
    let isClose = kind == .sessionClose
    let fill = { [inside, outside, proto] (event: inout Event) in
      F5BIGIP.fill(&event, proto, inside, outside, realm)
      event.fields.insert(.binding)
      if subscriber != .none {
        event.subscriber = subscriber
        event.fields.insert(.subscriber)
      }
      guard isClose, let start, duration != nil else { return }
      event.start = start
      event.fields.insert(.start)
    }
    if let start, !isClose {
      context.add(kind, at: start, resolution: 1_000_000, fill)
    } else if let start, let duration {
      let milliseconds = Int64(min(duration, 1 << 40))
      context.add(
        kind, at: start.advanced(by: milliseconds * 1_000_000), resolution: 1_000_000, fill)
    } else {
      try context.add(kind, fill)
    }
    return .events
  }

  /// `out:first-last`, blanks being allowed between.
  @_lifetime(line: copy line)
  private func block(
    _ line: inout LineCursor, _ kind: EventKind, _ inside: Endpoint, _ subscriber: TextID,
    _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var outside = Endpoint(context.noAddress)
    if let address = line.readIPv4() {
      outside.address = address
      readDomain(&line, &outside)
      guard line.skip(UInt8(ascii: ":")) else { throw LineFault(.missingField) }
      line.skipBlanks()
      outside.port = try line.readPort()
    } else {
      try line.readEndpoint(
        into: &outside.address, &outside.port, separator: UInt8(ascii: ":"))
    }
    line.skipBlanks()
    guard line.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
    line.skipBlanks()
    let last = try line.readPort()
    guard last >= outside.port else { throw LineFault(.portOutOfRange) }
    let realm = realm(line, inside, &context)
    try context.add(kind) { event in
      event.realm = realm
      event.inside = inside.address
      event.outside = outside.address
      event.outsidePort = outside.port
      event.outsidePortLast = last
      event.fields = [.binding, .inside, .outside, .outsidePort, .outsidePortLast]
      guard subscriber != .none else { return }
      event.subscriber = subscriber
      event.fields.insert(.subscriber)
    }
    return .events
  }

  @inline(__always)
  private static func fill(
    _ event: inout Event, _ proto: TransportProtocol, _ inside: Endpoint, _ outside: Endpoint,
    _ realm: TextID
  ) {
    event.realm = realm
    event.proto = proto
    event.inside = inside.address
    event.outside = outside.address
    event.fields = proto == .unknown ? [.inside, .outside] : [.proto, .inside, .outside]
    if inside.hasPort {
      event.insidePort = inside.port
      event.fields.insert(.insidePort)
    }
    if outside.hasPort {
      event.outsidePort = outside.port
      event.fields.insert(.outsidePort)
    }
  }

  /// `address`, `%domain` and `:port`, both optional.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readEndpoint(
    _ line: inout LineCursor, _ endpoint: inout Endpoint
  ) throws(LineFault) {
    if let value = line.readIPv4Value() {
      endpoint.address.high = 0
      endpoint.address.low = 0xffff_0000_0000 | UInt64(value)
    } else if let address = line.readIPv4() {
      endpoint.address = address
    } else if let percent = line.find(UInt8(ascii: "%")), percent < line.endOfToken() {
      endpoint.address = try line.address(in: line.position..<percent)
      line.seek(to: percent)
    } else if let whole = try? line.address(in: line.position..<line.endOfToken()),
      line.peek() != UInt8(ascii: "[")
    {
      endpoint.address = whole
      line.seek(to: line.endOfToken())
      return
    } else {
      try line.readEndpoint(
        into: &endpoint.address, &endpoint.port, separator: UInt8(ascii: ":"))
      endpoint.hasPort = true
      return
    }
    readDomain(&line, &endpoint)
    guard line.skip(UInt8(ascii: ":")) else { return }
    endpoint.port = try line.readPort()
    endpoint.hasPort = true
  }

  @_lifetime(line: copy line)
  @inline(__always)
  private func readDomain(_ line: inout LineCursor, _ endpoint: inout Endpoint) {
    guard line.skip(UInt8(ascii: "%")) else { return }
    let start = line.position
    while line.peek() &- UInt8(ascii: "0") < 10 { line.advance(by: 1) }
    endpoint.domain = start..<line.position
  }

  /// The route domain, unless it is the default.
  @inline(__always)
  private func realm(
    _ line: LineCursor, _ endpoint: Endpoint, _ context: inout LineContext
  ) -> TextID {
    guard !endpoint.domain.isEmpty, !line.equals(endpoint.domain, "0") else { return .none }
    return context.texts.intern(
      line.slice(endpoint.domain.lowerBound, endpoint.domain.upperBound))
  }

  /// Milliseconds since 1970, or `nil` if they are not stated.
  private func instant(
    _ line: LineCursor, _ range: Range<Int>
  ) throws(LineFault) -> Timestamp? {
    guard !range.isEmpty else { return nil }
    let milliseconds = try line.number(in: range)
    guard milliseconds < 1 << 42 else { throw LineFault(.malformedTime) }
    return Timestamp(nanoseconds: Int64(milliseconds) * 1_000_000)
  }
}

/// Where the values of a record with names stand; empty where there is none.
private struct Values {
  var proto = 0..<0
  var start = 0..<0
  var duration = 0..<0
  var client = 0..<0
  var outside = 0..<0
  var block = 0..<0
  var subscriber = 0..<0

  /// Reads `name="value"` to the end of the line.
  @_lifetime(line: copy line)
  mutating func readList(_ line: inout LineCursor) {
    var marks = FieldMarks(gap: UInt8(ascii: ","))
    while let assignment = line.readAssignment(&marks) {
      take(assignment.name, assignment.length, assignment.value)
    }
  }

  /// Reads the members of an object whose left brace was read; line breaks are blanks.
  @_lifetime(line: copy line)
  mutating func readObject(_ line: inout LineCursor) throws(LineFault) {
    while true {
      while line.peek() != 0, line.peek() <= 0x20 || line.peek() == UInt8(ascii: ",") {
        line.advance(by: 1)
      }
      guard let (key, value) = try line.readMember() else { return }
      let range: Range<Int>
      switch value {
      case .string(let text, _): range = text
      case .word(let word): range = word
      case .nested: continue
      }
      let word = line.word(at: key.lowerBound)
      let mask = key.count >= 8 ? UInt64.max : 1 &<< UInt64(8 * key.count) &- 1
      take(word & mask, key.count, range)
    }
  }

  @inline(__always)
  private mutating func take(_ name: UInt64, _ length: Int, _ value: Range<Int>) {
    switch (length, name) {
    case (3, LineCursor.word("cli")), (10, LineCursor.word("lsn_clie")): client = value
    case (3, LineCursor.word("nat")): outside = value
    case (5, LineCursor.word("start")): start = value
    case (6, LineCursor.word("lsn_pb")): block = value
    case (8, LineCursor.word("duration")): duration = value
    case (11, LineCursor.word("ip_proto")): proto = value
    case (17, LineCursor.word("pem_subs")): subscriber = value
    default: break
    }
  }
}
