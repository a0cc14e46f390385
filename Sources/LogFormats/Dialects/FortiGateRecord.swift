import NATModel

/// Where the fields of one FortiGate record stand; an empty range where there is none.
///
/// They are evaluated only once all are known, so that a record of another type is never rejected for a
/// field that means something else in it.
struct FortiGateRecord {
  private enum Form { case other, traffic, hardware }

  private var form = Form.other
  private var action = 0..<0
  private var subtype = 0..<0
  private var message = 0..<0
  private var translation = 0..<0
  private var source = 0..<0
  private var sourcePort = 0..<0
  private var identifier = 0..<0
  private var destination = 0..<0
  private var destinationPort = 0..<0
  private var newSource = 0..<0
  private var newSourcePort = 0..<0
  private var newDestination = 0..<0
  private var newDestinationPort = 0..<0
  private var proto = 0..<0
  private var session = 0..<0
  private var duration = 0..<0
  private var counters: [4 of Range<Int>] = .init(repeating: 0..<0)
  private(set) var eventTime = 0..<0
  private(set) var date = 0..<0
  private(set) var time = 0..<0
  private(set) var zone = 0..<0
  private var device = 0..<0
  private var domain = 0..<0
  private var user = 0..<0

  /// Reads a record to its end; false, and not to the end, if it is none of a session.
  @_lifetime(record: copy record)
  mutating func read(_ record: inout LineCursor) -> Bool {
    var line = record
    var marks = FieldMarks(gap: UInt8(ascii: ","))
    while let field = line.readAssignment(&marks) {
      let value = field.value
      let name = field.name
      switch UInt8(truncatingIfNeeded: name) {
      case UInt8(ascii: "a"):
        if name == LineCursor.word("action") || name == LineCursor.word("act") { action = value }
      case UInt8(ascii: "d"): takeD(name, value)
      case UInt8(ascii: "e"):
        if name == LineCursor.word("eventtim"), field.length == 9 { eventTime = value }
      case UInt8(ascii: "i"):
        if name == LineCursor.word("identifi"), field.length == 10 { identifier = value }
      case UInt8(ascii: "l"):
        if name == LineCursor.word("logid") { message = value }
      case UInt8(ascii: "n"):
        if name == LineCursor.word("nsip") {
          newSource = value
        } else if name == LineCursor.word("nsport") {
          newSourcePort = value
        } else if name == LineCursor.word("ndip") {
          newDestination = value
        } else if name == LineCursor.word("ndport") {
          newDestinationPort = value
        }
      case UInt8(ascii: "p"):
        if name == LineCursor.word("proto") { proto = value }
      case UInt8(ascii: "r"):
        if name == LineCursor.word("rcvdbyte") || name == LineCursor.word("rcvdb") {
          counters[1] = value
        } else if name == LineCursor.word("rcvdpkt") || name == LineCursor.word("rcvdp") {
          counters[3] = value
        }
      case UInt8(ascii: "s"): takeS(name, field.length, value)
      case UInt8(ascii: "t"):
        if name == LineCursor.word("type") {
          if line.equals(value, "traffic") {
            form = .traffic
          } else if line.equals(value, "sess") {
            form = .hardware
          } else {
            return false
          }
        } else {
          takeT(name, field.length, value)
        }
      case UInt8(ascii: "u"):
        if name == LineCursor.word("user") { user = value }
      case UInt8(ascii: "v"):
        if name == LineCursor.word("vd") { domain = value }
      default: break
      }
    }
    record.seek(to: line.position)
    return form != .other
  }

  @inline(__always)
  private mutating func takeD(_ name: UInt64, _ value: Range<Int>) {
    if name == LineCursor.word("dstip") || name == LineCursor.word("dip") {
      destination = value
    } else if name == LineCursor.word("dstport") || name == LineCursor.word("dport") {
      destinationPort = value
    } else if name == LineCursor.word("duration") || name == LineCursor.word("dur") {
      duration = value
    } else if name == LineCursor.word("date") {
      date = value
    } else if name == LineCursor.word("devname") {
      device = value
    }
  }

  @inline(__always)
  private mutating func takeS(_ name: UInt64, _ length: Int, _ value: Range<Int>) {
    if name == LineCursor.word("srcip") || name == LineCursor.word("sip") {
      source = value
    } else if name == LineCursor.word("srcport") || name == LineCursor.word("sport") {
      sourcePort = value
    } else if name == LineCursor.word("sentbyte") && length == 8
      || name == LineCursor.word("sentb")
    {
      counters[0] = value
    } else if name == LineCursor.word("sentpkt") || name == LineCursor.word("sentp") {
      counters[2] = value
    } else if name == LineCursor.word("sessioni"), length == 9 {
      session = value
    } else if name == LineCursor.word("subtype") {
      subtype = value
    } else if name == LineCursor.word("sn"), device.isEmpty {
      device = value
    }
  }

  @inline(__always)
  private mutating func takeT(_ name: UInt64, _ length: Int, _ value: Range<Int>) {
    if name == LineCursor.word("time") {
      time = value
    } else if name == LineCursor.word("tz") {
      zone = value
    } else if name == LineCursor.word("trandisp") || name == LineCursor.word("tran") {
      translation = value
    } else if name == LineCursor.word("transip") {
      newSource = value
    } else if name == LineCursor.word("transpor"), length == 9 {
      newSourcePort = value
    } else if name == LineCursor.word("tranip") {
      newDestination = value
    } else if name == LineCursor.word("tranport") {
      newDestinationPort = value
    }
  }

