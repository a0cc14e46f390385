import NATModel

/// Endpoints whose address and port a colon separates.
extension LineCursor {
  /// Longest text of an address, a colon and a port.
  private static let longestEndpoint = 52

  /// Reads `a.b.c.d:port`, `[v6]:port`, or `v6:port` split at its last colon.
  ///
  /// Throws `malformedAddress`, `malformedPort` or `portOutOfRange`; what is written to the arguments
  /// then is of no use.
  @inline(__always)
  mutating func readColonEndpoint(
    into address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    try readEndpoint(into: &address, &port, separator: UInt8(ascii: ":"))
  }

  /// Reads an endpoint of either family byte by byte: what ``readEndpoint(into:_:separator:)`` could
  /// not read in one step.
  @inline(never)
  mutating func readAnyColonEndpoint(
    into address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    let colon = UInt8(ascii: ":")
    var copy = self
    if copy.peek() == UInt8(ascii: "[") {
      address = try copy.readBracketedAddress()
      guard copy.skip(colon) else { throw LineFault(.malformedPort) }
    } else {
      var index = position
      var last = position
      while index < end, index - position <= LineCursor.longestEndpoint,
        LineCursor.isEndpoint(byte(at: index))
      {
        if byte(at: index) == colon { last = index }
        index += 1
      }
      guard last > position, let parsed = IPAddress(parsing: slice(position, last)) else {
        throw LineFault(.malformedAddress)
      }
      address = parsed
      copy.seek(to: last + 1)
    }
    port = try copy.readPort()
    seek(to: copy.position)
  }

  /// Reads `[address]`.
  @inline(never)
  mutating func readBracketedAddress() throws(LineFault) -> IPAddress {
    guard skip(UInt8(ascii: "[")) else { throw LineFault(.malformedAddress) }
    let address = try readAddress(before: UInt8(ascii: "]"))
    guard skip(UInt8(ascii: "]")) else { throw LineFault(.malformedAddress) }
    return address
  }

  private static func isEndpoint(_ byte: UInt8) -> Bool {
    hexadecimalValue(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }
}
