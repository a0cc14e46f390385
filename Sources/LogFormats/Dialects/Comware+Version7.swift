import NATModel

/// Comware V7: fields by number.
extension Comware {
  /// What the fields of one record say.
  private struct Flow {
    var source: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedSource: (IPAddress, UInt16) = (.unspecified, 0)
    var destination: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedDestination: (IPAddress, UInt16) = (.unspecified, 0)
    var begin: Timestamp?
    var end: Timestamp?
    var operation: UInt64?
  }

  /// `Name(number)=value;` to the end of the line.
  @_lifetime(line: copy line)
  func version7(_ line: inout LineCursor, _ context: inout LineContext) throws(LineFault)
    -> LineOutcome
  {
    var flow = Flow()
    var event = context.event(.sessionOpen)
    var brackets = ByteMarks(UInt8(ascii: "("), from: line.position)
    while let bracket = brackets.next(in: line) {
      guard bracket >= line.position else { continue }
      line.move(to: bracket &+ 1)
      guard let number = line.readDigits(4), line.skip(")=") else { continue }
      let end = line.find(UInt8(ascii: ";")) ?? line.end
      let value = line.position..<end
      line.move(to: end)
      guard !value.isEmpty else { continue }
      switch number {
      case 1001:
        guard let proto = line.proto(named: value) else { continue }
        event.proto = proto
        event.fields.insert(.proto)
      case 1003: flow.source.0 = try line.address(in: value)
      case 1004: flow.source.1 = try line.port(in: value)
      case 1005: flow.translatedSource.0 = try line.address(in: value)
      case 1006: flow.translatedSource.1 = try line.port(in: value)
      case 1007: flow.destination.0 = try line.address(in: value)
      case 1008: flow.destination.1 = try line.port(in: value)
      case 1009: flow.translatedDestination.0 = try line.address(in: value)
      case 1010: flow.translatedDestination.1 = try line.port(in: value)
      case 1013: flow.begin = try context.instant(of: value, line, Comware.readClock).time
      case 1014: flow.end = try context.instant(of: value, line, Comware.readClock).time
      case 1040:
        event.realm = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
        event.subscriber = event.realm
        event.fields.insert(.subscriber)
      case 1042:
        event.realm = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
      case 1044, 1045:
        event.packets = LineCursor.saturate(event.packets, try line.number(in: value))
        event.fields.insert(.packets)
      case 1046, 1047:
        event.bytes = LineCursor.saturate(event.bytes, try line.number(in: value))
        event.fields.insert(.bytes)
      case 1048:
        var text = line.part(value)
        guard text.skip(UInt8(ascii: "(")) else { continue }
        flow.operation = try text.readNumber()
      default: break
      }
    }
    guard flow.operation != 6 else { return .skipped }
    return try finish(flow, &event, &context)
  }

  private func finish(
    _ flow: Flow, _ event: inout Event, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard let operation = flow.operation, flow.source.0 != .unspecified,
      flow.destination.0 != .unspecified
    else { throw LineFault(.missingField) }
    let hasPorts = !event.fields.contains(.proto) || event.proto.hasPorts
    TranslatedFlow(
      source: flow.source, translatedSource: flow.translatedSource,
      destination: flow.destination, translatedDestination: flow.translatedDestination,
      hasPorts: true
    ).fill(&event)
    if !hasPorts {
      // The second number of ICMP is its type and code.
      event.fields.subtract(.destinationPort)
      event.destinationPort = 0
    }
    let isOpen = operation == 8
    event.kind = isOpen ? .sessionOpen : .sessionClose
    guard let time = isOpen ? flow.begin : flow.end else {
      try context.add(&event)
      return .events
    }
    event.time = time
    event.resolution = 1_000_000_000
    event.exporter = context.envelope.exporter
    event.fields.insert(.time)
    if !isOpen, let begin = flow.begin, begin <= time {
      event.start = begin
      event.fields.insert(.start)
    }
    context.addStamped(&event)
    return .events
  }

  /// `MMDDyyyyhhmmss` in UTC.
  private static func readClock(_ text: LineCursor) -> ClockText? {
    var text = text
    var clock = ClockText()
    guard let month = text.readDigits(2), let day = text.readDigits(2),
      let year = text.readDigits(4), let hour = text.readDigits(2),
      let minute = text.readDigits(2), let second = text.readDigits(2), text.isAtEnd
    else { return nil }
    clock.year = year
    clock.month = month
    clock.day = day
    clock.hour = hour
    clock.minute = minute
    clock.second = second
    clock.offset = 0
    return clock
  }
}
