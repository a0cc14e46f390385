/// Reading a request as people write it: `ADDRESS[:PORT][/PROTOCOL]@TIME`.
extension Request {
  /// Why a text is no request.
  package enum ParsingError: Error, Hashable, Sendable {
    /// There is no `@` between the endpoint and the time.
    case missingTime
    /// The part before the port is no address.
    case malformedAddress(String)
    /// The port is no number from 0 to 65535.
    case malformedPort(String)
    /// The protocol is neither a known name nor a number.
    case malformedProtocol(String)
    /// The time cannot be read.
    case malformedTime(String)
    /// The time has no zone and none was given beside it.
    case missingZone(String)
  }

  /// A request from text such as `203.0.113.7:40021/tcp@2026-03-14T21:07:33+01:00`.
  ///
  /// IPv6 with a port is written `[2001:db8::1]:443`. Without a port the request asks by address
  /// alone; `*` for the address asks for whoever contacted a destination. The resolution follows the
  /// digits of the time: whole seconds give one second. Two times with a slash between them are an
  /// interval: the act happened within it.
  ///
  /// - Parameters:
  ///   - text: The request.
  ///   - localTime: Turns a time without a zone into an instant; by default there is no such rule.
  /// - Throws: ``ParsingError``.
  package init(
    parsing text: String, localTime: (String) -> Timestamp? = { _ in nil }
  ) throws(ParsingError) {
    guard let at = text.lastIndex(of: "@") else { throw .missingTime }
    let timeText = String(text[text.index(after: at)...])
    let (time, resolution) = try Request.interval(parsing: timeText, localTime)
    if text[..<at] == "*" {
      self.init(time: time, resolution: resolution)
      return
    }
    var endpoint = text[..<at]
    var proto: TransportProtocol?
    if let slash = endpoint.lastIndex(of: "/") {
      let name = String(endpoint[endpoint.index(after: slash)...])
      guard let known = TransportProtocol(name: name) else { throw .malformedProtocol(name) }
      proto = known
      endpoint = endpoint[..<slash]
    }
    let (address, port) = try Request.endpoint(parsing: String(endpoint))
    self.init(
      time: time, resolution: resolution, outside: address, outsidePort: port, proto: proto)
  }

  /// A time with its resolution, or the first and last instant of an interval as the same.
  private static func interval(
    parsing text: String, _ localTime: (String) -> Timestamp?
  ) throws(ParsingError) -> (time: Timestamp, resolution: Int64) {
    func instant(_ text: String) throws(ParsingError) -> Timestamp {
      if let time = Timestamp(rfc3339: text) ?? localTime(text) { return time }
      throw Timestamp(rfc3339: text + "Z") == nil ? .malformedTime(text) : .missingZone(text)
    }
    guard let slash = text.firstIndex(of: "/") else {
      return (try instant(text), resolution(ofTime: text))
    }
    let start = try instant(String(text[..<slash]))
    let end = try instant(String(text[text.index(after: slash)...]))
    guard start < end else { throw .malformedTime(text) }
    return (start, end.since(start))
  }

  /// An address with an optional port: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443`.
  package static func endpoint(
    parsing text: String
  ) throws(ParsingError) -> (address: IPAddress, port: UInt16?) {
    if let whole = IPAddress(text) { return (whole, nil) }
    guard let colon = text.lastIndex(of: ":") else { throw .malformedAddress(text) }
    var addressText = String(text[..<colon])
    let portText = String(text[text.index(after: colon)...])
    if addressText.hasPrefix("["), addressText.hasSuffix("]") {
      addressText = String(addressText.dropFirst().dropLast())
    }
    guard let address = IPAddress(addressText) else { throw .malformedAddress(addressText) }
    guard let port = UInt16(portText) else { throw .malformedPort(portText) }
    return (address, port)
  }

  /// The resolution in nanoseconds that the digits of an RFC 3339 time claim.
  package static func resolution(ofTime text: String) -> Int64 {
    guard let dot = text.firstIndex(where: { $0 == "." || $0 == "," }) else { return 1_000_000_000 }
    var resolution: Int64 = 1_000_000_000
    for character in text[text.index(after: dot)...] {
      guard character.isASCII, character.isNumber, resolution > 1 else { break }
      resolution /= 10
    }
    return resolution
  }
}
