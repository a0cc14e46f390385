package import NATModel

/// An address to make others from by setting its words: setting is inlined, an initialiser of
/// another target is not.
private let noAddress = IPAddress.unspecified

/// Addresses and endpoints.
extension LineCursor {
  /// Gathers the marks of ``nonDigits(_:)`` into eight bits, the first byte in the lowest.
  @inline(__always)
  private static func gather(_ marks: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: ((marks &>> 7) &* 0x0102_0408_1020_4080) &>> 56)
  }

  /// The value of one to three digits that begin at an index.
  @inline(__always)
  private func octet(at index: Int, digits: Int) -> UInt32 {
    let word = UInt32(truncatingIfNeeded: word(at: index)) ^ 0x3030_3030
    let aligned = word &<< UInt32(truncatingIfNeeded: 32 &- 8 &* digits)
    return (aligned &>> 24) &+ ((aligned &>> 16) & 0xff) &* 10 &+ ((aligned &>> 8) & 0xff) &* 100
  }

  /// Reads an IPv4 address in dotted decimal, or returns `nil` without moving.
  ///
  /// Octets have one to three digits; leading zeros are decimal. The ends of the four octets are
  /// found at once in sixteen bytes, so that their lengths cost no branch. A digit or dot that
  /// follows makes it no address.
  @inline(__always)
  package mutating func readIPv4() -> IPAddress? {
    let low = word(at: position) ^ 0x3030_3030_3030_3030
    let high = word(at: position &+ 8) ^ 0x3030_3030_3030_3030
    var marks =
      LineCursor.gather(LineCursor.nonDigits(low))
      | LineCursor.gather(LineCursor.nonDigits(high)) &<< 8
    let first = marks.trailingZeroBitCount
    marks &= marks &- 1
    let second = marks.trailingZeroBitCount
    marks &= marks &- 1
    let third = marks.trailingZeroBitCount
    marks &= marks &- 1
    let fourth = marks.trailingZeroBitCount
    // A missing mark reads as 32, which makes a length too long.
    let lengths = (first, second &- first &- 1, third &- second &- 1, fourth &- third &- 1)
    let tooLong =
      (lengths.0 &- 1) | (lengths.1 &- 1) | (lengths.2 &- 1) | (lengths.3 &- 1)
    guard UInt(bitPattern: tooLong) < 4, lengths.0 < 4, lengths.1 < 4, lengths.2 < 4,
      lengths.3 < 4, position &+ fourth <= end
    else { return nil }
    let a = octet(at: position, digits: lengths.0)
    let b = octet(at: position &+ first &+ 1, digits: lengths.1)
    let c = octet(at: position &+ second &+ 1, digits: lengths.2)
    let d = octet(at: position &+ third &+ 1, digits: lengths.3)
    let dot = UInt8(ascii: ".")
    guard (a | b | c | d) < 256, byte(at: position &+ first) == dot,
      byte(at: position &+ second) == dot, byte(at: position &+ third) == dot,
      byte(at: position &+ fourth) != dot
    else { return nil }
    position &+= fourth
    var address = noAddress
    address.low = 0xffff_0000_0000 | UInt64(a &<< 24 | b &<< 16 | c &<< 8 | d)
    return address
  }

  /// Reads an address that ends before `terminator`, a blank, a bracket, a comma or the end.
  ///
  /// Throws `malformedAddress` for any other text, host names included; they are never resolved.
  @inline(__always)
  package mutating func readAddress(before terminator: UInt8) throws(LineFault) -> IPAddress {
    let before = position
    if let address = readIPv4() {
      let next = peek()
      if next == terminator || LineCursor.endsAddress(next) { return address }
      position = before
    }
    return try readOtherAddress(before: terminator)
  }

  /// True for the bytes that end an address in every dialect; 0 stands for the end of the line.
  @inline(__always)
  private static func endsAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 0x20, 0x09, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  @inline(never)
  private mutating func readOtherAddress(before terminator: UInt8) throws(LineFault) -> IPAddress {
    var index = position
    while index < end, bytes[index] != terminator, !LineCursor.endsAddress(bytes[index]) {
      index += 1
    }
    guard index - position <= 45, let address = IPAddress(parsing: slice(position, index)) else {
      throw LineFault(.malformedAddress)
    }
    position = index
    return address
  }
}
