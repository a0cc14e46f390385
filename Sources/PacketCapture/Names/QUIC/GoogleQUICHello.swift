/// The hello of Google's QUIC before it became a standard: versions up to Q046, whose first packet
/// is only obscured by a hash, not by keys.
///
///     flags 1 | connection id 8 | "Q0nn" | packet number 1, 2, 4 or 6 | hash 12 | frames …
///     handshake message: "CHLO" | number of tags 2 | 0 0 | { tag 4 | end offset 4 } | values
///
/// Numbers inside the message are in little-endian order. From the protocol documents of 2013 to
/// 2016; no standard describes it.
enum GoogleQUICHello {
  private static let tag = Array("CHLO".utf8)
  private static let nameTag = Array("SNI\0".utf8)
  /// How far behind the header the message may start: hash and headers of frames.
  private static let maximumStart = 96
  private static let maximumTags = 128

  /// True if a datagram begins like a first packet: a version and a connection id are there.
  @inline(__always)
  static func canBegin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 64, bytes[0] & 0x89 == 0x09, bytes[9] == 0x51 else { return false }
    return bytes[10] == 0x30 && isDigit(bytes[11]) && isDigit(bytes[12])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// Where the server name stands: `nil` if no hello is there or it names nobody.
  ///
  /// - Precondition: ``canBegin(_:)``.
  static func serverName(_ bytes: Span<UInt8>) -> (isHello: Bool, name: Range<Int>?) {
    var start = 13
    let end = min(13 + maximumStart, bytes.count - 8)
    while start < end, !matches(bytes, at: start, tag) { start += 1 }
    guard start < end else { return (false, nil) }
    let count = min(littleEndian(bytes, at: start + 4, octets: 2), maximumTags)
    let table = start + 8
    let values = table + count * 8
    guard values <= bytes.count else { return (true, nil) }
    var valueStart = 0
    for index in 0..<count {
      let entry = table + index * 8
      let valueEnd = littleEndian(bytes, at: entry + 4, octets: 4)
      guard valueEnd >= valueStart, valueEnd <= bytes.count - values else { return (true, nil) }
      if matches(bytes, at: entry, nameTag) {
        return (true, values + valueStart..<values + valueEnd)
      }
      valueStart = valueEnd
    }
    return (true, nil)
  }

  private static func matches(_ bytes: Span<UInt8>, at offset: Int, _ text: [UInt8]) -> Bool {
    for index in text.indices where bytes[offset + index] != text[index] { return false }
    return true
  }

  private static func littleEndian(_ bytes: Span<UInt8>, at offset: Int, octets: Int) -> Int {
    var value = 0
    for index in (0..<octets).reversed() { value = value << 8 | Int(bytes[offset + index]) }
    return value
  }
}
