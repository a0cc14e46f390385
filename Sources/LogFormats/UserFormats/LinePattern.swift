package import NATModel

/// An access log by the format string that its server was configured with.
///
/// The client's port is what makes a web server's log answerable behind a NAT, and no default format
/// has it. So the string is taken from the configuration: nginx's `log_format` or Apache's
/// `LogFormat`.
///
/// | nginx | Apache | field |
/// | - | - | - |
/// | `$remote_addr`, `$realip_remote_addr` | `%a`, `%h`, `%{c}a` | outside |
/// | `$remote_port`, `$realip_remote_port` | `%{remote}p` | outside port |
/// | `$time_local` | `%t` (in brackets) | time |
/// | `$time_iso8601`, `$msec` | `%{sec}t`, `%{msec}t`, `%{usec}t` | time |
/// | `$host`, `$http_host`, `$server_name` | `%v`, `%V`, `%{Host}i` | host |
/// | `$server_addr`, `$server_port` | `%A`, `%p`, `%{local}p` | destination |
/// | `$request`, `$request_uri`, `$uri` | `%r`, `%U` | label: the path |
///
/// Any other variable is passed over. A value ends where the text after it in the string begins; in
/// quotes, a quote behind a backslash does not end it. A line that does not follow the string is
/// rejected.
package struct LinePattern: ReadOnlyDialect {
  /// A piece of the string.
  private enum Piece: Sendable, Equatable {
    case literal([UInt8])
    case field(MappedField, TimeForm)
    case other
  }

  package let id = "line-pattern"
  package let title = "Access log by the server's format string"
  package let documentation = "nginx log_format; Apache httpd mod_log_config LogFormat"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]
  private let pieces: [Piece]

  /// A pattern from a format string; `nil` unless it has the client's address, and text between any
  /// two variables.
  package init?(parsing text: String) {
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard let (piece, end) = LinePattern.variable(bytes, at: index) else {
        // Apache's configuration escapes quotes.
        if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
        literal.append(bytes[index])
        index += 1
        continue
      }
      if piece == .field(.time, LinePattern.local), bytes[index] == UInt8(ascii: "%") {
        literal.append(UInt8(ascii: "["))
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      if literal.isEmpty, !pieces.isEmpty { return nil }
      literal = []
      if piece == .field(.time, LinePattern.local), bytes[index] == UInt8(ascii: "%") {
        literal.append(UInt8(ascii: "]"))
      }
      pieces.append(piece)
      index = end
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    guard pieces.contains(.field(.outside, .automatic)) else { return nil }
    self.pieces = pieces
  }

  package func recognise(_ line: LineCursor) -> Recognition {
    var context = LineContext(file: 0, rules: TimeRules(reference: .distantFuture))
    guard (try? parse(line, into: &context)) == .events else { return .none }
    return Recognition(.described, "the form of the given format string")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard !line.isAtEnd else { return .skipped }
    var line = line
    var event = context.event(.request)
    event.proto = .tcp
    event.fields = .proto
    for (index, piece) in pieces.enumerated() {
      if case .literal(let text) = piece {
        guard line.skip(text) else { throw LineFault(.malformedRecord) }
        continue
      }
      let end = try endOfValue(line, before: index + 1)
      if case .field(let field, let times) = piece {
        try line.set(
          field, of: &event, from: line.position..<end, times: times, in: &context)
      }
      line.seek(to: end)
    }
    guard event.fields.contains(.outside) else { throw LineFault(.missingField) }
    context.addStamped(&event)
    return .events
  }

  /// Where a value ends: before the literal at an index of the pieces, or at the end of the line.
  private func endOfValue(_ line: LineCursor, before index: Int) throws(LineFault) -> Int {
    guard index < pieces.count, case .literal(let text) = pieces[index] else { return line.end }
    var search = line
    while let found = search.find(text[0]) {
      search.seek(to: found)
      let isQuote = text[0] == UInt8(ascii: "\"")
      if search.has(text), !isQuote || !line.isEscaped(found, from: line.position) { return found }
      search.advance(by: 1)
    }
    throw LineFault(.malformedRecord)
  }

  // MARK: - The string

  private static let local = TimeForm.pattern(Array("%d/%b/%Y:%T %z".utf8))

  private static let nginx: [String: Piece] = [
    "remote_addr": .field(.outside, .automatic), "realip_remote_addr": .field(.outside, .automatic),
    "remote_port": .field(.outsidePort, .automatic),
    "realip_remote_port": .field(.outsidePort, .automatic), "time_local": .field(.time, local),
    "time_iso8601": .field(.time, .automatic), "msec": .field(.time, .epoch(unit: 1_000_000_000)),
    "host": .field(.host, .automatic), "http_host": .field(.host, .automatic),
    "server_name": .field(.host, .automatic), "server_addr": .field(.destination, .automatic),
    "server_port": .field(.destinationPort, .automatic), "request": .field(.request, .automatic),
    "request_uri": .field(.request, .automatic), "uri": .field(.request, .automatic),
  ]

  private static let apache: [String: Piece] = [
    "a": .field(.outside, .automatic), "h": .field(.outside, .automatic),
    "{c}a": .field(.outside, .automatic), "{remote}p": .field(.outsidePort, .automatic),
    "t": .field(.time, local), "{sec}t": .field(.time, .epoch(unit: 1_000_000_000)),
    "{msec}t": .field(.time, .epoch(unit: 1_000_000)), "{usec}t": .field(.time, .epoch(unit: 1000)),
    "v": .field(.host, .automatic), "V": .field(.host, .automatic),
    "{Host}i": .field(.host, .automatic), "A": .field(.destination, .automatic),
    "p": .field(.destinationPort, .automatic), "{local}p": .field(.destinationPort, .automatic),
    "r": .field(.request, .automatic), "U": .field(.request, .automatic),
  ]

  /// The variable that begins at an index, and the index after it.
  private static func variable(_ bytes: [UInt8], at start: Int) -> (Piece, end: Int)? {
    var index = start + 1
    if bytes[start] == UInt8(ascii: "$") {
      let isBraced = index < bytes.count && bytes[index] == UInt8(ascii: "{")
      if isBraced { index += 1 }
      let first = index
      while index < bytes.count, isName(bytes[index]) { index += 1 }
      guard index > first else { return nil }
      let name = String(decoding: bytes[first..<index], as: UTF8.self)
      if isBraced { index = min(index + 1, bytes.count) }
      return (nginx[name] ?? .other, index)
    }
    guard bytes[start] == UInt8(ascii: "%"), index < bytes.count else { return nil }
    // `%>s`, `%!200,304{…}i`: conditions say when a value stands there, not what it is.
    while index < bytes.count, !isName(bytes[index]) || isDigit(bytes[index]),
      bytes[index] != UInt8(ascii: "{")
    {
      index += 1
    }
    let first = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "{") {
      guard let close = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
      index = close + 1
    }
    guard index < bytes.count else { return nil }
    let name = String(decoding: bytes[first...index], as: UTF8.self)
    return (apache[name] ?? .other, index + 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || isDigit(byte) || byte == UInt8(ascii: "_")
  }
}

extension LineCursor {
  /// True if these bytes are next.
  fileprivate func has(_ text: [UInt8]) -> Bool {
    position + text.count <= end
      && ByteSearch.equal(bytes, at: position, text.span, at: 0, count: text.count)
  }

  /// Passes over these bytes if they are next.
  fileprivate mutating func skip(_ text: [UInt8]) -> Bool {
    guard has(text) else { return false }
    advance(by: text.count)
    return true
  }
}
