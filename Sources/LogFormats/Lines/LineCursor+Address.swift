package import NATModel

/// Addresses and endpoints.
///
/// The reads that are used in hot places set the words of an address that is there already: setting
/// is inlined, an initialiser of another target is not.
extension LineCursor {
  /// Gathers the marks of ``nonDigits(_:)`` into eight bits, the first byte in the lowest.
  @inline(__always)
  private static func gather(_ marks: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: ((marks &>> 7) &* 0x0102_0408_1020_4080) &>> 56)
  }

  /// The digits at an index, as values in the high bytes of a word of 32 bits.
  @inline(__always)
  private func octet(at index: Int, digits: Int) -> UInt64 {
    let word = uncheckedHalfWord(at: index) ^ 0x3030_3030
    return UInt64(word &<< UInt32(truncatingIfNeeded: 32 &- 8 &* digits))
  }

  /// Evaluates two words of three digits at once, each 0 to 999.
  @inline(__always)
  private static func evaluatePair(_ pair: UInt64) -> UInt64 {
    let mask: UInt64 = 0x0000_00ff_0000_00ff
    return ((pair &>> 24) & mask) &+ ((pair &>> 16) & mask) &* 10 &+ ((pair &>> 8) & mask) &* 100
  }

  /// The value of four octets of which the ends are known, or `nil` if they are no IPv4 address.
  ///
  /// `start` is the index of the first digit; the ends are counted from it.
  @inline(__always)
  private func address(
    from start: Int, _ first: Int, _ second: Int, _ third: Int, _ fourth: Int
  ) -> UInt32? {
    let a = first &- 1
    let b = second &- first &- 2
    let c = third &- second &- 2
    let d = fourth &- third &- 2
    // Lengths less one must be 0, 1 or 2: nothing negative or above 3, and 3 becomes 4.
    let rounded = (a &+ (a &>> 1)) | (b &+ (b &>> 1)) | (c &+ (c &>> 1)) | (d &+ (d &>> 1))
    guard UInt(bitPattern: rounded) < 4 else { return nil }
    let left = LineCursor.evaluatePair(
      octet(at: start, digits: a &+ 1)
        | octet(at: start &+ first &+ 1, digits: b &+ 1) &<< 32)
    let right = LineCursor.evaluatePair(
      octet(at: start &+ second &+ 1, digits: c &+ 1)
        | octet(at: start &+ third &+ 1, digits: d &+ 1) &<< 32)
    let dot = UInt32(UInt8(ascii: "."))
    let dots =
      (uncheckedHalfWord(at: start &+ first) ^ dot)
      | (uncheckedHalfWord(at: start &+ second) ^ dot)
      | (uncheckedHalfWord(at: start &+ third) ^ dot)
    guard (left | right) & 0xffff_ff00_ffff_ff00 == 0, dots & 0xff == 0 else { return nil }
    let upper = UInt32(truncatingIfNeeded: left &<< 8 | left &>> 32)
    let lower = UInt32(truncatingIfNeeded: right &<< 8 | right &>> 32)
    return upper &<< 16 | lower & 0xffff
  }

  /// Marks, one bit each, of the bytes from the position on that are no digits: 24 bytes, and a mark
  /// behind them.
  @inline(__always)
  private func endsOfNumbers() -> UInt32 {
    let ascii: UInt64 = 0x3030_3030_3030_3030
    return LineCursor.gather(LineCursor.nonDigits(uncheckedWord(at: position) ^ ascii))
      | LineCursor.gather(LineCursor.nonDigits(uncheckedWord(at: position &+ 8) ^ ascii)) &<< 8
      | LineCursor.gather(LineCursor.nonDigits(uncheckedWord(at: position &+ 16) ^ ascii)) &<< 16
      | 0x100_0000
  }

  /// Reads an IPv4 address in dotted decimal, or returns `nil` without moving.
  ///
  /// Octets have one to three digits; leading zeros are decimal. The ends of the four octets are
  /// found at once, so that their lengths cost no branch. A dot that follows makes it no address.
  /// Near the end of the span it is left to the general parser.
  @inline(__always)
  mutating func readIPv4Value() -> UInt32? {
    guard hasRoom else { return nil }
    var marks = endsOfNumbers()
    let first = marks.trailingZeroBitCount
    marks &= marks &- 1
    let second = marks.trailingZeroBitCount
    marks &= marks &- 1
    let third = marks.trailingZeroBitCount
    marks &= marks &- 1
    let fourth = marks.trailingZeroBitCount
    guard let value = address(from: position, first, second, third, fourth),
      position &+ fourth <= end, peek(fourth) != UInt8(ascii: ".")
    else { return nil }
    position &+= fourth
    return value
  }

  /// Reads `address`, `separator`, `port`.
  ///
  /// An IPv4 address and its port are found and evaluated together. Throws `malformedAddress`,
  /// `malformedPort` or `portOutOfRange`; what is written to the arguments then is of no use.
  @inline(__always)
  mutating func readEndpoint(
    into address: inout IPAddress, _ port: inout UInt16, separator: UInt8
  ) throws(LineFault) {
    guard hasRoom else { return try readOtherEndpoint(into: &address, &port, separator) }
    let start = position
    var marks = endsOfNumbers()
    let first = marks.trailingZeroBitCount
    marks &= marks &- 1
    let second = marks.trailingZeroBitCount
    marks &= marks &- 1
    let third = marks.trailingZeroBitCount
    marks &= marks &- 1
    let fourth = marks.trailingZeroBitCount
    marks &= marks &- 1
    let fifth = marks.trailingZeroBitCount
    let digits = fifth &- fourth &- 1
    let word = uncheckedWord(at: start &+ fourth &+ 1) ^ 0x3030_3030_3030_3030
    let number = LineCursor.evaluate(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* digits))
    guard let value = self.address(from: start, first, second, third, fourth),
      bytes[start &+ fourth] == separator, UInt(bitPattern: digits &- 1) < 8, number <= 65535,
      start &+ fifth <= end
    else { return try readOtherEndpoint(into: &address, &port, separator) }
    address.high = 0
    address.low = 0xffff_0000_0000 | UInt64(value)
    port = UInt16(truncatingIfNeeded: number)
    position = start &+ fifth
  }

  @inline(never)
  private mutating func readOtherEndpoint(
    into address: inout IPAddress, _ port: inout UInt16, _ separator: UInt8
  ) throws(LineFault) {
    address = try readAddress(before: separator)
    guard skip(separator) else { throw LineFault(.malformedPort) }
    port = try readPort()
  }

  /// Reads an IPv4 address in dotted decimal, or returns `nil` without moving.
  package mutating func readIPv4() -> IPAddress? {
    if let value = readIPv4Value() { return IPAddress(ipv4: value) }
    guard !hasRoom else { return nil }
    var index = position
    while index < end, index - position < 16,
      bytes[index] == UInt8(ascii: ".") || bytes[index] &- UInt8(ascii: "0") < 10
    {
      index += 1
    }
    guard let address = IPAddress(parsing: slice(position, index)) else { return nil }
    position = index
    return address
  }

  /// Reads an address that ends before `terminator`, a blank, a bracket, a comma or the end.
  ///
  /// Throws `malformedAddress`, with `address` unchanged, for any other text, host names included;
  /// they are never resolved.
  @inline(__always)
  mutating func readAddress(into address: inout IPAddress, before terminator: UInt8)
    throws(LineFault)
  {
    let before = position
    if let value = readIPv4Value() {
      let next = peek()
      if next == terminator || LineCursor.endsAddress(next) {
        address.high = 0
        address.low = 0xffff_0000_0000 | UInt64(value)
        return
      }
      position = before
    }
    address = try readOtherAddress(before: terminator)
  }

  /// Reads an address that ends before `terminator`, a blank, a bracket, a comma or the end.
  ///
  /// Throws `malformedAddress` for any other text, host names included.
  package mutating func readAddress(before terminator: UInt8) throws(LineFault) -> IPAddress {
    var address = IPAddress.unspecified
    try readAddress(into: &address, before: terminator)
    return address
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
