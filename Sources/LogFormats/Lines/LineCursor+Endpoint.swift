import NATModel

/// Endpoints with a colon before the port.
extension LineCursor {
  /// Reads `a.b.c.d:port`, or `[v6]:port`.
  ///
  /// Throws `malformedAddress`, `malformedPort` or `portOutOfRange`; what is written to the arguments
  /// then is of no use.
  @inline(__always)
  mutating func readColonEndpoint(into address: inout IPAddress, _ port: inout UInt16)
    throws(LineFault)
  {
    guard peek() == UInt8(ascii: "[") else {
      return try readEndpoint(into: &address, &port, separator: UInt8(ascii: ":"))
    }
    address = try readBracketedAddress()
    guard skip(UInt8(ascii: ":")) else { throw LineFault(.malformedPort) }
    port = try readPort()
  }

  /// Reads `[address]`.
  @inline(never)
  mutating func readBracketedAddress() throws(LineFault) -> IPAddress {
    guard skip(UInt8(ascii: "[")) else { throw LineFault(.malformedAddress) }
    let address = try readAddress(before: UInt8(ascii: "]"))
    guard skip(UInt8(ascii: "]")) else { throw LineFault(.malformedAddress) }
    return address
  }
}
