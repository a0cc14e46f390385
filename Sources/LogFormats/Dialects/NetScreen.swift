package import NATModel

/// Juniper NetScreen (ScreenOS) traffic logs.
///
/// ```
/// NetScreen device_id=fw  [Root]system-notification-00257(traffic): start_time="2006-06-02 14:55:45"
///   duration=59 … proto=17 src zone=Trust dst zone=Untrust action=Permit sent=n rcvd=n src=a dst=b
///   src_port=n dst_port=n src-xlated ip=c port=n dst-xlated ip=b port=n session_id=n reason=Close - …
/// ```
///
/// - A permitted session (`Permit`, `Tunnel`) is written when it ends: a close from `start_time` to
///   `duration` seconds later. `reason=Creation` opens one. `Deny` and other messages are skipped.
/// - Inside is `src`, outside `src-xlated`, destination `dst`; without `src-xlated` outside equals
///   inside. A destination NAT is read by the rules of ``TranslatedFlow``.
/// - Times are local; a header's time is not used.
package struct NetScreen: LogDialect {
  package let id = "netscreen"
  package let title = "Juniper NetScreen (ScreenOS)"
  package let documentation = "ScreenOS Message Log Reference Guide, notification 00257"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    if copy.skipPast("NetScreen device_id=") {
      return Recognition(.strong, "the name NetScreen and a device_id")
    }
    return line.find("]system-") == nil
      ? .none : Recognition(.strong, "a ScreenOS message ([…]system-…)")
  }

  /// The values of one record that matter.
  private struct Values {
    var source: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedSource: (IPAddress, UInt16) = (.unspecified, 0)
    var destination: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedDestination: (IPAddress, UInt16) = (.unspecified, 0)
    var start = 0..<0
    var duration: UInt64?
    var isPermitted = false
    var isCreation = false
    /// A `port=` follows `src-xlated ip=` or `dst-xlated ip=`.
    var isDestinationNext = false
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let mark = line.find("(traffic): ") else { return .skipped }
    context.readEnvelope(of: line)
    let device = NetScreen.device(line, before: mark)
    line.seek(to: mark + 11)
    var event = context.event(.sessionClose)
    var values = Values()
    var marks = FieldMarks()
    while let pair = line.readPair(&marks) { try read(pair, line, &values, &event) }
    guard values.isPermitted else { return .skipped }
    guard values.source.0 != .unspecified, values.destination.0 != .unspecified else {
      throw LineFault(.missingField)
    }
    TranslatedFlow(
      source: values.source, translatedSource: values.translatedSource,
      destination: values.destination, translatedDestination: values.translatedDestination,
      hasPorts: !event.fields.contains(.proto) || event.proto.hasPorts
    ).fill(&event)
    try context.instant(of: values.start, line) { ClockText.readISO($0)?.clock }.set(&event)
    if values.isCreation {
      event.kind = .sessionOpen
      event.fields.subtract(.bytes)
      event.bytes = 0
    } else if let duration = values.duration {
      event.start = event.time
      event.time = event.start.advanced(by: Int64(min(duration, 1 << 32)) * 1_000_000_000)
      event.fields.insert(.start)
    }
    event.exporter =
      device.isEmpty
      ? context.envelope.exporter
      : context.intern(device, of: line)
    context.addStamped(&event)
    return .events
  }

  /// The value of `device_id=` before the message.
  private static func device(_ line: LineCursor, before end: Int) -> Range<Int> {
    var line = line
    guard line.skipPast("device_id="), line.position < end else { return 0..<0 }
    return line.position..<line.endOfToken()
  }

  @inline(__always)
  private func read(
    _ pair: Parameter, _ line: LineCursor, _ values: inout Values, _ event: inout Event
  ) throws(LineFault) {
    let value = pair.value
    switch line.shortWord(pair.key) {
    case LineCursor.word("src"): values.source.0 = try line.address(in: value)
    case LineCursor.word("dst"): values.destination.0 = try line.address(in: value)
    case LineCursor.word("src_port"): values.source.1 = try line.port(in: value)
    case LineCursor.word("dst_port"): values.destination.1 = try line.port(in: value)
    case LineCursor.word("ip"):
      // `src-xlated ip=` or `dst-xlated ip=`: the word before tells which.
      values.isDestinationNext = line.byte(at: pair.key.lowerBound - 11) == UInt8(ascii: "d")
      let address = try line.address(in: value)
      if values.isDestinationNext {
        values.translatedDestination.0 = address
      } else {
        values.translatedSource.0 = address
      }
    case LineCursor.word("port"):
      let port = try line.port(in: value)
      if values.isDestinationNext {
        values.translatedDestination.1 = port
      } else {
        values.translatedSource.1 = port
      }
    case LineCursor.word("proto"):
      guard let proto = line.proto(named: value) else { throw LineFault(.malformedNumber) }
      event.proto = proto
      event.fields.insert(.proto)
    case LineCursor.word("action"):
      let action = line.part(value)
      values.isPermitted = action.has("Permit") || action.has("Tunnel")
    case LineCursor.word("sent"), LineCursor.word("rcvd"):
      event.bytes = LineCursor.saturate(event.bytes, try line.number(in: value))
      event.fields.insert(.bytes)
    case LineCursor.word("duration"): values.duration = try line.number(in: value)
    case LineCursor.word("reason"): values.isCreation = line.equals(value, "Creation")
    case 0:
      if line.equals(pair.key, "start_time") {
        values.start = value
      } else if line.equals(pair.key, "session_id") {
        event.session = try line.number(in: value)
        event.fields.insert(.session)
      }
    default: break
    }
  }
}
