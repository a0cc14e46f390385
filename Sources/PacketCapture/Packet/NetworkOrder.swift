import NATModel

/// Numbers in network byte order at a place that has been checked before.
///
/// One check of the range, then one load: beside files and sockets the only place here that reads
/// past the bounds checks of single bytes.
///
/// - Precondition: the bytes read lie inside the span.
extension Span where Element == UInt8 {
  @inline(__always)
  func uint16(at offset: Int) -> UInt16 {
    precondition(offset >= 0 && offset <= count &- 2)
    return unsafe UInt16(
      bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
  }

  @inline(__always)
  func uint24(at offset: Int) -> Int {
    Int(self[offset]) << 16 | Int(uint16(at: offset + 1))
  }

  @inline(__always)
  func uint32(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count &- 4)
    return unsafe UInt32(
      bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
  }

  @inline(__always)
  func uint64(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count &- 8)
    return unsafe UInt64(
      bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  func ipv4Address(at offset: Int) -> IPAddress { IPAddress(ipv4: uint32(at: offset)) }

  @inline(__always)
  func ipv6Address(at offset: Int) -> IPAddress {
    IPAddress(high: uint64(at: offset), low: uint64(at: offset + 8))
  }
}
