package import NATModel

/// This project's own events, one JSON object per line: schema `natlens.event/1`.
///
/// | key | value |
/// | - | - |
/// | `kind` | ``EventKind`` by its raw value; always there |
/// | `time` | RFC 3339 in UTC; 0, 3, 6 or 9 fractional digits show the resolution |
/// | `start`, `end` | for `session` and `flow`, in place of `time`; `start` also for a close or interim that states it |
/// | `resolution` | nanoseconds, where the digits of the time do not show them |
/// | `proto` | number |
/// | `inside`, `outside`, `destination` | addresses as text |
/// | `inside_port`, `outside_port`, `destination_port` | numbers; ICMP identifiers too |
/// | `outside_port_last` | last port of a block, inclusive |
/// | `session` | the exporter's id, a number up to 2^64 - 1 |
/// | `bytes`, `packets` | both directions together |
/// | `subscriber`, `host`, `realm`, `exporter`, `label` | text |
/// | `source` | `dns`, `tls`, `quic` or `http`, for a `name` |
/// | `binding`, `assumed_year`, `assumed_zone`, `ambiguous_time` | `true` |
/// | `encrypted_hello` | `true` if `host` may be only the public name before an encrypted one |
/// | `file`, `record` | where the event was read: name of the input and line or packet, from 1 |
///
/// A key is absent where the event does not state it; no key is ever `null`. Text that is not UTF-8
/// is written with U+FFFD in place of each bad sequence. Reading takes keys in any order, ignores
/// keys it does not know, `null`s, and `file` and `record` (an event stands where it was read), and
/// rejects an object that cannot be an event: unknown kind, a port above 65535, a block that ends
/// before it begins, a start after the time, a time without a zone.
package struct NatlensEvent: LogDialect {
  package let id = "natlens-event"
  package let title = "natlens events (NDJSON)"
  package let documentation = "schema natlens.event/1"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds = EventKind.allCases
  package let writtenResolution: UInt32 = 1
  /// Names of the inputs as JSON strings; a file without a name is not written.
  let files: InputNames

  /// The dialect; `files` names the inputs that events to be written were read from.
  package init(files: [String] = []) {
    self.files = InputNames(files) { name, string in string.writeJSONString(name) }
  }

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.beginObject() else { return .none }
    while let member = try? line.readMember() {
      guard line.equals(member.key, "kind"), case .string(let range, _) = member.value else {
        continue
      }
      return kind(line, range) == nil
        ? .none : Recognition(.strong, "a JSON object with a natlens event kind")
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    line.skipBlanks()
    guard !line.isAtEnd else { return .skipped }
    guard line.beginObject() else { throw LineFault(.malformedRecord) }
    var event = context.event(.flow)
    var hasKind = false
    var resolution: UInt64?
    while let (key, value) = try line.readMember() {
      switch value {
      case .string(let range, let isEscaped):
        if line.equals(key, "kind") {
          guard let kind = kind(line, range) else { throw LineFault(.malformedRecord) }
          event.kind = kind
          hasKind = true
        } else {
          try setText(&event, line, key, range, isEscaped, &context)
        }
      case .word(let range):
        if line.equals(key, "resolution") {
          resolution = try line.number(in: range)
        } else if !line.equals(range, "null") {
          try setWord(&event, line, key, range)
        }
      case .nested: break
      }
    }
    line.skipBlanks()
    guard line.isAtEnd else { throw LineFault(.malformedRecord) }
    guard hasKind else { throw LineFault(.missingField) }
    if let resolution { event.resolution = UInt32(clamping: resolution) }
    try check(event)
    context.addStamped(&event)
    return .events
  }

  private func kind(_ line: LineCursor, _ range: Range<Int>) -> EventKind? {
    if line.equals(range, "session-open") { return .sessionOpen }
    if line.equals(range, "session-close") { return .sessionClose }
    return EventKind.allCases.first { kind in
      let text = Array(kind.rawValue.utf8)
      return text.count == range.count
        && ByteSearch.equal(
          line.bytes, at: range.lowerBound, text.span, at: 0, count: text.count)
    }
  }

  private func check(_ event: Event) throws(LineFault) {
    if event.fields.contains(.outsidePortLast) {
      guard event.fields.contains(.outsidePort) else { throw LineFault(.missingField) }
      guard event.outsidePortLast >= event.outsidePort else { throw LineFault(.portOutOfRange) }
    }
    if event.has([.start, .time]), event.start > event.time { throw LineFault(.malformedTime) }
  }

  private func setText(
    _ event: inout Event, _ line: LineCursor, _ key: Range<Int>, _ value: Range<Int>,
    _ isEscaped: Bool, _ context: inout LineContext
  ) throws(LineFault) {
    switch line.name(key) {
    case "time", "end":
      let instant = try time(line, value, &context)
      event.time = instant.time
      event.resolution = instant.resolution
      event.fields.insert(.time)
    case "start":
      event.start = try time(line, value, &context).time
      event.fields.insert(.start)
    case "inside":
      event.inside = try line.address(in: value)
      event.fields.insert(.inside)
    case "outside":
      event.outside = try line.address(in: value)
      event.fields.insert(.outside)
    case "destination":
      event.destination = try line.address(in: value)
      event.fields.insert(.destination)
    case "source":
      switch line.name(value) {
      case "dns": event.nameSource = .dns
      case "tls": event.nameSource = .tls
      case "quic": event.nameSource = .quic
      case "http": event.nameSource = .http
      default: event.nameSource = .none
      }
    case "subscriber":
      event.subscriber = try text(line, value, isEscaped, &context)
      event.fields.insert(.subscriber)
    case "host":
      event.host = try text(line, value, isEscaped, &context)
      event.fields.insert(.host)
    case "realm": event.realm = try text(line, value, isEscaped, &context)
    case "exporter": event.exporter = try text(line, value, isEscaped, &context)
    case "label": event.label = try text(line, value, isEscaped, &context)
    default: break
    }
  }

  private func setWord(
    _ event: inout Event, _ line: LineCursor, _ key: Range<Int>, _ value: Range<Int>
  ) throws(LineFault) {
    switch line.name(key) {
    case "proto":
      let number = try line.number(in: value)
      guard number <= 255 else { throw LineFault(.malformedNumber) }
      event.proto = TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
      event.fields.insert(.proto)
    case "inside_port":
      event.insidePort = try line.port(in: value)
      event.fields.insert(.insidePort)
    case "outside_port":
      event.outsidePort = try line.port(in: value)
      event.fields.insert(.outsidePort)
    case "outside_port_last":
      event.outsidePortLast = try line.port(in: value)
      event.fields.insert(.outsidePortLast)
    case "destination_port":
      event.destinationPort = try line.port(in: value)
      event.fields.insert(.destinationPort)
    case "session":
      event.session = try line.number(in: value)
      event.fields.insert(.session)
    case "bytes":
      event.bytes = try line.number(in: value)
      event.fields.insert(.bytes)
    case "packets":
      event.packets = try line.number(in: value)
      event.fields.insert(.packets)
    case "confidence":
      event.confidence = try tenThousandths(line, value)
      event.fields.insert(.confidence)
    case "record": break
    default:
      guard line.equals(value, "true") else { break }
      for (name, flag) in NatlensEvent.flags where line.equals(key, name) {
        event.fields.insert(flag)
      }
    }
  }

  /// Flags of a time, record or name, by key.
  static let flags: [(name: StaticString, flag: EventFields)] = [
    ("binding", .binding), ("assumed_year", .assumedYear), ("assumed_zone", .assumedZone),
    ("ambiguous_time", .ambiguousTime), ("encrypted_hello", .encryptedHello),
  ]

  /// All of ``flags``.
  static var anyFlag: EventFields {
    [.binding, .assumedYear, .assumedZone, .ambiguousTime, .encryptedHello]
  }

  /// A share from 0 to 1 in ten-thousandths, rounded down.
  private func tenThousandths(_ line: LineCursor, _ range: Range<Int>) throws(LineFault) -> UInt16 {
    var value = 0
    var places: Int?
    for index in range {
      let byte = line.bytes[index]
      if byte == UInt8(ascii: "."), places == nil {
        places = 0
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), value < 100_000 {
        guard places ?? 0 < 4 else { continue }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        places = places.map { $0 + 1 }
      } else {
        throw LineFault(.malformedNumber)
      }
    }
    for _ in (places ?? 0)..<4 { value *= 10 }
    guard value <= 10_000 else { throw LineFault(.malformedNumber) }
    return UInt16(value)
  }

  private func time(
    _ line: LineCursor, _ range: Range<Int>, _ context: inout LineContext
  ) throws(LineFault) -> Instant {
    try context.instant(of: range, line) { text in
      guard let (clock, end) = ClockText.readISO(text), end == text.end, clock.offset != nil else {
        return nil
      }
      return clock
    }
  }

  private func text(
    _ line: LineCursor, _ range: Range<Int>, _ isEscaped: Bool, _ context: inout LineContext
  ) throws(LineFault) -> TextID {
    guard isEscaped else {
      return context.intern(range, of: line)
    }
    let bytes = try line.unescaped(range)
    return context.texts.intern(bytes.span)
  }
}
