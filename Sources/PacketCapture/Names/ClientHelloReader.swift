/// Finds a ClientHello at the start of a stretch of bytes and reads the name in it.
///
///     TLS records: type 22 | version 3.x | length 2 | handshake type 1 | length 3 | ClientHello …
///     SSL 2.0:     length 2, top bit set | type 1 | version 0.2 or 3.x … (RFC 5246 appendix E.2)
///     DTLS:        type 22 | version 254.x | epoch 2 | sequence 6 | length 2 |
///                  handshake type 1 | length 3 | sequence 2 | fragment 3, 3 | ClientHello
struct ClientHelloReader {
  /// The name of the last hello that had one, as ``HostText`` writes it.
  private(set) var name: [UInt8] = []
  /// What the last hello said; its name lies elsewhere.
  private(set) var hello = ClientHello()
  private var handshake: [UInt8] = []

  /// Handshake bytes of one hello at most; a hello that claims more is taken as malformed.
  static let maximumLength = StreamPrefix.maximumSize

  /// True if the bytes can be the beginning of a ClientHello in a stream, as far as they go.
  @inline(__always)
  static func canBegin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 0 else { return false }
    if bytes[0] & 0x80 != 0 { return canBeginSSL2(bytes) }
    guard bytes[0] == 22 else { return false }
    if bytes.count > 1, bytes[1] != 3 { return false }
    if bytes.count > 5, bytes[5] != 1 { return false }
    return true
  }

  /// True if all of the bytes are one SSL 2.0 hello: only whole ones, as little tells them apart.
  private static func canBeginSSL2(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 11, bytes[2] == 1, Int(bytes.uint16(at: 0) & 0x7fff) == bytes.count - 2
    else { return false }
    let isVersion = (bytes[3] == 3 && bytes[4] <= 4) || (bytes[3] == 0 && bytes[4] == 2)
    let parts = [5, 7, 9].reduce(0) { $0 + Int(bytes.uint16(at: $1)) }
    return isVersion && 11 + parts == bytes.count
  }

  /// True if a datagram begins like a DTLS hello (RFC 6347 section 4.1, RFC 9147 section 5.2).
  @inline(__always)
  static func canBeginDatagram(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 25 && bytes[0] == 22 && bytes[1] == 0xfe && bytes[13] == 1
  }

  /// Reads the hello at the start of the bytes; true if it has a name.
  ///
  /// A hello may be cut into several records (RFC 8446 section 5.1); those are joined first. If the
  /// bytes are all that will ever come, `isAll`, the name counts even if the hello breaks off. A hello
  /// that contradicts itself after the name throws, but ``name`` holds it and ``isNamed`` says so.
  mutating func read(_ bytes: Span<UInt8>, isAll: Bool = false) throws(MessageFault) -> Bool {
    forget()
    if bytes.count > 0, bytes[0] & 0x80 != 0 { return false }
    try ByteCursor(offset: 0, limit: .max).need(9, of: bytes)
    guard ClientHelloReader.canBegin(bytes) else { throw .malformed }
    try join(bytes, upTo: 4)
    guard handshake.count == 4 else { throw .needMore(bytes.count + 1) }
    let length = handshake.span.uint24(at: 1)
    guard length <= ClientHelloReader.maximumLength - 4 else { throw .malformed }
    if Int(bytes.uint16(at: 3)) >= 4 + length {
      return try take(bytes, 9..<9 + length, isAll: isAll)
    }
    try join(bytes, upTo: 4 + length)
    let joined = handshake
    do throws(MessageFault) {
      return try take(joined.span, 4..<4 + length, isAll: isAll)
    } catch {
      // What is missing is counted in joined bytes; at least one more byte of records is needed.
      if case .needMore = error { throw .needMore(bytes.count + 1) }
      throw error
    }
  }

  /// Reads the hello at the start of handshake bytes without records, as QUIC carries them.
  mutating func readHandshake(
    _ bytes: Span<UInt8>, isAll: Bool = false
  ) throws(MessageFault) -> Bool {
    forget()
    try ByteCursor(offset: 0, limit: .max).need(4, of: bytes)
    let length = bytes.uint24(at: 1)
    guard bytes[0] == 1, length <= ClientHelloReader.maximumLength - 4 else { throw .malformed }
    return try take(bytes, 4..<4 + length, isAll: isAll)
  }

  /// Reads the hello of a DTLS record that holds it whole.
  ///
  /// - Precondition: ``canBeginDatagram(_:)``.
  mutating func readDatagram(_ bytes: Span<UInt8>) throws(MessageFault) -> Bool {
    forget()
    let length = bytes.uint24(at: 14)
    let isWhole = bytes.uint24(at: 19) == 0 && bytes.uint24(at: 22) == length
    guard isWhole, 25 + length <= bytes.count else { throw .needMore(25 + length) }
    return try take(bytes, 25..<25 + length, over: .datagrams, isAll: true)
  }

  /// Forgets the last hello.
  mutating func forget() {
    hello = ClientHello()
    name.removeAll(keepingCapacity: true)
  }

  /// True if the last hello that was read named a host, even if it was damaged behind that.
  var isNamed: Bool { !name.isEmpty }

  private mutating func take(
    _ bytes: Span<UInt8>, _ range: Range<Int>, over transport: ClientHello.Transport = .stream,
    isAll: Bool
  ) throws(MessageFault) -> Bool {
    let (found, fault) = ClientHello.read(bytes, range, over: transport)
    if case .needMore = fault, !isAll || found.serverName == nil { throw fault ?? .malformed }
    hello = found
    if let place = found.serverName { _ = HostText.replace(&name, by: bytes, place) }
    if fault == .malformed { throw .malformed }
    return isNamed
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
