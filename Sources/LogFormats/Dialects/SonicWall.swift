package import NATModel

/// SonicWall SonicOS syslog (enhanced): `key=value` pairs.
///
/// ```
/// id=firewall sn=… time="2022-05-16 08:19:21 UTC" fw=… m=98 … src=ip:port:if … natSrc=ip:port
///   dst=ip:port:if … natDst=ip:port proto=tcp/http sent=n rcvd=n
/// ```
///
/// - Message 98 (connection opened), and any other with `natSrc` or `natSrcV6`, opens a session; 537
///   (connection closed) closes one. What was dropped (`fw_action="drop"`) is skipped, as are
///   messages without source, destination or translation.
/// - Inside is `src`, outside `natSrc`, destination `dst`; a destination NAT (`natDst`) is read by
///   the rules of ``TranslatedFlow``. A `natSrc` that repeats the address of `src`, or a 537 without
///   one, is no translation: outside equals inside. One with another address and no port leaves the
///   outside port unstated.
/// - `time` is local unless it ends in `UTC`; a header's time is not used. The device is the header's,
///   else the serial number.
package struct SonicWall: LogDialect {
  package let id = "sonicwall"
  package let title = "SonicWall SonicOS"
  package let documentation = "SonicOS Log Events Reference Guide"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    guard copy.skipPast("id="), copy.skipPast(" sn="), copy.skipPast(" time=\""),
      copy.skipPast(" fw=")
    else { return .none }
    return Recognition(.strong, "a SonicOS record (id, sn, time, fw)")
  }

  /// The values of one record that matter.
  private struct Values {
    var source = 0..<0
    var translatedSource = 0..<0
    var destination = 0..<0
    var translatedDestination = 0..<0
    var time = 0..<0
    var serial = 0..<0
    var message: UInt64 = 0
    var bytes: UInt64 = 0
    var proto = TransportProtocol.unknown
    var subscriber = TextID.none
    /// Of protocol, bytes and subscriber, those that are stated.
    var fields: EventFields = []
    var isDropped = false
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let first = line.find("id=") else { return .skipped }
    context.readEnvelope(of: line)
    line.seek(to: first)
    var values = Values()
    var marks = FieldMarks()
    var place = 0
    while let field = context.sonicWall.readName(at: place, &line, &marks, SonicWall.field),
      let value = line.readPairValue(&marks)
    {
      place &+= 1
      try read(field, value, line, &values, &context)
    }
    return try add(values, of: line, &context)
  }

  /// Adds the event that the values of a record make.
  @inline(never)
  private func add(_ values: Values, of line: LineCursor, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    let isClose = values.message == 537
    guard !values.isDropped, !values.source.isEmpty, !values.destination.isEmpty,
      isClose || values.message == 98 || !values.translatedSource.isEmpty
    else { return .skipped }
    let flow = try flow(line, values, values.proto.hasPorts)
    let instant = try context.instant(of: values.time, line, SonicWall.readClock)
    var exporter = context.envelope.exporter
    if exporter == .none { exporter = context.intern(values.serial, of: line) }
    context.add(
      isClose ? .sessionClose : .sessionOpen, at: instant.time, resolution: instant.resolution,
      assumed: instant.assumed
    ) { event in
      event.exporter = exporter
      event.proto = values.proto
      event.subscriber = values.subscriber
      event.fields = values.fields
      if isClose {
        event.bytes = values.bytes
      } else {
        event.fields.subtract(.bytes)
      }
      flow.fill(&event)
    }
    return .events
  }

  /// The fields that matter; ``other`` is where all others go.
  private enum Field: Int {
    case other, source, translatedSource, destination, translatedDestination
    case time, serial, message, count, proto, user, action
  }

  /// The field of a name, by its first eight bytes and its length.
  @inline(never)
  private static func field(_ name: UInt64, _ length: Int) -> Int {
    let field: Field =
      switch name {
      case LineCursor.word("src"), LineCursor.word("srcV6"): .source
      case LineCursor.word("dst"), LineCursor.word("dstV6"): .destination
      case LineCursor.word("natSrc"): .translatedSource
      case LineCursor.word("natSrcV6"): length == 8 ? .translatedSource : .other
      case LineCursor.word("natDst"): .translatedDestination
      case LineCursor.word("natDstV6"): length == 8 ? .translatedDestination : .other
      case LineCursor.word("time"): .time
      case LineCursor.word("sn"): .serial
      case LineCursor.word("m"): .message
      case LineCursor.word("sent"), LineCursor.word("rcvd"): .count
      case LineCursor.word("proto"): .proto
      case LineCursor.word("usr"): .user
      case LineCursor.word("fw_actio"): length == 9 ? .action : .other
      default: .other
      }
    return field.rawValue
  }

  @inline(always)
  private func read(
    _ field: Int, _ value: Range<Int>, _ line: LineCursor, _ values: inout Values,
    _ context: inout LineContext
  ) throws(LineFault) {
    switch Field(rawValue: field) ?? .other {
    case .other: break
    case .source: values.source = value
    case .translatedSource: values.translatedSource = value
    case .destination: values.destination = value
    case .translatedDestination: values.translatedDestination = value
    case .time: values.time = value
    case .serial: values.serial = value
    case .message: values.message = try line.number(in: value)
    case .count: try count(value, line, &values)
    case .proto: readProtocol(line.part(value), &values)
    case .user:
      guard !value.isEmpty else { break }
      values.subscriber = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
      values.fields.insert(.subscriber)
    case .action: values.isDropped = line.equals(value, "drop")
    }
  }

  private func count(_ value: Range<Int>, _ line: LineCursor, _ values: inout Values)
    throws(LineFault)
  {
    values.bytes = LineCursor.saturate(values.bytes, try line.number(in: value))
    values.fields.insert(.bytes)
  }

  private func readProtocol(_ value: LineCursor, _ values: inout Values) {
    var text = value
    guard let proto = text.readProtocol() else { return }
    values.proto = proto
    values.fields.insert(.proto)
  }

  /// The tuples of the record; a missing translation repeats what was translated.
  private func flow(_ line: LineCursor, _ values: Values, _ hasPorts: Bool) throws(LineFault)
    -> TranslatedFlow
  {
    let source = try SonicWall.endpoint(in: values.source, line)
    let destination = try SonicWall.endpoint(in: values.destination, line)
    var outside = source
    var reached = destination
    if !values.translatedSource.isEmpty {
      outside = try SonicWall.endpoint(in: values.translatedSource, line)
      if outside.address == source.address, outside.port == nil { outside.port = source.port }
    }
    if !values.translatedDestination.isEmpty {
      reached = try SonicWall.endpoint(in: values.translatedDestination, line)
    }
    var flow = TranslatedFlow()
    flow.original.source = source.address
    flow.original.destination = destination.address
    flow.reply.source = reached.address
    flow.reply.destination = outside.address
    guard hasPorts else { return flow }
    flow.original.sourcePort = source.port ?? 0
    flow.original.hasSourcePort = source.port != nil
    flow.original.destinationPort = destination.port ?? 0
    flow.original.hasDestinationPort = destination.port != nil
    flow.reply.destinationPort = outside.port ?? 0
    flow.reply.hasDestinationPort = outside.port != nil
    return flow
  }

  /// `ip`, `ip:port`, `ip:port:interface` or `[v6]:port`, or an IPv6 address alone.
  @inline(__always)
  private static func endpoint(in range: Range<Int>, _ line: LineCursor) throws(LineFault) -> (
    address: IPAddress, port: UInt16?
  ) {
    if let (address, port) = line.ipv4Endpoint(in: range, separator: UInt8(ascii: ":")) {
      return (address, port)
    }
    return try otherEndpoint(line.part(range))
  }

  @inline(never)
  private static func otherEndpoint(_ text: LineCursor) throws(LineFault) -> (
    address: IPAddress, port: UInt16?
  ) {
    var text = text
    let address: IPAddress
    if text.peek() == UInt8(ascii: "[") {
      address = try text.readBracketedAddress()
    } else if let v4 = text.readIPv4() {
      address = v4
    } else {
      return (try text.address(in: text.start..<text.end), nil)
    }
    guard text.skip(UInt8(ascii: ":")) else {
      guard text.isAtEnd else { throw LineFault(.malformedAddress) }
      return (address, nil)
    }
    return (address, try text.readPort())
  }

  /// `2022-05-16 08:19:21 UTC`, or without a zone.
  private static func readClock(_ text: LineCursor) -> ClockText? {
    var text = text
    guard let (read, end) = ClockText.readISO(text) else { return nil }
    var clock = read
    text.seek(to: end)
    if text.has(" UTC") { clock.offset = 0 }
    return clock
  }
}
