package import NATModel

/// Addresses as ``IPAddress/description`` has them.
extension TextOutput {
  /// Appends an address: dotted decimal, or RFC 5952 text.
  @inline(__always)
  package mutating func write(_ address: IPAddress) {
    guard address.isIPv4 else { return write(ipv6: address) }
    let value = address.ipv4
    let target = unsafe room()
    var length = 0
    for shift: UInt32 in [24, 16, 8, 0] {
      let octet = octets[value >> shift]
      unsafe target.storeBytes(
        of: octet.text.littleEndian, toByteOffset: length, as: UInt32.self)
      length &+= octet.length
    }
    advance(length &- 1)
  }

  @inline(never)
  private mutating func write(ipv6 address: IPAddress) {
    func group(_ index: Int) -> UInt64 {
      (index < 4 ? address.high : address.low) >> UInt64(48 - index % 4 * 16) & 0xffff
    }
    // The longest run of zero groups, at least two of them; the first of several.
    var gap = 0..<0
    var index = 0
    while index < 8 {
      var end = index
      while end < 8, group(end) == 0 { end += 1 }
      if end - index > max(gap.count, 1) { gap = index..<end }
      index = max(end, index + 1)
    }
    for index in 0..<8 where !gap.contains(index) {
      if index > 0, index != gap.upperBound { write(byte: UInt8(ascii: ":")) }
      if index == gap.upperBound, !gap.isEmpty { write("::") }
      write(hexadecimal: group(index))
    }
    if gap.upperBound == 8 { write("::") }
  }
}