  /// What the record says of a session, or `nil` if it is of no interest.
  private func kind(_ line: LineCursor) throws(LineFault) -> EventKind? {
    if form == .hardware {
      if line.equals(action, "start") { return .sessionOpen }
      return line.equals(action, "end") ? .sessionClose : nil
    }
    guard subtype.isEmpty || line.equals(subtype, "forward") else { return nil }
    // Two digits of type, two of subtype, six of the message.
    let number = message.isEmpty ? 0 : try line.number(in: message) % 1_000_000
    if number == 20 { return nil }
    if number == 15 || line.equals(action, "start") { return .sessionOpen }
    let isEnd =
      line.equals(action, "accept") || line.equals(action, "close")
      || line.equals(action, "timeout") || line.equals(action, "client-rst")
      || line.equals(action, "server-rst")
    return isEnd ? .sessionClose : nil
  }

  /// Adds the event of the record.
  func addEvent(
    _ line: LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard let kind = try kind(line) else { return .skipped }
    let isSource = line.equals(translation, "snat") || line.equals(translation, "snat+dnat")
    let isDestination = line.equals(translation, "dnat")
    let isNone = line.equals(translation, "noop") || line.equals(translation, "none")
    guard isSource || isDestination || isNone else { return .skipped }
    guard !source.isEmpty, !destination.isEmpty, !proto.isEmpty else {
      throw LineFault(.missingField)
    }
    var event = context.event(kind)
    let number = try line.number(in: proto)
    guard number <= 255 else { throw LineFault(.malformedNumber) }
    event.proto = TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
    event.fields = [.proto, .inside, .outside, .destination]
    let from = try line.address(in: source)
    let to = try line.address(in: destination)
    let port = sourcePort.isEmpty ? identifier : sourcePort
    if isDestination {
      guard !from.isInsideRange else { return .skipped }
      guard !newDestination.isEmpty else { throw LineFault(.missingField) }
      event.inside = try line.address(in: newDestination)
      event.outside = to
      event.destination = from
      try set(&event.insidePort, newDestinationPort, .insidePort, line, &event.fields)
      try set(&event.outsidePort, destinationPort, .outsidePort, line, &event.fields)
      try set(&event.destinationPort, port, .destinationPort, line, &event.fields)
    } else {
      event.inside = from
      event.destination = to
      try set(&event.insidePort, port, .insidePort, line, &event.fields)
      try set(&event.destinationPort, destinationPort, .destinationPort, line, &event.fields)
      if isSource {
        guard !newSource.isEmpty else { throw LineFault(.missingField) }
        event.outside = try line.address(in: newSource)
        try set(&event.outsidePort, newSourcePort, .outsidePort, line, &event.fields)
      } else {
        event.outside = from
        try set(&event.outsidePort, port, .outsidePort, line, &event.fields)
      }
    }
    if event.proto == .icmp || event.proto == .icmpv6 {
      event.destinationPort = 0
      event.fields.remove(.destinationPort)
    }
    // Set in another event and taken over field by field: one whose address is handed on has to be
    // copied out of memory that was just written in smaller pieces, which takes many times as long.
    var rest = context.event(kind)
    try setCounters(&rest, line)
    try setTexts(&rest, line, &context)
    try setTime(&rest, line, &context)
    event.session = rest.session
    event.bytes = rest.bytes
    event.packets = rest.packets
    event.exporter = rest.exporter
    event.realm = rest.realm
    event.subscriber = rest.subscriber
    event.time = rest.time
    event.start = rest.start
    event.resolution = rest.resolution
    event.fields.formUnion(rest.fields)
    context.addStamped(&event)
    return .events
  }

  @inline(__always)
  private func set(
    _ port: inout UInt16, _ range: Range<Int>, _ field: EventFields, _ line: LineCursor,
    _ fields: inout EventFields
  ) throws(LineFault) {
    guard !range.isEmpty else { return }
    port = try line.port(in: range)
    fields.insert(field)
  }

  private func setCounters(_ event: inout Event, _ line: LineCursor) throws(LineFault) {
    if !session.isEmpty {
      event.session = try line.number(in: session)
      event.fields.insert(.session)
    }
    guard event.kind == .sessionClose else { return }
    for index in 0..<4 where !counters[index].isEmpty {
      let count = try line.number(in: counters[index])
      if index < 2 {
        event.bytes = LineCursor.saturate(event.bytes, count)
        event.fields.insert(.bytes)
      } else {
        event.packets = LineCursor.saturate(event.packets, count)
        event.fields.insert(.packets)
      }
    }
  }

  private func setTexts(
    _ event: inout Event, _ line: LineCursor, _ context: inout LineContext
  ) throws(LineFault) {
    event.exporter = context.envelope.exporter
    if !device.isEmpty, form == .traffic || event.exporter == .none {
      event.exporter = context.intern(device, of: line)
    }
    if !domain.isEmpty, !line.equals(domain, "root") {
      event.realm = context.intern(domain, of: line)
    }
    guard !user.isEmpty, !line.equals(user, "N/A") else { return }
    event.subscriber = context.texts.intern(line.slice(user.lowerBound, user.upperBound))
    event.fields.insert(.subscriber)
  }

  /// The time, and from the duration the start of a close.
  private func setTime(
    _ event: inout Event, _ line: LineCursor, _ context: inout LineContext
  ) throws(LineFault) {
    if !eventTime.isEmpty {
      (event.time, event.resolution) = try readEpoch(line)
      event.fields.insert(.time)
    } else if !date.isEmpty, !time.isEmpty {
      try readClock(line).set(&event, by: context.rules)
    } else {
      try context.stamp(&event)
    }
    guard event.kind == .sessionClose, !duration.isEmpty, event.fields.contains(.time) else {
      return
    }
    let unit: Int64 = form == .hardware ? 1_000_000 : 1_000_000_000
    let number = Int64(min(try line.number(in: duration), 1 << 32))
    event.start = event.time.advanced(by: -number * unit)
    event.fields.insert(.start)
  }
}
