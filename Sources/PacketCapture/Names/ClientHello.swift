/// What is read of a TLS ClientHello (RFC 8446 section 4.1.2).
struct ClientHello: Equatable {
  /// Where the server name stands (RFC 6066 section 3), or `nil` if none was seen.
  var serverName: Range<Int>?
  /// True if an encrypted hello was seen: encrypted_client_hello (RFC 9849), or the server name
  /// encrypted by its forerunner (draft-ietf-tls-esni).
  ///
  /// The name is then a public name, or the extension is GREASE and the name is true.
  var offersECH = false
  /// Four octets of the client's random, which tell a hello that is repeated after a
  /// HelloRetryRequest (RFC 8446 section 4.1.2) or a Retry from a new one; 0 if not seen.
  var mark: UInt32 = 0

  /// Over what a hello is carried.
  enum Transport {
    /// TCP or QUIC.
    case stream
    /// UDP: a cookie follows the session id (RFC 6347 section 4.2.1).
    case datagrams
  }

  /// Reads a hello from its version field to the end that the handshake header states.
  ///
  ///     version 2 | random 32 | session id 1+n | cookie 1+n, DTLS only | cipher suites 2+n |
  ///     compression 1+n | extensions 2+n: { type 2 | length 2 | data }
  ///
  /// Returns what was read, and why the reading ended before the hello did, if so. O(extensions).
  static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, over transport: Transport = .stream
  ) -> (hello: ClientHello, fault: MessageFault?) {
    var hello = ClientHello()
    var cursor = ByteCursor(offset: range.lowerBound, limit: range.upperBound)
    do throws(MessageFault) {
      try hello.read(bytes, &cursor, over: transport)
      return (hello, nil)
    } catch {
      return (hello, error)
    }
  }

  private mutating func read(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor, over transport: Transport
  ) throws(MessageFault) {
    let start = cursor.offset
    try cursor.skip(34)
    if start + 10 <= bytes.count { mark = bytes.uint32(at: start + 6) }
    try cursor.skip(cursor.uint8(bytes))
    if transport == .datagrams { try cursor.skip(cursor.uint8(bytes)) }
    try cursor.skip(cursor.uint16(bytes))
    try cursor.skip(cursor.uint8(bytes))
    // Extensions are optional (RFC 5246 section 7.4.1.2).
    if cursor.offset == cursor.limit { return }
    let length = try cursor.uint16(bytes)
    if length > cursor.limit - cursor.offset { throw .malformed }
    cursor.limit = cursor.offset + length
    while cursor.offset < cursor.limit { try readExtension(bytes, &cursor) }
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
    case 0xfe0d, 0xffce: offersECH = true
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
