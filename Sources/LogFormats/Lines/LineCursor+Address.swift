package import NATModel

/// Addresses and endpoints.
///
/// The reads that are used in hot places set the words of an address that is there already: setting
/// is inlined, an initialiser of another target is not.
extension LineCursor {
  /// Reads `n.n` and finds what ends it; a pair with its end is never longer than eight bytes.
  ///
  /// Returns the pair as sixteen bits and the index after it, or `nil` unless two numbers of one to
  /// three digits up to 255 stand there. Both are found and evaluated in one word: no branch depends
  /// on how many digits they have.
  @inline(__always)
  private func octetPair(at index: Int) -> (value: UInt32, end: Int)? {
    let word = uncheckedWord(at: index) ^ 0x3030_3030_3030_3030
    let marks = LineCursor.nonDigits(word)
    // Marks stand at bit 7 of a byte: 15, 23 or 31 for one, two or three digits before it.
    let first = UInt64(truncatingIfNeeded: marks.trailingZeroBitCount)
    let second = UInt64(truncatingIfNeeded: (marks & (marks &- 1)).trailingZeroBitCount)
    let length = second &- first &- 1
    // The digits in the bytes 0 to 2, the last one in byte 2, zeros before them.
    let high = (UInt32(truncatingIfNeeded: word) &<< UInt32(truncatingIfNeeded: first ^ 31))
    let low =
      UInt32(truncatingIfNeeded: word &>> (first &+ 1))
      &<< UInt32(truncatingIfNeeded: length ^ 31)
    let highDigits = high & 0xff_ffff
    let lowDigits = low & 0xff_ffff
    guard first &- 15 <= 16, length &- 15 <= 16, highDigits.byteSwapped <= 0x0205_05ff,
      lowDigits.byteSwapped <= 0x0205_05ff,
      // A dot, as a digit would be read.
      UInt8(truncatingIfNeeded: word &>> (first &- 7)) == 0x1e
    else { return nil }
    let value =
      ((highDigits &* 0x64_0a01) &>> 8) & 0xff00 | ((lowDigits &* 0x64_0a01) &>> 16) & 0xff
    return (value, index &+ Int(truncatingIfNeeded: second &>> 3))
  }

  /// Reads the four octets of an IPv4 address; returns its value and the index after it.
  @inline(__always)
  private func octets(at index: Int) -> (value: UInt32, end: Int)? {
    guard let (upper, dot) = octetPair(at: index), bytes[dot] == UInt8(ascii: "."),
      let (lower, end) = octetPair(at: dot &+ 1)
    else { return nil }
    return (upper &<< 16 | lower, end)
  }

  /// Reads an IPv4 address in dotted decimal, or returns `nil` without moving.
  ///
  /// Leading zeros are decimal. A dot that follows makes it no address. Near the end of the span it
  /// is left to the general parser.
  @inline(__always)
  mutating func readIPv4Value() -> UInt32? {
    guard hasRoom, let (value, index) = octets(at: position), index <= end,
      byte(at: index) != UInt8(ascii: ".")
    else { return nil }
    seek(to: index)
    return value
  }

  /// Reads `address`, `separator`, `port`.
  ///
  /// An IPv4 address and its port are found and evaluated together. Where the separator is a colon, an
  /// IPv6 address may stand in brackets, or bare: then its last colon separates. Throws `malformedAddress`,
  /// `malformedPort` or `portOutOfRange`; what is written to the arguments then is of no use.
  @inline(__always)
  mutating func readEndpoint(
    into address: inout IPAddress, _ port: inout UInt16, separator: UInt8
  ) throws(LineFault) {
    guard hasRoom else { return try readOtherEndpoint(into: &address, &port, separator) }
    guard let (value, index) = octets(at: position), bytes[index] == separator else {
      return try readOtherEndpoint(into: &address, &port, separator)
    }
    let word = uncheckedWord(at: index &+ 1) ^ 0x3030_3030_3030_3030
    let count = LineCursor.nonDigits(word).trailingZeroBitCount &>> 3
    let number = LineCursor.evaluate(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    guard count &- 1 < 7, count > 0, number <= 65535, index &+ 1 &+ count <= end else {
      return try readOtherEndpoint(into: &address, &port, separator)
    }
    address.high = 0
    address.low = 0xffff_0000_0000 | UInt64(value)
    port = UInt16(truncatingIfNeeded: number)
    seek(to: index &+ 1 &+ count)
  }

  @inline(never)
  private mutating func readOtherEndpoint(
    into address: inout IPAddress, _ port: inout UInt16, _ separator: UInt8
  ) throws(LineFault) {
    guard separator != UInt8(ascii: ":") else {
      return try readColonEndpoint(into: &address, &port)
    }
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
    seek(to: index)
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
      seek(to: before)
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
    seek(to: index)
    return address
  }
}
