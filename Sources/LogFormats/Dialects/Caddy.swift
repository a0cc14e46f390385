package import NATModel

/// Caddy's access log in JSON.
///
/// - One request each: outside is `remote_ip` and `remote_port`, who connected, not the client that a
///   proxy claims. `ts` is the end, when Caddy logs; start is `duration` before.
/// - Host and path are the request's. HTTP/3 is UDP, the rest TCP.
/// - Lines of other loggers are skipped.
package struct Caddy: ReadOnlyDialect {
  package let id = "caddy"
  package let title = "Caddy access log"
  package let documentation = "Caddy documentation, How Logging Works"
  package let confidence = GrammarConfidence(.sample, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    guard line.peek() == UInt8(ascii: "{"), line.find("\"ts\":") != nil else { return .none }
    if line.find("\"logger\":\"http.log.access") != nil {
      return Recognition(.strong, "Caddy's access logger")
    }
    return line.find("\"logger\":\"") != nil && line.find("\"msg\":\"") != nil
      ? Recognition(.weak, "level, ts, logger and msg") : .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard line.find("\"http.log.access") != nil else { return .skipped }
    let record = try JSONObject(line)
    guard let request = try record.object("request", in: line) else {
      throw LineFault(.missingField)
    }
    var event = context.event(.request)
    event.proto = .tcp
    if let proto = request.text("proto", in: line), line.part(proto).has("HTTP/3") {
      event.proto = .udp
    }
    guard let address = request.text("remote_ip", in: line) else {
      throw LineFault(.missingField)
    }
    event.outside = try line.address(in: address)
    event.fields = [.time, .proto, .outside]
    if let port = request.text("remote_port", in: line) {
      event.outsidePort = try line.port(in: port)
      event.fields.insert(.outsidePort)
    }
    try setTime(&event, line, record, context.rules)
    if let host = request.text("host", in: line) {
      let end = line.part(host).find(UInt8(ascii: ":")) ?? host.upperBound
      context.setHost(&event, line.slice(host.lowerBound, end))
    }
    if let uri = request.text("uri", in: line) { context.setPath(&event, line.part(uri)) }
    context.addStamped(&event)
    return .events
  }

  /// Sets time and start from `ts`, seconds or ISO 8601 with a zone, and `duration` in seconds.
  private func setTime(
    _ event: inout Event, _ line: LineCursor, _ record: JSONObject, _ rules: TimeRules
  ) throws(LineFault) {
    guard let stamp = record.text("ts", in: line) else { throw LineFault(.malformedTime) }
    var part = line.part(stamp)
    if let (clock, end) = ClockText.readISO(part), end == stamp.upperBound, clock.offset != nil {
      try clock.set(&event, by: rules)
    } else {
      event.time = try part.readEpoch().time
      guard part.isAtEnd else { throw LineFault(.malformedTime) }
      // A binary fraction of these seconds is good to a quarter of a microsecond.
      event.resolution = 1000
    }
    guard let duration = record.text("duration", in: line) else { return }
    var seconds = line.part(duration)
    // A very short one is written with an exponent: no start then.
    guard let length = seconds.readSeconds(), seconds.isAtEnd else { return }
    event.start = event.time.advanced(by: -length)
    event.fields.insert(.start)
  }
}
