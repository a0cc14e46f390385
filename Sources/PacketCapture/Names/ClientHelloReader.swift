/// Finds a ClientHello at the start of a stretch of TLS records and reads the name in it.
///
///     type 22 | version 3.x | length 2 | handshake type 1 | length 3 | ClientHello …
struct ClientHelloReader {
  /// The name of the last hello that had one, as ``HostText`` writes it.
  private(set) var name: [UInt8] = []
  private var handshake: [UInt8] = []

  /// Handshake bytes of one hello at most; a hello that claims more is taken as malformed.
  static let maximumLength = StreamPrefix.maximumSize

  /// True if the bytes can be the beginning of a ClientHello, as far as they go.
  static func canBegin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 0, bytes[0] == 22 else { return false }
    if bytes.count > 1, bytes[1] != 3 { return false }
    if bytes.count > 5, bytes[5] != 1 { return false }
    return true
  }

  /// Reads the hello at the start of the bytes; true if it has a name.
  ///
  /// A hello may be cut into several records (RFC 8446 section 5.1); those are joined first.
  mutating func read(_ bytes: Span<UInt8>) throws(MessageFault) -> (hello: ClientHello, named: Bool)
  {
    try ByteCursor(offset: 0, limit: .max).need(9, of: bytes)
    guard ClientHelloReader.canBegin(bytes) else { throw .malformed }
    try join(bytes, upTo: 4)
    guard handshake.count == 4 else { throw .needMore(bytes.count + 1) }
    let length = handshake.span.uint24(at: 1)
    guard length <= ClientHelloReader.maximumLength - 4 else { throw .malformed }
    if Int(bytes.uint16(at: 3)) >= 4 + length {
      let hello = try ClientHello.read(bytes, 9..<9 + length)
      return (hello, take(hello.serverName, from: bytes))
    }
    try join(bytes, upTo: 4 + length)
    do throws(MessageFault) {
      let hello = try ClientHello.read(handshake.span, 4..<4 + length)
      let joined = handshake
      return (hello, take(hello.serverName, from: joined.span))
    } catch {
      // What is missing is counted in joined bytes; at least one more byte of records is needed.
      if case .needMore = error { throw .needMore(bytes.count + 1) }
      throw error
    }
  }

  private mutating func take(_ range: Range<Int>?, from bytes: Span<UInt8>) -> Bool {
    guard let range else { return false }
    return HostText.replace(&name, by: bytes, range)
  }

  /// Puts the contents of the records one behind the other, as far as they have arrived.
  private mutating func join(_ bytes: Span<UInt8>, upTo wanted: Int) throws(MessageFault) {
    handshake.removeAll(keepingCapacity: true)
    var offset = 0
    while handshake.count < wanted, offset + 5 <= bytes.count {
      guard bytes[offset] == 22, bytes[offset + 1] == 3 else { throw .malformed }
      let length = Int(bytes.uint16(at: offset + 3))
      guard length > 0 else { throw .malformed }
      let end = min(offset + 5 + length, bytes.count, offset + 5 + wanted - handshake.count)
      for index in offset + 5..<end { handshake.append(bytes[index]) }
      offset += 5 + length
    }
  }
}
