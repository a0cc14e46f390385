import NATModel

/// Endpoints whose address and port a colon separates.
extension LineCursor {
  /// Longest text of an address, a colon and a port.
  private static let longestEndpoint = 52

  /// Reads `a.b.c.d:port`, `[v6]:port`, or `v6:port` split at its last colon.
  ///
  /// Throws `malformedAddress`, `malformedPort` or `portOutOfRange` without moving; what is written
  /// to the arguments then is of no use.
  @inline(__always)
  mutating func readColonEndpoint(
    into address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    var copy = self
    do throws(LineFault) {
      // Nearly all are IPv4, and then the first colon is the last.
      try copy.readEndpoint(into: &address, &port, separator: UInt8(ascii: ":"))
    } catch {
      guard error.reason == .malformedAddress else { throw error }
      return try readSixEndpoint(into: &address, &port)
    }
    self = copy
  }

  @inline(never)
  private mutating func readSixEndpoint(
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
