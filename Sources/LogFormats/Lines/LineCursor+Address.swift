import CByteMasks
package import NATModel

/// Addresses and endpoints.
extension LineCursor {
  /// Reads the four octets of an IPv4 address that begins at an index and not within a number.
  ///
  /// Returns its value and the index of its terminator. What ends each octet is found in one look at
  /// 32 bytes, and the four are evaluated side by side: no branch and no load depends on how many
  /// digits another has.
  ///
  /// - Precondition: 4 bytes before the index and 32 from it on lie within the span; not checked.
  @inline(__always)
  private func octets(at index: Int) -> (value: UInt32, end: Int)? {
    let found = unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_ipv4(buffer.baseAddress.unsafelyUnwrapped + index)
    }
    guard found.value < 1 &<< 48 else { return nil }
    return (
      UInt32(truncatingIfNeeded: found.value), index &+ Int(truncatingIfNeeded: found.length)
    )
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
    guard hasRoomAround, let (value, index) = octets(at: position), index <= end,
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
    guard let (found, number) = readIPv4Endpoint(separator: separator) else {
      // A copy: a cursor whose address is never taken stays in registers.
      var copy = self
      var other = IPAddress.unspecified
      var number: UInt16 = 0
      try copy.readOtherEndpoint(into: &other, &number, separator)
      address = other
      port = number
      move(to: copy.position)
      return
    }
    address = found
    port = number
  }

  /// Reads an IPv4 address, `separator`, and a port, or returns `nil` without moving: also where they
  /// have to be read apart, near the ends of the span or because the port has many zeros in front.
  @inline(__always)
  mutating func readIPv4Endpoint(separator: UInt8) -> (IPAddress, UInt16)? {
    let found = endpoint(at: position, separator: separator)
    let last = position &+ Int(truncatingIfNeeded: found.length)
    guard found.value < 1 &<< 48, last <= end else { return nil }
    move(to: last)
    return (
      IPAddress(ipv4: UInt32(truncatingIfNeeded: found.value)),
      UInt16(truncatingIfNeeded: found.value &>> 32)
    )
  }

  /// The IPv4 address, `separator`, and port at the front of a part of the line, or `nil` as above.
  @inline(__always)
  func ipv4Endpoint(in range: Range<Int>, separator: UInt8) -> (IPAddress, UInt16)? {
    let found = endpoint(at: range.lowerBound, separator: separator)
    guard found.value < 1 &<< 48,
      range.lowerBound &+ Int(truncatingIfNeeded: found.length) <= range.upperBound
    else { return nil }
    return (
      IPAddress(ipv4: UInt32(truncatingIfNeeded: found.value)),
      UInt16(truncatingIfNeeded: found.value &>> 32)
    )
  }

  /// The IPv4 endpoint at an index, or what stands for none, as near the ends of the span.
  @inline(__always)
  private func endpoint(at index: Int, separator: UInt8) -> natlens_field {
    guard index >= 4, index &+ 32 <= bytes.count else {
      return natlens_field(value: 1 &<< 48, length: 0)
    }
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe natlens_endpoint(buffer.baseAddress.unsafelyUnwrapped + index, separator)
    }
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
    var copy = self
    guard let address = copy.readOtherIPv4() else { return nil }
    move(to: copy.position)
    return address
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
    var copy = self
    address = try copy.readOtherAddress(before: terminator)
    move(to: copy.position)
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
    var copy = self
    if terminator != UInt8(ascii: ":"), let address = copy.readIPv6(),
      copy.peek() == terminator || LineCursor.endsAddress(copy.peek())
    {
      seek(to: copy.position)
      return address
    }
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
    guard first >= 4, first &+ 32 <= bytes.count, let (value, last) = octets(at: first),
      last == range.upperBound
    else { return try LineCursor.otherAddress(bytes, in: clamped(range)) }
    return IPAddress(ipv4: value)
  }

  @inline(never)
  private static func otherAddress(_ bytes: Span<UInt8>, in range: Range<Int>) throws(LineFault)
    -> IPAddress
  {
    var part = LineCursor(bytes, from: range.lowerBound, to: range.upperBound)
    if let address = part.readIPv6(), part.isAtEnd { return address }
    part.seek(to: part.start)
    if let address = part.readOtherIPv4(), part.isAtEnd { return address }
    guard range.count <= 45,
      let address = IPAddress(parsing: bytes.extracting(range))
    else { throw LineFault(.malformedAddress) }
    return address
  }
}
