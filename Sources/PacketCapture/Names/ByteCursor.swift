/// A place in a message that may still be incomplete: tells "not here yet" from "cannot be".
///
/// `limit` is where the message says that the part being read ends; bytes beyond what has arrived
/// but before the limit are missing, bytes beyond the limit are a contradiction.
struct ByteCursor: BitwiseCopyable {
  /// First byte not yet read.
  var offset: Int
  /// One past the last byte of the part being read, as stated.
  var limit: Int

  /// Throws unless `count` bytes follow within the limit and have arrived.
  func need(_ count: Int, of bytes: Span<UInt8>) throws(MessageFault) {
    if count > limit - offset { throw .malformed }
    if offset + count > bytes.count { throw .needMore(offset + count) }
  }

  /// Reads one byte.
  mutating func uint8(_ bytes: Span<UInt8>) throws(MessageFault) -> Int {
    try need(1, of: bytes)
    offset += 1
    return Int(bytes[offset - 1])
  }

  /// Reads two bytes.
  mutating func uint16(_ bytes: Span<UInt8>) throws(MessageFault) -> Int {
    try need(2, of: bytes)
    offset += 2
    return Int(bytes.uint16(at: offset - 2))
  }

  /// Passes over bytes that need not have arrived but must fit within the limit.
  mutating func skip(_ count: Int) throws(MessageFault) {
    if count > limit - offset { throw .malformed }
    offset += count
  }
}
