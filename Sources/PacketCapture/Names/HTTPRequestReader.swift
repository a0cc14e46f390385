/// Reads the host of an HTTP/1 request (RFC 9112 section 3).
struct HTTPRequestReader {
  /// The host of the last request that had one, as ``HostText`` writes it, without the port.
  private(set) var name: [UInt8] = []

  /// Octets of the last request up to the end of its headers, or `nil` if that was not reached.
  private(set) var headLength: Int?

  /// Octets of request line and headers looked through at most.
  static let maximumLength = 1 << 14

  /// True if the bytes begin with a request method and a space; with `partly`, also if they are too
  /// few but could become that.
  static func canBegin(_ bytes: Span<UInt8>, partly: Bool) -> Bool {
    guard bytes.count > 0, mayBegin(with: bytes[0]) else { return false }
    return methods.contains { method in
      let count = min(bytes.count, method.count)
      return (partly || count == method.count) && matches(bytes, 0..<count, method[..<count])
    }
  }

  /// True for the first letters of the methods, and of the preface of HTTP/2.
  @inline(__always)
  static func mayBegin(with byte: UInt8) -> Bool {
    switch byte {
    case 0x43, 0x44, 0x47, 0x48, 0x4f, 0x50, 0x52, 0x54: true
    default: false
    }
  }

  /// Methods that web clients use (RFC 9110 section 9, RFC 5789, RFC 4918, RFC 3253); case counts,
  /// but a method in lower case is refused by the server, not by us.
  private static let methods: [[UInt8]] = [
    "GET ", "POST ", "HEAD ", "PUT ", "OPTIONS ", "CONNECT ", "DELETE ", "PATCH ", "TRACE ",
    "PROPFIND ", "REPORT ",
  ].map { Array($0.utf8) }
  private static let hostField = Array("host:".utf8)
  private static let scheme = Array("http://".utf8)
  private static let connect = Array("CONNECT ".utf8)

  /// Reads the request at the start of the bytes; true if it names a host.
  ///
  /// An absolute target wins over the Host header (RFC 9112 section 3.2.2), and so does the target of
  /// CONNECT (section 3.2.3). The name is known at the Host header, so the headers need not be
  /// complete. O(length), at most ``maximumLength``.
  mutating func read(_ bytes: Span<UInt8>) throws(MessageFault) -> Bool {
    headLength = nil
    let end = min(bytes.count, HTTPRequestReader.maximumLength)
    guard var line = HTTPRequestReader.line(bytes, from: 0, to: end) else {
      throw HTTPRequestReader.unfinished(bytes)
    }
    var host = HTTPRequestReader.authorityInTarget(bytes, line)
    while host == nil {
      guard let next = HTTPRequestReader.line(bytes, from: line.upperBound + 1, to: end) else {
        throw HTTPRequestReader.unfinished(bytes)
      }
      line = next
      if HTTPRequestReader.trimmed(bytes, line).isEmpty {
        headLength = line.upperBound + 1
        return false
      }
      if HTTPRequestReader.matches(bytes, line, HTTPRequestReader.hostField[...]) {
        host = try HTTPRequestReader.value(bytes, &line, to: end)
      }
    }
    headLength = HTTPRequestReader.headEnd(bytes, after: line, to: end)
    return host.map { take(bytes, $0) } ?? false
  }

  /// The value of a Host field, which may begin on a line of its own that starts with white space
  /// (RFC 9112 section 5.2); `line` becomes the last of its lines that was looked at.
  private static func value(
    _ bytes: Span<UInt8>, _ line: inout Range<Int>, to end: Int
  ) throws(MessageFault) -> Range<Int> {
    let value = trimmed(bytes, line.lowerBound + hostField.count..<line.upperBound)
    guard value.isEmpty else { return value }
    guard let next = self.line(bytes, from: line.upperBound + 1, to: end) else {
      throw unfinished(bytes)
    }
    guard !next.isEmpty, bytes[next.lowerBound] == 0x20 || bytes[next.lowerBound] == 0x09 else {
      return value
    }
    line = next
    return trimmed(bytes, next)
  }

  /// One past the empty line that ends the headers, or `nil` if it is not there.
  private static func headEnd(
    _ bytes: Span<UInt8>, after last: Range<Int>, to end: Int
  ) -> Int? {
    var line = last
    repeat {
      guard let next = self.line(bytes, from: line.upperBound + 1, to: end) else { return nil }
      line = next
    } while !trimmed(bytes, line).isEmpty
    return line.upperBound + 1
  }

  private static func unfinished(_ bytes: Span<UInt8>) -> MessageFault {
    bytes.count >= maximumLength ? .malformed : .needMore(bytes.count + 1)
  }

  /// The line at a place, without its line feed, or `nil` if it does not end.
  private static func line(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    var index = start
    while index < end {
      if bytes[index] == 0x0a { return start..<index }
      index += 1
    }
    return nil
  }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// True if a text stands at the start of the range, in any case.
  private static func matches(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ text: ArraySlice<UInt8>
  ) -> Bool {
    guard range.count >= text.count else { return false }
    for (index, byte) in text.enumerated()
    where lowered(byte) != lowered(bytes[range.lowerBound + index]) { return false }
    return true
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    0x41 <= byte && byte <= 0x5a ? byte | 0x20 : byte
  }

  /// The authority of a target in absolute form (`GET http://host/… HTTP/1.1`) or of a CONNECT, or
  /// `nil`.
  private static func authorityInTarget(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] != 0x20 { start += 1 }
    start += 1
    guard start < line.upperBound else { return nil }
    if matches(bytes, start..<line.upperBound, scheme[...]) {
      start += scheme.count
    } else if !matches(bytes, line, connect[...]) {
      return nil
    }
    var end = start
    while end < line.upperBound, bytes[end] > 0x20, bytes[end] != 0x2f, bytes[end] != 0x3f {
      if bytes[end] == 0x40 { start = end + 1 }  // user information is no part of the host
      end += 1
    }
    return start < end ? start..<end : nil
  }

  private mutating func take(_ bytes: Span<UInt8>, _ authority: Range<Int>) -> Bool {
    HostText.replace(&name, by: bytes, HostText.host(inAuthority: authority, of: bytes))
  }
}
