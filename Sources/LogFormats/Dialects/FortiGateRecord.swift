import NATModel

/// Where the fields of one FortiGate record stand; an empty range where there is none.
///
/// They are evaluated only once all are known, so that a record of another type is never rejected for a
/// field that means something else in it.
struct FortiGateRecord {
  private enum Form { case other, traffic, hardware }

  /// The fields that matter; ``other`` is where all others go.
  private enum Field: Int, CaseIterable {
    case other, action, subtype, message, translation, source, sourcePort, identifier, destination
    case destinationPort, newSource, newSourcePort, newDestination, newDestinationPort, proto
    case session, duration, sentBytes, receivedBytes, sentPackets, receivedPackets
    case eventTime, date, time, zone, name, serial, domain, user, type
  }

  private var form = Form.other
  private var ranges: [30 of Range<Int>] = .init(repeating: 0..<0)

  private subscript(field: Field) -> Range<Int> { ranges[field.rawValue] }

  private var action: Range<Int> { self[.action] }
  private var subtype: Range<Int> { self[.subtype] }
  private var message: Range<Int> { self[.message] }
  private var translation: Range<Int> { self[.translation] }
  private var source: Range<Int> { self[.source] }
  private var sourcePort: Range<Int> { self[.sourcePort] }
  private var identifier: Range<Int> { self[.identifier] }
  private var destination: Range<Int> { self[.destination] }
  private var destinationPort: Range<Int> { self[.destinationPort] }
  private var newSource: Range<Int> { self[.newSource] }
  private var newSourcePort: Range<Int> { self[.newSourcePort] }
  private var newDestination: Range<Int> { self[.newDestination] }
  private var newDestinationPort: Range<Int> { self[.newDestinationPort] }
  private var proto: Range<Int> { self[.proto] }
  private var session: Range<Int> { self[.session] }
  private var duration: Range<Int> { self[.duration] }
  private var domain: Range<Int> { self[.domain] }
  private var user: Range<Int> { self[.user] }
  private var device: Range<Int> { self[.name].isEmpty ? self[.serial] : self[.name] }
  var eventTime: Range<Int> { self[.eventTime] }
  var date: Range<Int> { self[.date] }
  var time: Range<Int> { self[.time] }
  var zone: Range<Int> { self[.zone] }

  /// Reads a record to its end; false, and not to the end, if it is none of a session.
  ///
  /// `layout` is that of the record before.
  @_lifetime(record: copy record)
  mutating func read(_ record: inout LineCursor, _ layout: inout FieldLayout) -> Bool {
    var line = record
    var marks = FieldMarks(gap: UInt8(ascii: ","))
    var place = 0
    while let field = layout.readName(at: place, &line, &marks, FortiGateRecord.field),
      let value = line.readValue(&marks)
    {
      place &+= 1
      ranges[field] = value
      guard field == Field.type.rawValue else { continue }
      if line.equals(value, "traffic") {
        form = .traffic
      } else if line.equals(value, "sess") {
        form = .hardware
      } else {
        return false
      }
    }
    record.seek(to: line.position)
    return form != .other
  }

  /// The field of a name, by its first eight bytes and its length.
  @inline(never)
  private static func field(_ name: UInt64, _ length: Int) -> Int {
    let field: Field =
      switch name {
      case LineCursor.word("action"), LineCursor.word("act"): .action
      case LineCursor.word("dstip"), LineCursor.word("dip"): .destination
      case LineCursor.word("dstport"), LineCursor.word("dport"): .destinationPort
      case LineCursor.word("duration"), LineCursor.word("dur"): .duration
      case LineCursor.word("date"): .date
      case LineCursor.word("devname"): .name
      case LineCursor.word("eventtim"): length == 9 ? .eventTime : .other
      case LineCursor.word("identifi"): length == 10 ? .identifier : .other
      case LineCursor.word("logid"): .message
      case LineCursor.word("nsip"), LineCursor.word("transip"): .newSource
      case LineCursor.word("nsport"): .newSourcePort
      case LineCursor.word("ndip"), LineCursor.word("tranip"): .newDestination
      case LineCursor.word("ndport"), LineCursor.word("tranport"): .newDestinationPort
      case LineCursor.word("proto"): .proto
      case LineCursor.word("rcvdbyte"), LineCursor.word("rcvdb"): .receivedBytes
      case LineCursor.word("rcvdpkt"), LineCursor.word("rcvdp"): .receivedPackets
      case LineCursor.word("srcip"), LineCursor.word("sip"): .source
      case LineCursor.word("srcport"), LineCursor.word("sport"): .sourcePort
      case LineCursor.word("sentbyte"): length == 8 ? .sentBytes : .other
      case LineCursor.word("sentb"): .sentBytes
      case LineCursor.word("sentpkt"), LineCursor.word("sentp"): .sentPackets
      case LineCursor.word("sessioni"): length == 9 ? .session : .other
      case LineCursor.word("subtype"): .subtype
      case LineCursor.word("sn"): .serial
      case LineCursor.word("type"): .type
      case LineCursor.word("time"): .time
      case LineCursor.word("tz"): .zone
      case LineCursor.word("trandisp"), LineCursor.word("tran"): .translation
      case LineCursor.word("transpor"): length == 9 ? .newSourcePort : .other
      case LineCursor.word("user"): .user
      case LineCursor.word("vd"): .domain
      default: .other
      }
    return field.rawValue
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
    try add(self[.sentBytes], to: &event.bytes, .bytes, line, &event.fields)
    try add(self[.receivedBytes], to: &event.bytes, .bytes, line, &event.fields)
    try add(self[.sentPackets], to: &event.packets, .packets, line, &event.fields)
    try add(self[.receivedPackets], to: &event.packets, .packets, line, &event.fields)
  }

  @inline(__always)
  private func add(
    _ range: Range<Int>, to count: inout UInt64, _ field: EventFields, _ line: LineCursor,
    _ fields: inout EventFields
  ) throws(LineFault) {
    guard !range.isEmpty else { return }
    count = LineCursor.saturate(count, try line.number(in: range))
    fields.insert(field)
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
