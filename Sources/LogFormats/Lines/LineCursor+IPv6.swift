import NATModel

/// IPv6 addresses as logs nearly always hold them.
extension LineCursor {
  /// Reads an IPv6 address in groups of one to four hexadecimal digits, or returns `nil` without
  /// moving.
  ///
  /// One with an IPv4 address at its end is left to the general parser, as is everything that is no
  /// address. What follows is up to the caller; a colon that no group follows makes it none.
  mutating func readIPv6() -> IPAddress? {
    var index = position
    // What stands before `::`, and what was read since; each group moves the others up.
    var head = Groups()
    var groups = Groups()
    var hasGap = false
    if byte(at: index) == UInt8(ascii: ":") {
      guard byte(at: index &+ 1) == UInt8(ascii: ":") else { return nil }
      hasGap = true
      index &+= 2
    }
    while true {
      let (value, digits) = hexadecimal(at: index)
      guard digits > 0 else {
        guard hasGap, groups.count == 0, byte(at: index) != UInt8(ascii: ":") else { return nil }
        break
      }
      guard digits <= 4, head.count &+ groups.count < 8 else { return nil }
      groups.append(value)
      index &+= digits
      guard byte(at: index) == UInt8(ascii: ":") else { break }
      index &+= 1
      guard byte(at: index) == UInt8(ascii: ":") else { continue }
      guard !hasGap else { return nil }
      hasGap = true
      head = groups
      groups = Groups()
      index &+= 1
    }
    guard byte(at: index) != UInt8(ascii: "."),
      hasGap ? head.count &+ groups.count < 8 : groups.count == 8
    else { return nil }
    for _ in head.count..<8 { head.append(0) }
    move(to: index)
    guard hasGap else { return IPAddress(high: groups.high, low: groups.low) }
    return IPAddress(high: head.high | groups.high, low: head.low | groups.low)
  }

  /// Groups of 16 bits, the last lowest.
  private struct Groups {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var count = 0

    @inline(__always)
    mutating func append(_ group: UInt64) {
      high = high &<< 16 | low &>> 48
      low = low &<< 16 | group
      count &+= 1
    }
  }
}
