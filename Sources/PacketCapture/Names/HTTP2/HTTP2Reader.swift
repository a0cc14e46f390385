/// Reads the authority of the first request of an HTTP/2 connection in clear text that begins with
/// the preface (RFC 9113 section 3.4): "prior knowledge".
///
/// Requests that follow are not read: their headers lean on those before them (RFC 7541 section
/// 2.3.2), and clients open one such connection for one authority.
struct HTTP2Reader {
  /// The host of the first request, as ``HostText`` writes it, without the port.
  private(set) var name: [UInt8] = []
  private var block: [UInt8] = []

  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  /// Octets looked through at most.
  private static let maximumLength = StreamPrefix.maximumSize

  /// True if the bytes begin with the preface; with `partly`, also if they are too few but could
  /// become that.
  @inline(__always)
  static func canBegin(_ bytes: Span<UInt8>, partly: Bool) -> Bool {
    guard bytes.count > 0, bytes[0] == 0x50, bytes.count >= preface.count || partly else {
      return false
    }
    for index in 0..<min(bytes.count, preface.count) where bytes[index] != preface[index] {
      return false
    }
    return true
  }

  /// Reads frames up to the end of the first request's headers; true if it names a host.
  ///
  ///     length 3 | type 1 | flags 1 | stream 4 | payload
  mutating func read(_ bytes: Span<UInt8>) throws(MessageFault) -> Bool {
    name.removeAll(keepingCapacity: true)
    block.removeAll(keepingCapacity: true)
    var cursor = ByteCursor(
      offset: HTTP2Reader.preface.count, limit: HTTP2Reader.maximumLength)
    var isInside = false
    while true {
      try cursor.need(9, of: bytes)
      let start = cursor.offset + 9
      let length = bytes.uint24(at: cursor.offset)
      let type = bytes[cursor.offset + 3]
      let flags = bytes[cursor.offset + 4]
      cursor.offset = start
      switch (type, isInside) {
      case (1, false):
        try cursor.need(length, of: bytes)
        try takeHeaders(bytes, start..<start + length, flags)
        isInside = true
      case (9, true):
        try cursor.need(length, of: bytes)
        for index in start..<start + length { block.append(bytes[index]) }
      case (_, true): throw .malformed  // nothing may stand between the parts (section 6.10)
      default: break
      }
      try cursor.skip(length)
      if isInside, flags & 4 != 0 { break }
    }
    return try takeAuthority()
  }

  /// HEADERS (section 6.2): padding length 1 if padded, dependency 4 and weight 1 if prioritised,
  /// fragment, padding.
  private mutating func takeHeaders(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ flags: UInt8
  ) throws(MessageFault) {
    var cursor = ByteCursor(offset: range.lowerBound, limit: range.upperBound)
    if flags & 8 != 0 {
      let padding = try cursor.uint8(bytes)
      guard padding <= cursor.limit - cursor.offset else { throw .malformed }
      cursor.limit -= padding
    }
    if flags & 0x20 != 0 { try cursor.skip(5) }
    for index in cursor.offset..<cursor.limit { block.append(bytes[index]) }
  }

  private mutating func takeAuthority() throws(MessageFault) -> Bool {
    var fields = HeaderBlockReader()
    guard let authority = try fields.authority(block.span) else { return false }
    let range = HostText.host(inAuthority: 0..<authority.count, of: authority.span)
    return HostText.replace(&name, by: authority.span, range)
  }
}
