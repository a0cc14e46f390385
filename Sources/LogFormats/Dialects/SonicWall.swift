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
    var isDropped = false
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let first = line.find("id=") else { return .skipped }
    context.readEnvelope(of: line)
    line.seek(to: first)
    var event = context.event(.sessionOpen)
    var values = Values()
    while let pair = line.readPair() {
      try read(pair, line, &values, &event, &context)
    }
    let isClose = values.message == 537
    guard !values.isDropped, !values.source.isEmpty, !values.destination.isEmpty,
      isClose || values.message == 98 || !values.translatedSource.isEmpty
    else { return .skipped }
    if isClose { event.kind = .sessionClose }
    try flow(line, values, event.proto.hasPorts).fill(&event)
    try context.instant(of: values.time, line, SonicWall.readClock).set(&event)
    event.exporter = context.envelope.exporter
    if event.exporter == .none {
      event.exporter = context.intern(values.serial, of: line)
    }
    if !isClose {
      event.fields.subtract(.bytes)
      event.bytes = 0
    }
    context.addStamped(&event)
    return .events
  }

  @inline(__always)
  private func read(
    _ pair: Parameter, _ line: LineCursor, _ values: inout Values, _ event: inout Event,
    _ context: inout LineContext
  ) throws(LineFault) {
    let value = pair.value
    switch line.shortWord(pair.key) {
    case LineCursor.word("src"), LineCursor.word("srcV6"): values.source = value
    case LineCursor.word("dst"), LineCursor.word("dstV6"): values.destination = value
    case LineCursor.word("natSrc"), LineCursor.word("natSrcV6"): values.translatedSource = value
    case LineCursor.word("natDst"), LineCursor.word("natDstV6"):
      values.translatedDestination = value
    case LineCursor.word("time"): values.time = value
    case LineCursor.word("sn"): values.serial = value
    case LineCursor.word("m"): values.message = try line.number(in: value)
    case LineCursor.word("proto"):
      var text = line.part(value)
      guard let proto = text.readProtocol() else { break }
      event.proto = proto
      event.fields.insert(.proto)
    case LineCursor.word("sent"), LineCursor.word("rcvd"):
      event.bytes = LineCursor.saturate(event.bytes, try line.number(in: value))
      event.fields.insert(.bytes)
    case LineCursor.word("usr"):
      guard !value.isEmpty else { break }
      event.subscriber = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
      event.fields.insert(.subscriber)
    default:
      if line.equals(pair.key, "fw_action") { values.isDropped = line.equals(value, "drop") }
    }
  }

  /// The tuples of the record; a missing translation repeats what was translated.
  private func flow(_ line: LineCursor, _ values: Values, _ hasPorts: Bool) throws(LineFault)
    -> TranslatedFlow
  {
    let source = try SonicWall.endpoint(line.part(values.source))
    let destination = try SonicWall.endpoint(line.part(values.destination))
    var outside = source
    var reached = destination
    if !values.translatedSource.isEmpty {
      outside = try SonicWall.endpoint(line.part(values.translatedSource))
      if outside.address == source.address, outside.port == nil { outside.port = source.port }
    }
    if !values.translatedDestination.isEmpty {
      reached = try SonicWall.endpoint(line.part(values.translatedDestination))
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
  private static func endpoint(_ text: LineCursor) throws(LineFault) -> (
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
