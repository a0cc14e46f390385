/// What is read of a TLS ClientHello (RFC 8446 section 4.1.2).
struct ClientHello: Equatable {
  /// Where the server name stands (RFC 6066 section 3), or `nil` if none was seen.
  var serverName: Range<Int>?
  /// True if encrypted_client_hello was seen: the name is then a public name, or the extension is
  /// GREASE and the name is true (RFC 9849).
  var offersECH = false

  /// Reads a hello from its version field to the end that the handshake header states.
  ///
  ///     version 2 | random 32 | session id 1+n | cipher suites 2+n | compression 1+n |
  ///     extensions 2+n: { type 2 | length 2 | data }
  ///
  /// The hello may still be incomplete: the name is found as soon as its extension is there.
  /// Throws ``MessageFault/needMore(_:)`` only if the name was not reached. O(extensions).
  static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) throws(MessageFault) -> ClientHello {
    var hello = ClientHello()
    var cursor = ByteCursor(offset: range.lowerBound, limit: range.upperBound)
    try cursor.skip(34)
    try cursor.skip(cursor.uint8(bytes))
    try cursor.skip(cursor.uint16(bytes))
    try cursor.skip(cursor.uint8(bytes))
    // Extensions are optional (RFC 5246 section 7.4.1.2).
    if cursor.offset == cursor.limit { return hello }
    let length = try cursor.uint16(bytes)
    if length > cursor.limit - cursor.offset { throw .malformed }
    cursor.limit = cursor.offset + length
    while cursor.offset < cursor.limit {
      do throws(MessageFault) {
        try hello.readExtension(bytes, &cursor)
      } catch {
        if case .needMore = error, hello.serverName != nil { return hello }
        throw error
      }
    }
    return hello
  }

  private mutating func readExtension(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) {
    let type = try cursor.uint16(bytes)
    let length = try cursor.uint16(bytes)
    let start = cursor.offset
    switch type {
    case 0:
      try cursor.need(length, of: bytes)
      serverName = try ClientHello.hostName(bytes, start..<start + length) ?? serverName
    case 0xfe0d: offersECH = true
    default: break
    }
    try cursor.skip(length)
  }

  /// The first host name in a server_name extension that has arrived.
  ///
  /// List length 2, then entries of type 1, length 2, name. An empty extension names nothing.
  private static func hostName(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) throws(MessageFault) -> Range<Int>? {
    if range.isEmpty { return nil }
    var cursor = ByteCursor(offset: range.lowerBound, limit: range.upperBound)
    let listLength = try cursor.uint16(bytes)
    guard listLength == cursor.limit - cursor.offset else { throw .malformed }
    while cursor.offset < cursor.limit {
      let type = try cursor.uint8(bytes)
      let length = try cursor.uint16(bytes)
      let start = cursor.offset
      try cursor.skip(length)
      if type == 0, length > 0 { return start..<start + length }
    }
    return nil
  }
}
