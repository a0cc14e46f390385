import NATModel

/// GPRINT and JSON: the same keys, in pairs or as members of an object.
extension Ulogd {
  /// What the keys of one record say.
  private struct Values {
    var flow = TranslatedFlow()
    var proto: TransportProtocol?
    var event: UInt64?
    var session: UInt64?
    var bytes: UInt64?
    var packets: UInt64?
    /// Seconds and microseconds.
    var start: (UInt64?, UInt64) = (nil, 0)
    var end: (UInt64?, UInt64) = (nil, 0)
  }

  /// `timestamp=yyyy/mm/dd-hh:mm:ss,key=value,…`.
  func parsePairs(_ line: LineCursor, _ context: inout LineContext) throws(LineFault)
    -> LineOutcome
  {
    var line = line
    line.advance(by: 10)
    let clock = ClockText.readYearFirst(
      line, separator: UInt8(ascii: "/"), mark: UInt8(ascii: "-"))?.clock
    var values = Values()
    while line.skipPast(UInt8(ascii: ",")), let sign = line.find(UInt8(ascii: "=")) {
      let key = line.position..<sign
      let end = line.find(UInt8(ascii: ",")) ?? line.end
      guard sign < end else { continue }
      try read(key, sign + 1..<end, line, &values)
      line.seek(to: end)
    }
    return try finish(values, clock, &context)
  }

  /// An object with the keys as its members.
  func parseJSON(_ line: LineCursor, _ context: inout LineContext) throws(LineFault)
    -> LineOutcome
  {
    var line = line
    guard line.beginObject() else { throw LineFault(.malformedRecord) }
    var values = Values()
    var clock: ClockText?
    while let member = try line.readMember() {
      switch member.value {
      case .string(let range, isEscaped: false), .word(let range):
        if line.equals(member.key, "timestamp") || line.equals(member.key, "@timestamp") {
          clock = ClockText.readISO(line.part(range))?.clock
        } else {
          try read(member.key, range, line, &values)
        }
      default: break
      }
    }
    return try finish(values, clock, &context)
  }

  /// One key: `orig.…` and `reply.…`, `ct.…`, `flow.…`; others are passed over.
  private func read(
    _ key: Range<Int>, _ value: Range<Int>, _ line: LineCursor, _ values: inout Values
  ) throws(LineFault) {
    var name = line.part(key)
    if name.skip("orig.") {
      var tuple = values.flow.original
      try read(name, value, line, &tuple, &values)
      values.flow.original = tuple
    } else if name.skip("reply.") {
      var tuple = values.flow.reply
      try read(name, value, line, &tuple, &values)
      values.flow.reply = tuple
    } else if name.skip("flow.start.") {
      if name.has("sec") { values.start.0 = try line.number(in: value) }
      if name.has("usec") { values.start.1 = try line.number(in: value) }
    } else if name.skip("flow.end.") {
      if name.has("sec") { values.end.0 = try line.number(in: value) }
      if name.has("usec") { values.end.1 = try line.number(in: value) }
    } else if line.equals(key, "ct.event") {
      values.event = try line.number(in: value)
    } else if line.equals(key, "ct.id") {
      values.session = try line.number(in: value)
    }
  }

  /// The rest of a key behind `orig.` or `reply.`; a text form of an address ends in `.str`.
  private func read(
    _ name: LineCursor, _ value: Range<Int>, _ line: LineCursor,
    _ tuple: inout TranslatedFlow.Tuple, _ values: inout Values
  ) throws(LineFault) {
    let rest = name.position..<name.end
    func isName(_ text: StaticString, _ other: StaticString) -> Bool {
      line.equals(rest, text) || line.equals(rest, other)
    }
    if isName("ip.saddr", "ip.saddr.str") {
      tuple.source = try line.address(in: value)
      tuple.hasSource = true
    } else if isName("ip.daddr", "ip.daddr.str") {
      tuple.destination = try line.address(in: value)
      tuple.hasDestination = true
    } else if line.equals(rest, "l4.sport") {
      tuple.sourcePort = try line.port(in: value)
      tuple.hasSourcePort = true
    } else if line.equals(rest, "l4.dport") {
      tuple.destinationPort = try line.port(in: value)
      tuple.hasDestinationPort = true
    } else if line.equals(rest, "ip.protocol") {
      values.proto = line.proto(named: value)
    } else if line.equals(rest, "raw.pktlen") {
      values.bytes = LineCursor.saturate(values.bytes ?? 0, try line.number(in: value))
    } else if line.equals(rest, "raw.pktcount") {
      values.packets = LineCursor.saturate(values.packets ?? 0, try line.number(in: value))
    }
  }

  private func finish(
    _ values: Values, _ clock: ClockText?, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard values.event != 2 else { return .skipped }
    // A packet's record has other keys; it is no flow.
    guard values.flow.original.hasSource || values.flow.reply.hasSource else { return .skipped }
    guard values.flow.isComplete, let proto = values.proto else { throw LineFault(.missingField) }
    var flow = values.flow
    if !proto.hasPorts {
      flow.original.hasSourcePort = false
      flow.original.hasDestinationPort = false
      flow.reply.hasDestinationPort = false
    }
    let kind: EventKind =
      values.event == 1 ? .sessionOpen : values.event == 4 ? .sessionClose : .session
    var event = context.event(kind)
    event.proto = proto
    event.fields.insert(.proto)
    flow.fill(&event)
    let start = try Ulogd.instant(values.start)
    if let instant = kind == .sessionOpen ? start : try Ulogd.instant(values.end) {
      event.time = instant
      event.resolution = 1000
      event.fields.insert(.time)
    } else {
      try clock?.set(&event, by: context.rules)
    }
    if kind != .sessionOpen {
      if let start, start <= event.time {
        event.start = start
        event.fields.insert(.start)
      }
      event.bytes = values.bytes ?? 0
      event.packets = values.packets ?? 0
      if values.bytes != nil { event.fields.insert(.bytes) }
      if values.packets != nil { event.fields.insert(.packets) }
    }
    if let session = values.session {
      event.session = session
      event.fields.insert(.session)
    }
    context.addStamped(&event)
    return .events
  }

  private static func instant(_ stamp: (UInt64?, UInt64)) throws(LineFault) -> Timestamp? {
    guard let seconds = stamp.0 else { return nil }
    guard seconds < 1 << 33, stamp.1 < 1_000_000,
      let time = Timestamp(seconds: Int64(seconds), nanoseconds: Int64(stamp.1) * 1000)
    else { throw LineFault(.malformedTime) }
    return time
  }
}
