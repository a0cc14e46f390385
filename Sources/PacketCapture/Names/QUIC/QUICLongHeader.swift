/// The long header of a QUIC packet (RFC 9000 section 17.2), as far as it is not protected.
///
///     1 x type 2 xxxx | version 4 | length 1 | destination id | length 1 | source id |
///     Initial: token length i | token |
///     Initial, 0-RTT, Handshake: length i | packet number, payload …
struct QUICLongHeader: Equatable {
  /// What the packet is; version 2 numbers the types its own way (RFC 9369 section 3.2).
  enum Kind: Equatable {
    case initial
    case zeroRTT
    case handshake
    case retry
    /// Version 0 (RFC 8999 section 6).
    case versionNegotiation
    /// A version whose packets are not known beyond the version-independent part.
    case unknown
  }

  /// The version number.
  var version: UInt32
  /// The type of packet.
  var kind: Kind
  /// Where the packet starts.
  var start: Int
  /// Where the destination connection id stands.
  var destination: Range<Int>
  /// Where the source connection id stands.
  var source: Range<Int>
  /// Packet number and payload; empty where the packet has no length.
  var protected = 0..<0

  /// Longest connection id of the versions that are read (RFC 9000 section 17.2).
  static let maximumIDLength = 20

  /// True if the bytes can be the beginning of a packet with a long header of a version.
  @inline(__always)
  static func canBegin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 7, bytes[0] & 0x80 != 0 else { return false }
    let version = bytes.uint32(at: 1)
    // The second bit says nothing: peers that agreed to may clear it (RFC 9287).
    return version == 0 || QUICVersion.isKnown(number: version)
  }

  /// Reads a header and moves past the packet; past everything if the packet states no length.
  static func read(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> QUICLongHeader {
    let start = cursor.offset
    try cursor.need(6, of: bytes)
    let first = bytes[start]
    guard first & 0x80 != 0 else { throw .malformed }
    let version = bytes.uint32(at: start + 1)
    cursor.offset += 5
    let destination = try connectionID(bytes, &cursor)
    let source = try connectionID(bytes, &cursor)
    var header = QUICLongHeader(
      version: version, kind: kind(first, version), start: start, destination: destination,
      source: source)
    switch header.kind {
    case .initial: try cursor.skip(cursor.variableInteger(bytes))
    case .zeroRTT, .handshake: break
    case .retry, .versionNegotiation, .unknown:
      cursor.offset = cursor.limit
      return header
    }
    let length = try cursor.variableInteger(bytes)
    let body = cursor.offset
    try cursor.skip(length)
    header.protected = body..<cursor.offset
    return header
  }

  private static func kind(_ first: UInt8, _ version: UInt32) -> Kind {
    if version == 0 { return .versionNegotiation }
    guard let family = QUICVersion.candidates(number: version).first else { return .unknown }
    let type = first >> 4 & 3
    // Version 2: Retry 0, Initial 1, 0-RTT 2, Handshake 3; all others begin with Initial.
    switch family == .two ? (type &- 1) & 3 : type {
    case 0: return .initial
    case 1: return .zeroRTT
    case 2: return .handshake
    default: return .retry
    }
  }

  private static func connectionID(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> Range<Int> {
    let length = try cursor.uint8(bytes)
    guard length <= maximumIDLength else { throw .malformed }
    try cursor.need(length, of: bytes)
    cursor.offset += length
    return cursor.offset - length..<cursor.offset
  }
}

extension ByteCursor {
  /// Reads an integer of one, two, four or eight bytes (RFC 9000 section 16); below 2^62.
  mutating func variableInteger(_ bytes: Span<UInt8>) throws(MessageFault) -> Int {
    let first = try uint8(bytes)
    let more = 1 << (first >> 6) - 1
    try need(more, of: bytes)
    var value = first & 0x3f
    for index in offset..<offset + more { value = value << 8 | Int(bytes[index]) }
    offset += more
    return value
  }
}
