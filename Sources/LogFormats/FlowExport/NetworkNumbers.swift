/// Numbers in network byte order.
///
/// One check of the range, then one load; the only place of the decoder that reads past the bounds
/// checks of single bytes.
extension Span where Element == UInt8 {
  /// Two octets.
  /// - Precondition: they lie inside the span.
  @inline(__always)
  func network16(at offset: Int) -> UInt16 {
    precondition(offset >= 0 && offset <= count &- 2)
    return unsafe UInt16(
      bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
  }

  /// Four octets.
  /// - Precondition: they lie inside the span.
  @inline(__always)
  func network32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count &- 4)
    return unsafe UInt32(
      bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
  }

  /// Eight octets.
  /// - Precondition: they lie inside the span.
  @inline(__always)
  func network64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count &- 8)
    return unsafe UInt64(
      bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// An unsigned number of 1 to 8 octets (RFC 7011 section 6.2).
  /// - Precondition: they lie inside the span.
  func network(at offset: Int, length: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<length { value = value << 8 | UInt64(self[offset + index]) }
    return value
  }
}
