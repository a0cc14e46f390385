import NATModel

/// Numbers in network byte order at a place that has been checked before.
///
/// - Precondition: the bytes read lie inside the span.
extension Span where Element == UInt8 {
  @inline(__always)
  func uint16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
  }

  @inline(__always)
  func uint24(at offset: Int) -> Int {
    Int(self[offset]) << 16 | Int(uint16(at: offset + 1))
  }

  @inline(__always)
  func uint32(at offset: Int) -> UInt32 {
    UInt32(uint16(at: offset)) << 16 | UInt32(uint16(at: offset + 2))
  }

  @inline(__always)
  func uint64(at offset: Int) -> UInt64 {
    UInt64(uint32(at: offset)) << 32 | UInt64(uint32(at: offset + 4))
  }

  @inline(__always)
  func ipv4Address(at offset: Int) -> IPAddress { IPAddress(ipv4: uint32(at: offset)) }

  @inline(__always)
  func ipv6Address(at offset: Int) -> IPAddress {
    IPAddress(high: uint64(at: offset), low: uint64(at: offset + 8))
  }
}
