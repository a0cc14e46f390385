/// Writes host names as they are reported: lower case, without a trailing dot, printable.
///
/// Letters are lowered; every byte that is no printable ASCII, and the backslash, becomes a
/// backslash and three decimal digits (RFC 1035 section 5.1), so that no name can break a line, a
/// table or a page it is printed in.
enum HostText {
  /// Octets of a host name on the wire at most (RFC 1035 section 2.3.4).
  static let maximumLength = 255

  /// Appends one byte.
  @inline(__always)
  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    switch byte {
    case 0x41...0x5a: text.append(byte | 0x20)
    case 0x5c, 0...0x20, 0x7f...0xff: appendEscaped(byte, to: &text)
    default: text.append(byte)
    }
  }

  /// Appends a byte as a backslash and three decimal digits.
  static func appendEscaped(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(0x5c)
    text.append(0x30 + byte / 100)
    text.append(0x30 + byte / 10 % 10)
    text.append(0x30 + byte % 10)
  }

  /// Replaces `text` by a name that stands in a range of the bytes; false if it is empty or longer
  /// than a host name can be.
  static func replace(_ text: inout [UInt8], by bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    text.removeAll(keepingCapacity: true)
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == 0x2e { end -= 1 }
    guard end > range.lowerBound, end - range.lowerBound <= maximumLength else { return false }
    for index in range.lowerBound..<end { append(bytes[index], to: &text) }
    return true
  }

  /// Where the host of an authority stands: without the port and, for IPv6 literals, without the
  /// brackets (RFC 3986 section 3.2.2).
  static func host(inAuthority authority: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
    var start = authority.lowerBound
    var end = authority.upperBound
    if start < end, bytes[start] == 0x5b {
      start += 1
      var close = start
      while close < end, bytes[close] != 0x5d { close += 1 }
      end = close
    } else {
      var colon = end
      while colon > start, bytes[colon - 1] >= 0x30, bytes[colon - 1] <= 0x39 { colon -= 1 }
      if colon > start, bytes[colon - 1] == 0x3a { end = colon - 1 }
    }
    return start..<end
  }
}
