package import NATModel

/// Access logs of nginx and Apache: common and combined, and what is often put around them.
///
/// ```
/// [vhost] client[:port] ident user [dd/Mon/yyyy:hh:mm:ss +zzzz] "request" status bytes
///   ["referer" "agent" …] ["host" "server:port"]
/// ```
///
/// - One request each: outside is the client as the server saw it, outside port where the first
///   field is `addr:port` or `[v6]:port`. Without it the line cannot tell subscribers behind one
///   address apart.
/// - Host is the quoted field before a last field `server:port` (quoted or bare), which is the
///   destination; else the virtual host in front of the client.
/// - Label is the path of the request line, without its query.
/// - Protocol is UDP for a request by HTTP/3, else TCP.
/// - A client that is a name, a list of addresses or a socket is rejected as `malformedAddress`.
/// - The time carries its zone. It is when the request was logged: nginx writes the end, Apache the
///   beginning of it.
package struct AccessLog: LogDialect {
  package let id = "access-log"
  package let title = "nginx or Apache access log"
  package let documentation =
    "nginx log_format combined; Apache httpd mod_log_config, Common Log Format"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard AccessLog.findTime(&line) != nil, line.skip("] \"") else { return .none }
    return Recognition(.strong, "a [dd/Mon/yyyy:hh:mm:ss +zone] before a quoted request")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    guard let (clock, bracket) = AccessLog.findTime(&line), line.skip("] \"") else {
      return .skipped
    }
    var event = context.event(.request)
    guard let time = clock.resolved(by: context.rules)?.time else {
      throw LineFault(.malformedTime)
    }
    event.time = time
    event.resolution = 1_000_000_000
    event.proto = .tcp
    event.fields = [.time, .proto, .outside]
    let virtualHost = try readClient(line, before: bracket, &event)
    let request = try readQuoted(&line)
    setLabel(&event, line, request, &context)
    if AccessLog.isHTTP3(line.part(request)) { event.proto = .udp }
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    guard line.skip(UInt8(ascii: "-")) || line.readDigits(3) != nil else {
      throw LineFault(.malformedNumber)
    }
    let host = readTrailer(line, &event) ?? virtualHost
    setHost(&event, line, host, &context)
    context.addStamped(&event)
    return .events
  }

  /// Moves behind the time and returns it with the index of its bracket.
  @_lifetime(line: copy line)
  private static func findTime(_ line: inout LineCursor) -> (clock: ClockText, bracket: Int)? {
    var copy = line
    while copy.skipPast(" [") {
      let bracket = copy.position - 1
      if let (clock, end) = readClock(copy) {
        line.seek(to: end)
        return (clock, bracket)
      }
    }
    return nil
  }

  /// `10/Oct/2000:13:55:36 -0700`.
  private static func readClock(_ line: LineCursor) -> (ClockText, Int)? {
    var line = line
    var clock = ClockText()
    let slash = UInt8(ascii: "/")
    guard let day = line.readDigits(2), line.skip(slash),
      let month = ClockText.monthNumber(line.word(at: line.position))
    else { return nil }
    line.seek(to: min(line.position + 3, line.end))
    guard line.skip(slash), let year = line.readDigits(4), line.skip(UInt8(ascii: ":")) else {
      return nil
    }
    clock.day = day
    clock.month = month
    clock.year = year
    guard let afterTime = clock.readTimeOfDay(line) else { return nil }
    line.seek(to: afterTime)
    guard line.skip(0x20) else { return nil }
    line.seek(to: clock.readZone(line))
    return clock.offset == nil ? nil : (clock, line.position)
  }

  /// Reads the client before `ident user`; returns the virtual host in front of it, or `nil`.
  private func readClient(_ line: LineCursor, before bracket: Int, _ event: inout Event)
    throws(LineFault) -> Range<Int>?
  {
    var words: [Range<Int>] = []
    var copy = line.part(line.start..<bracket)
    while !copy.isAtEnd {
      copy.skipBlanks()
      let end = copy.endOfToken()
      if end > copy.position { words.append(copy.position..<end) }
      copy.seek(to: end)
      // A user's name may hold blanks, but not that many.
      if words.count > 64 { throw LineFault(.malformedRecord) }
    }
    // ident and user are the last two; a user's name with blanks would be more.
    guard words.count >= 3 else { throw LineFault(.missingField) }
    let client = words[words.count - 3]
    var endpoint = line.part(client)
    try readClientEndpoint(&endpoint, &event)
    guard words.count > 3 else { return nil }
    let before = words[words.count - 4]
    // `a, b, client`: several addresses where one must stand.
    if line.byte(at: before.upperBound - 1) == UInt8(ascii: ",") {
      throw LineFault(.malformedAddress)
    }
    return words.count == 4 ? before : nil
  }

  /// `addr`, `addr:port` or `[v6]:port` that fills the cursor's line.
  @_lifetime(line: copy line)
  private func readClientEndpoint(_ line: inout LineCursor, _ event: inout Event)
    throws(LineFault)
  {
    if line.skip(UInt8(ascii: "[")) {
      event.outside = try line.readAddress(before: UInt8(ascii: "]"))
      guard line.skip(UInt8(ascii: "]")) else { throw LineFault(.malformedAddress) }
    } else if let v4 = line.readIPv4() {
      event.outside = v4
    } else {
      event.outside = try line.readAddress(before: 0x20)
    }
    if line.isAtEnd { return }
    guard line.skip(UInt8(ascii: ":")) else { throw LineFault(.malformedAddress) }
    event.outsidePort = try line.readPort()
    guard line.isAtEnd else { throw LineFault(.malformedPort) }
    event.fields.insert(.outsidePort)
  }

  /// The range up to the closing quote, past which the cursor moves.
  @_lifetime(line: copy line)
  private func readQuoted(_ line: inout LineCursor) throws(LineFault) -> Range<Int> {
    let start = line.position
    var copy = line
    while let quote = copy.find(UInt8(ascii: "\"")) {
      copy.seek(to: quote + 1)
      if line.isEscaped(quote, from: start) { continue }
      line.seek(to: quote + 1)
      return start..<quote
    }
    throw LineFault(.missingField)
  }

  /// The path of `METHOD path[?query] [HTTP/n]`.
  private func setLabel(
    _ event: inout Event, _ line: LineCursor, _ request: Range<Int>, _ context: inout LineContext
  ) {
    var request = line.part(request)
    guard let blank = request.find(0x20) else { return }
    request.seek(to: blank + 1)
    var end = request.endOfToken()
    if let query = request.find(UInt8(ascii: "?")), query < end { end = query }
    event.label = context.texts.intern(line.slice(request.position, end))
  }

  /// True if a request line ends in ` HTTP/3` or ` HTTP/3.0`.
  private static func isHTTP3(_ request: LineCursor) -> Bool {
    for ending in [" HTTP/3.0", " HTTP/3"] as [StaticString] {
      var end = request
      end.seek(to: max(end.start, end.end - ending.utf8CodeUnitCount))
      if end.skip(ending), end.isAtEnd { return true }
    }
    return false
  }

  /// Reads the last two fields as `"host" server:port`; returns the host's range, or `nil`.
  private func readTrailer(_ line: LineCursor, _ event: inout Event) -> Range<Int>? {
    let quote = UInt8(ascii: "\"")
    var end = line.end
    while end > line.position, line.byte(at: end - 1) == 0x20 { end -= 1 }
    let isQuoted = end > line.position && line.byte(at: end - 1) == quote
    if isQuoted { end -= 1 }
    var first = end
    let before = isQuoted ? quote : 0x20
    while first > line.position, line.byte(at: first - 1) != before { first -= 1 }
    var server = line.part(first..<end)
    var copy = Event(.request)
    guard (try? readClientEndpoint(&server, &copy)) != nil, copy.fields.contains(.outsidePort)
    else { return nil }
    // The host ends in a quote before the blank before the server.
    var close = isQuoted ? first - 1 : first
    while close > line.position, line.byte(at: close - 1) == 0x20 { close -= 1 }
    guard close > line.position, line.byte(at: close - 1) == quote else { return nil }
    close -= 1
    var open = close
    while open > line.position, line.byte(at: open - 1) != quote { open -= 1 }
    guard open > line.position else { return nil }
    event.destination = copy.outside
    event.destinationPort = copy.outsidePort
    event.fields.formUnion([.destination, .destinationPort])
    return open..<close
  }

  /// Sets the host if the range is a name, with or without a port.
  private func setHost(
    _ event: inout Event, _ line: LineCursor, _ range: Range<Int>?, _ context: inout LineContext
  ) {
    guard let range, !range.isEmpty else { return }
    let whole = line.part(range)
    let end = whole.find(UInt8(ascii: ":")) ?? range.upperBound
    context.setHost(&event, line.slice(range.lowerBound, end))
  }
}
