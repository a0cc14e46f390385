package import NATModel

/// Check Point firewall logs as the log exporter writes them to syslog: `key:"value"; ` in brackets.
///
/// - Inside is `src` and `s_port`, destination `dst` and `service`, outside `xlatesrc` and
///   `xlatesport`. An `xlatesrc` of `0.0.0.0`, or none, is no translation, whatever the port beside
///   it says: outside equals inside. A destination NAT (`xlatedst`) is read by the rules of
///   ``TranslatedFlow``.
/// - A record of an accepted connection opens it. One with accounting (`elapsed`, `start_time`) is
///   the whole of it: a session from `start_time` to `lastupdatetime`.
/// - `Drop`, `Reject` and `Block` are skipped, unless `xlatesrc` is a translation: such a connection
///   was let through the NAT before an engine ended it.
/// - The time is the header's; those inside are seconds since 1970. The port of ICMP is not stated.
package struct CheckPoint: LogDialect {
  package let id = "checkpoint"
  package let title = "Check Point firewall (log exporter)"
  package let documentation = "Check Point sk122323, Log Exporter, and sk144192, log fields"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .session]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    guard copy.skipPast(" CheckPoint "), copy.skipPast("["), copy.skipPast(":\"") else {
      return .none
    }
    return Recognition(.strong, "the name CheckPoint and key:\"value\"; pairs")
  }

  /// The values of one record that matter.
  private struct Values {
    var source: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedSource: (IPAddress, UInt16) = (.unspecified, 0)
    var destination: (IPAddress, UInt16) = (.unspecified, 0)
    var translatedDestination: (IPAddress, UInt16) = (.unspecified, 0)
    var action = 0..<0
    var start: UInt64?
    var last: UInt64?
    var hasAccounting = false
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard line.skip("CheckPoint "), line.skipPast(UInt8(ascii: "[")) else { return .skipped }
    var event = context.event(.sessionOpen)
    var values = Values()
    var quotes = ByteMarks(UInt8(ascii: "\""), from: line.position)
    while let pair = CheckPoint.readPair(&line, &quotes) {
      try read(pair, line, &values, &event)
    }
    let isTranslated =
      values.translatedSource.0.isIPv4
      ? values.translatedSource.0.ipv4 != 0 : values.translatedSource.0 != .unspecified
    guard isTranslated || isAllowed(line, values.action) else { return .skipped }
    guard values.source.0 != .unspecified, values.destination.0 != .unspecified else {
      return .skipped
    }
    TranslatedFlow(
      source: values.source, translatedSource: values.translatedSource,
      destination: values.destination, translatedDestination: values.translatedDestination,
      hasPorts: !event.fields.contains(.proto) || event.proto.hasPorts
    ).fill(&event)
    guard values.hasAccounting, let start = values.start, let last = values.last ?? values.start,
      start <= last, last < 1 << 33, let begin = Timestamp(seconds: Int64(start)),
      let end = Timestamp(seconds: Int64(last))
    else {
      try context.add(&event)
      return .events
    }
    event.kind = .session
    event.start = begin
    event.time = end
    event.resolution = 1_000_000_000
    event.fields.formUnion([.start, .time])
    event.exporter = context.envelope.exporter
    context.addStamped(&event)
    return .events
  }

  /// Connections that went on: not dropped, rejected or blocked, and records of connections only.
  private func isAllowed(_ line: LineCursor, _ action: Range<Int>) -> Bool {
    line.equals(action, "Accept") || line.equals(action, "Encrypt")
      || line.equals(action, "Decrypt") || line.equals(action, "Allow")
  }

  /// `key:"value"; `, a quote or bracket inside a value escaped with a backslash.
  @_lifetime(line: copy line)
  @inline(always)
  private static func readPair(
    _ line: inout LineCursor, _ quotes: inout ByteMarks
  ) -> Parameter? {
    line.skipBlanks()
    let first = line.position
    guard let quote = quotes.next(in: line) else { return nil }
    let start = quote &+ 1
    while let end = quotes.next(in: line) {
      guard !line.isEscaped(end, from: start) else { continue }
      line.move(to: end &+ 1)
      _ = line.skip(UInt8(ascii: ";"))
      return Parameter(key: first..<max(first, quote &- 1), value: start..<end)
    }
    return nil
  }

  @inline(__always)
  private func read(
    _ pair: Parameter, _ line: LineCursor, _ values: inout Values, _ event: inout Event
  ) throws(LineFault) {
    let value = pair.value
    switch line.shortWord(pair.key) {
    case 0: try readLong(pair, line, &values)
    case LineCursor.word("src"): values.source.0 = try line.address(in: value)
    case LineCursor.word("dst"): values.destination.0 = try line.address(in: value)
    case LineCursor.word("s_port"): values.source.1 = try line.port(in: value)
    case LineCursor.word("service"):
      // Some exports have the service's name here.
      if line.byte(at: value.lowerBound) &- UInt8(ascii: "0") < 10 {
        values.destination.1 = try line.port(in: value)
      }
    case LineCursor.word("xlatesrc"): values.translatedSource.0 = try line.address(in: value)
    case LineCursor.word("xlatedst"):
      values.translatedDestination.0 = try line.address(in: value)
    case LineCursor.word("proto"):
      guard let proto = line.proto(named: value) else { break }
      event.proto = proto
      event.fields.insert(.proto)
    case LineCursor.word("action"): values.action = value
    case LineCursor.word("elapsed"): values.hasAccounting = true
    case LineCursor.word("bytes"):
      event.bytes = try line.number(in: value)
      event.fields.insert(.bytes)
    case LineCursor.word("packets"):
      event.packets = try line.number(in: value)
      event.fields.insert(.packets)
    default: break
    }
  }

  /// Keys of more than eight bytes.
  private func readLong(
    _ pair: Parameter, _ line: LineCursor, _ values: inout Values
  ) throws(LineFault) {
    let value = pair.value
    if line.equals(pair.key, "xlatesport") {
      values.translatedSource.1 = try line.port(in: value)
    } else if line.equals(pair.key, "xlatedport") {
      values.translatedDestination.1 = try line.port(in: value)
    } else if line.equals(pair.key, "start_time") {
      values.start = try line.number(in: value)
    } else if line.equals(pair.key, "lastupdatetime") {
      values.last = try line.number(in: value)
    }
  }
}
