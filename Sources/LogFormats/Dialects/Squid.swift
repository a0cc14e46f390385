package import NATModel

/// Squid's native access log.
///
/// ```
/// seconds.mmm duration client result/status bytes METHOD url user hierarchy/peer type
/// ```
///
/// - One request each: outside is the client as Squid saw it. Time is the end, as Squid logs then;
///   start is `duration` milliseconds before.
/// - Host and label are from the URL. The server that Squid asked is not the destination of the
///   client, who spoke to Squid: so there is none.
/// - The format has no port.
package struct Squid: ReadOnlyDialect {
  package let id = "squid"
  package let title = "Squid access log"
  package let documentation = "squid.conf, logformat squid"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard Squid.readFront(&line) != nil else { return .none }
    line.seek(to: line.endOfToken())
    line.skipBlanks()
    let result = line.part(line.position..<line.endOfToken())
    guard result.peek() &- UInt8(ascii: "A") < 26, result.find(UInt8(ascii: "/")) != nil else {
      return .none
    }
    return Recognition(.strong, "seconds, duration, client and a result/status")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let (end, milliseconds) = Squid.readFront(&line) else { return .skipped }
    var event = context.event(.request)
    event.proto = .tcp
    event.time = end
    event.start = end.advanced(by: -milliseconds * 1_000_000)
    event.resolution = 1_000_000
    event.outside = try line.address(in: line.position..<line.endOfToken())
    event.fields = [.time, .start, .proto, .outside]
    // result/status, bytes, method
    for _ in 0..<4 {
      line.seek(to: line.endOfToken())
      line.skipBlanks()
    }
    guard !line.isAtEnd else { throw LineFault(.missingField) }
    let url = line.part(line.position..<line.endOfToken())
    setHost(&event, url, &context)
    context.addStamped(&event)
    return .events
  }

  /// Moves behind the time and duration and returns them, the duration in milliseconds.
  @_lifetime(line: copy line)
  private static func readFront(_ line: inout LineCursor) -> (Timestamp, Int64)? {
    var copy = line
    guard let (time, resolution) = try? copy.readEpoch(), resolution == 1_000_000,
      copy.skip(0x20)
    else { return nil }
    copy.skipBlanks()
    guard let duration = try? copy.readNumber(), duration < 1 << 40, copy.skip(0x20) else {
      return nil
    }
    copy.skipBlanks()
    line.seek(to: copy.position)
    return (time, Int64(duration))
  }

  /// The host of `scheme://host:port/path` or `host:port`, and the path as the label.
  private func setHost(_ event: inout Event, _ url: LineCursor, _ context: inout LineContext) {
    var url = url
    let hasScheme = url.skipPast("://")
    let slash = url.find(UInt8(ascii: "/")) ?? url.end
    let authority = url.part(url.position..<slash)
    let end = authority.find(UInt8(ascii: ":")) ?? authority.end
    context.setHost(&event, authority.slice(authority.position, end))
    guard hasScheme else { return }
    url.seek(to: slash)
    context.setPath(&event, url)
  }
}
