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
    while let parameter = line.readParameter() {
      let key = line.part(parameter.key)
      let value = parameter.value
      switch key.peek() {
      case UInt8(ascii: "s"):
        if line.equals(parameter.key, "source-address") {
          event.inside = try line.address(in: value)
          event.fields.insert(.inside)
        } else if line.equals(parameter.key, "source-port") {
          event.insidePort = try line.port(in: value)
          event.fields.insert(.insidePort)
        } else if line.equals(parameter.key, "session-id-32")
          || line.equals(parameter.key, "session-id")
        {
          event.session = try line.number(in: value)
          event.fields.insert(.session)
        }
      case UInt8(ascii: "n"):
        if line.equals(parameter.key, "nat-source-address") {
          event.outside = try line.address(in: value)
          event.fields.insert(.outside)
        } else if line.equals(parameter.key, "nat-source-port") {
          event.outsidePort = try line.port(in: value)
          event.fields.insert(.outsidePort)
        }
      case UInt8(ascii: "d"):
        if line.equals(parameter.key, "destination-address") {
          event.destination = try line.address(in: value)
          event.fields.insert(.destination)
        } else if line.equals(parameter.key, "destination-port") {
          event.destinationPort = try line.port(in: value)
          event.fields.insert(.destinationPort)
        }
      case UInt8(ascii: "p"):
        if line.equals(parameter.key, "protocol-id") {
          event.proto = try JuniperSRX.proto(line.number(in: value))
          event.fields.insert(.proto)
        } else if line.equals(parameter.key, "packets-from-client")
          || line.equals(parameter.key, "packets-from-server")
        {
          event.packets = JuniperSRX.sum(event.packets, try line.number(in: value))
          event.fields.insert(.packets)
        }
      case UInt8(ascii: "b"):
        if line.equals(parameter.key, "bytes-from-client")
          || line.equals(parameter.key, "bytes-from-server")
        {
          event.bytes = JuniperSRX.sum(event.bytes, try line.number(in: value))
          event.fields.insert(.bytes)
        }
      case UInt8(ascii: "e"):
        if line.equals(parameter.key, "elapsed-time") { elapsed = try line.number(in: value) }
      case UInt8(ascii: "u"):
        if line.equals(parameter.key, "username") {
          JuniperSRX.setSubscriber(&event, line, value, &context)
        }
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
    while let parameter = line.readParameter() {
      let value = parameter.value
      if line.equals(parameter.key, "internal-ip") {
        event.inside = try line.address(in: value)
        event.fields.insert(.inside)
      } else if line.equals(parameter.key, "reflexive-ip") {
        event.outside = try line.address(in: value)
        event.fields.insert(.outside)
      } else if line.equals(parameter.key, "block-port-low") {
        event.outsidePort = try line.port(in: value)
        event.fields.insert(.outsidePort)
      } else if line.equals(parameter.key, "block-port-high") {
        event.outsidePortLast = try line.port(in: value)
        event.fields.insert(.outsidePortLast)
      } else if line.equals(parameter.key, "epoch-time-64") {
        var part = line.part(value)
        epoch = try part.readHexadecimal()
        guard part.isAtEnd else { throw LineFault(.malformedTime) }
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

  /// A sum that stays at its limit.
  static func sum(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let (total, overflow) = first.addingReportingOverflow(second)
    return overflow ? .max : total
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
