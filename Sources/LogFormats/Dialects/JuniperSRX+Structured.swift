import NATModel

/// Messages with structured data: parameters by name, in any order.
extension JuniperSRX {
  /// `[junos@2636.… source-address="…" nat-source-address="…" …]`.
  @_lifetime(line: copy line)
  func session(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = context.event(kind)
    var elapsed: UInt64?
    var quotes = ByteMarks(UInt8(ascii: "\""), from: line.position)
    while let parameter = line.readParameter(&quotes) {
      let value = parameter.value
      switch line.name(parameter.key) {
      case "source-address":
        event.inside = try line.address(in: value)
        event.fields.insert(.inside)
      case "source-port":
        event.insidePort = try line.port(in: value)
        event.fields.insert(.insidePort)
      case "nat-source-address":
        event.outside = try line.address(in: value)
        event.fields.insert(.outside)
      case "nat-source-port":
        event.outsidePort = try line.port(in: value)
        event.fields.insert(.outsidePort)
      case "destination-address":
        event.destination = try line.address(in: value)
        event.fields.insert(.destination)
      case "destination-port":
        event.destinationPort = try line.port(in: value)
        event.fields.insert(.destinationPort)
      case "protocol-id":
        event.proto = try JuniperSRX.proto(line.number(in: value))
        event.fields.insert(.proto)
      case "session-id-32", "session-id":
        event.session = try line.number(in: value)
        event.fields.insert(.session)
      case "packets-from-client", "packets-from-server":
        event.packets = LineCursor.saturate(event.packets, try line.number(in: value))
        event.fields.insert(.packets)
      case "bytes-from-client", "bytes-from-server":
        event.bytes = LineCursor.saturate(event.bytes, try line.number(in: value))
        event.fields.insert(.bytes)
      case "elapsed-time": elapsed = try line.number(in: value)
      case "username": JuniperSRX.setSubscriber(&event, line, value, &context)
      default: break
      }
    }
    return try finish(&event, elapsed: elapsed, &context)
  }

  /// Checks that the endpoints are there and adds the event.
  func finish(
    _ event: inout Event, elapsed: UInt64?, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard event.has([.inside, .destination, .proto]) else { throw LineFault(.missingField) }
    if event.kind == .sessionClose, let elapsed, context.envelope.fields.contains(.time) {
      let seconds = Int64(min(elapsed, 1 << 32))
      event.start = context.envelope.time.advanced(by: -seconds * 1_000_000_000)
      event.fields.insert(.start)
    }
    try context.add(&event)
    return .events
  }

  /// `[internal-ip="…" block-port-low="…" block-port-high="…" reflexive-ip="…" epoch-time-64="hex"]`.
  @_lifetime(line: copy line)
  func block(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var event = context.event(kind)
    var epoch: UInt64?
    var quotes = ByteMarks(UInt8(ascii: "\""), from: line.position)
    while let parameter = line.readParameter(&quotes) {
      let value = parameter.value
      switch line.name(parameter.key) {
      case "internal-ip":
        event.inside = try line.address(in: value)
        event.fields.insert(.inside)
      case "reflexive-ip":
        event.outside = try line.address(in: value)
        event.fields.insert(.outside)
      case "block-port-low":
        event.outsidePort = try line.port(in: value)
        event.fields.insert(.outsidePort)
      case "block-port-high":
        event.outsidePortLast = try line.port(in: value)
        event.fields.insert(.outsidePortLast)
      case "epoch-time-64":
        var part = line.part(value)
        epoch = try part.readHexadecimal()
        guard part.isAtEnd else { throw LineFault(.malformedTime) }
      default: break
      }
    }
    return try finishBlock(&event, epoch: epoch, &context)
  }

  /// Checks the block and adds it, its time taken from the header or the epoch.
  func finishBlock(
    _ event: inout Event, epoch: UInt64?, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard event.has([.inside, .outside, .outsidePort, .outsidePortLast]) else {
      throw LineFault(.missingField)
    }
    guard event.outsidePortLast >= event.outsidePort else { throw LineFault(.portOutOfRange) }
    event.fields.insert(.binding)
    var stamp: Timestamp?
    if let epoch {
      guard epoch < 1 << 33, let time = Timestamp(seconds: Int64(epoch)) else {
        throw LineFault(.malformedTime)
      }
      stamp = time
    }
    if let stamp, event.kind != .blockInterim, !context.envelope.hasZone {
      event.time = stamp
      event.resolution = 1_000_000_000
      event.fields.insert(.time)
      event.exporter = context.envelope.exporter
      context.addStamped(&event)
      return .events
    }
    if let stamp, event.kind == .blockInterim,
      !context.envelope.fields.contains(.time) || stamp <= context.envelope.time
    {
      event.start = stamp
      event.fields.insert(.start)
    }
    try context.add(&event)
    return .events
  }

  /// A protocol number; throws `malformedNumber` above 255.
  static func proto(_ number: UInt64) throws(LineFault) -> TransportProtocol {
    guard number <= 255 else { throw LineFault(.malformedNumber) }
    return TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
  }

  private static func setSubscriber(
    _ event: inout Event, _ line: LineCursor, _ value: Range<Int>, _ context: inout LineContext
  ) {
    guard !value.isEmpty, !line.equals(value, "N/A"), !line.equals(value, "UNKNOWN") else {
      return
    }
    event.subscriber = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
    event.fields.insert(.subscriber)
  }
}
