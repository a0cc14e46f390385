import NATModel

/// Endpoints whose address and port a colon separates.
extension LineCursor {
  /// Longest text of an address, a colon and a port.
  private static let longestEndpoint = 52

  /// Reads `a.b.c.d:port`, `[v6]:port`, or `v6:port` split at its last colon.
  ///
  /// Throws `malformedAddress`, `malformedPort` or `portOutOfRange` without moving.
  @inline(never)
  mutating func readColonEndpoint(
    into address: inout IPAddress, _ port: inout UInt16
  ) throws(LineFault) {
    let colon = UInt8(ascii: ":")
    var copy = self
    if copy.skip(UInt8(ascii: "[")) {
      address = try copy.readAddress(before: UInt8(ascii: "]"))
      guard copy.skip("]:") else { throw LineFault(.malformedPort) }
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

  private static func isEndpoint(_ byte: UInt8) -> Bool {
    hexadecimalValue(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }
}
