import CByteMasks
package import NATModel

/// Addresses and endpoints.
extension LineCursor {
  /// Reads the four octets of an IPv4 address that begins at an index and not within a number.
  ///
  /// Returns its value, the index of its terminator, and the marks of the bytes that are no digits
  /// from that terminator on (bit 0 stands for `index`). What ends each octet is found in one look at
  /// 32 bytes, and the four are evaluated side by side: no branch and no load depends on how many
  /// digits another has.
  ///
  /// - Precondition: 4 bytes before the index and 32 from it on lie within the span; not checked.
  @inline(__always)
  private func octets(at index: Int) -> (value: UInt32, end: Int, marks: UInt32)? {
    let found = unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_ipv4(buffer.baseAddress.unsafelyUnwrapped + index)
    }
    guard found != 0 else { return nil }
    let marks = UInt32(truncatingIfNeeded: found &>> 32)
    return (UInt32(truncatingIfNeeded: found), index &+ marks.trailingZeroBitCount, marks)
  }

  /// True if an address and its port can be read here without looking outside the span.
  @inline(__always)
  private var hasRoomAround: Bool { hasRoom && position >= 4 }

  /// Reads an IPv4 address in dotted decimal, or returns `nil` without moving.
  ///
  /// Leading zeros are decimal. A dot that follows makes it no address. Near the ends of the span it
  /// is left to the general parser.
  @inline(__always)
  mutating func readIPv4Value() -> UInt32? {
    guard hasRoomAround, let (value, index, _) = octets(at: position), index <= end,
      byte(at: index) != UInt8(ascii: ".")
    else { return nil }
    move(to: index)
    return value
  }

  /// Reads `address`, `separator`, `port`.
  ///
  /// An IPv4 address and its port are found and evaluated together. Where the separator is a colon, an
  /// IPv6 address may stand in brackets, or bare: then its last colon separates. Throws
  /// `malformedAddress`, `malformedPort` or `portOutOfRange`; what is written to the arguments then is of no use.
  @inline(__always)
  mutating func readEndpoint(
    into address: inout IPAddress, _ port: inout UInt16, separator: UInt8
  ) throws(LineFault) {
    guard hasRoomAround, let (value, index, marks) = octets(at: position) else {
      return try readOtherEndpoint(into: &address, &port, separator)
    }
    // The port ends at the mark after the separator's; it is at least nine bytes in.
    let rest = marks & (marks &- 1)
    let last = position &+ rest.trailingZeroBitCount
    let count = last &- index &- 1
    let word = uncheckedWord(at: last &- 8) ^ 0x3030_3030_3030_3030
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    let number = LineCursor.evaluate((word &>> unused) &<< unused)
    guard rest != 0, count &- 1 < 7, count > 0, number <= 65535, last <= end,
      bytes[index] == separator
    else { return try readOtherEndpoint(into: &address, &port, separator) }
    address = IPAddress(ipv4: value)
    port = UInt16(truncatingIfNeeded: number)
    move(to: last)
  }

  @inline(never)
  private mutating func readOtherEndpoint(
    into address: inout IPAddress, _ port: inout UInt16, _ separator: UInt8
  ) throws(LineFault) {
    guard separator != UInt8(ascii: ":") else {
      return try readAnyColonEndpoint(into: &address, &port)
    }
    address = try readAddress(before: separator)
    guard skip(separator) else { throw LineFault(.malformedPort) }
    port = try readPort()
  }

  /// Reads an IPv4 address in dotted decimal, or returns `nil` without moving.
  @inline(__always)
  package mutating func readIPv4() -> IPAddress? {
    if let value = readIPv4Value() { return IPAddress(ipv4: value) }
    return readOtherIPv4()
  }

  @inline(never)
  private mutating func readOtherIPv4() -> IPAddress? {
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
        address = IPAddress(ipv4: value)
        return
      }
      seek(to: before)
    }
    address = try readOtherAddress(before: terminator)
  }

  /// Reads an address that ends before `terminator`, a blank, a bracket, a comma or the end.
  ///
  /// Throws `malformedAddress` for any other text, host names included.
  @inline(__always)
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

  /// The address that fills a part of the line; throws `malformedAddress`.
  @inline(__always)
  func address(in range: Range<Int>) throws(LineFault) -> IPAddress {
    let first = range.lowerBound
    guard first >= 4, first &+ 32 <= bytes.count, let (value, last, _) = octets(at: first),
      last == range.upperBound
    else { return try otherAddress(in: range) }
    return IPAddress(ipv4: value)
  }

  @inline(never)
  private func otherAddress(in range: Range<Int>) throws(LineFault) -> IPAddress {
    var part = part(range)
    if let address = part.readOtherIPv4(), part.isAtEnd { return address }
    guard range.count <= 45,
      let address = IPAddress(parsing: slice(range.lowerBound, range.upperBound))
    else { throw LineFault(.malformedAddress) }
    return address
  }
}
