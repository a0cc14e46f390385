/// Reading and writing addresses as text (RFC 5952 for IPv6).
extension IPAddress: CustomStringConvertible, LosslessStringConvertible {
  /// Parses dotted decimal or IPv6 text; `nil` unless the whole text is one address.
  public init?(_ text: String) {
    var copy = text
    let parsed = copy.withUTF8 { bytes in
      unsafe IPAddress(parsing: Span(_unsafeElements: bytes))
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Parses an address that fills the whole span; `nil` for anything else.
  ///
  /// Leading zeros are decimal, as CG-NAT logs pad octets (`091.245.130.008`).
  /// - Complexity: O(n) in the length of the text; no allocation.
  package init?(parsing bytes: Span<UInt8>) {
    var hasColon = false
    for index in bytes.indices where bytes[index] == UInt8(ascii: ":") {
      hasColon = true
      break
    }
    if hasColon {
      self.init(parsingIPv6: bytes)
    } else {
      guard let value = IPAddress.ipv4Value(bytes, from: 0) else { return nil }
      self.init(ipv4: value)
    }
  }

  private static func ipv4Value(_ bytes: Span<UInt8>, from start: Int) -> UInt32? {
    var value: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        guard digits > 0, dots < 3 else { return nil }
        value = value << 8 | octet
        octet = 0
        digits = 0
        dots += 1
      } else {
        let digit = byte &- UInt8(ascii: "0")
        guard digit < 10, digits < 3 else { return nil }
        octet = octet * 10 + UInt32(digit)
        guard octet < 256 else { return nil }
        digits += 1
      }
      index += 1
    }
    guard dots == 3, digits > 0 else { return nil }
    return value << 8 | octet
  }

  private init?(parsingIPv6 bytes: Span<UInt8>) {
    var groups: [8 of UInt16] = .init(repeating: 0)
    var count = 0
    var gap = -1
    var index = 0
    if bytes.count >= 2, bytes[0] == UInt8(ascii: ":") {
      guard bytes[1] == UInt8(ascii: ":") else { return nil }
      gap = 0
      index = 2
    }
    while index < bytes.count {
      var value: UInt32 = 0
      var digits = 0
      let groupStart = index
      while index < bytes.count, let digit = hexadecimalValue(bytes[index]) {
        value = value << 4 | UInt32(digit)
        digits += 1
        index += 1
        guard digits <= 4 else { return nil }
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        guard count <= 6, let tail = IPAddress.ipv4Value(bytes, from: groupStart) else {
          return nil
        }
        groups[count] = UInt16(truncatingIfNeeded: tail >> 16)
        groups[count + 1] = UInt16(truncatingIfNeeded: tail)
        count += 2
        index = bytes.count
        break
      }
      guard digits > 0, count < 8 else { return nil }
      groups[count] = UInt16(truncatingIfNeeded: value)
      count += 1
      if index == bytes.count { break }
      guard bytes[index] == UInt8(ascii: ":") else { return nil }
      index += 1
      guard index < bytes.count else { return nil }
      if bytes[index] == UInt8(ascii: ":") {
        guard gap < 0 else { return nil }
        gap = count
        index += 1
      }
    }
    guard gap >= 0 ? count < 8 : count == 8 else { return nil }
    var words: [8 of UInt16] = .init(repeating: 0)
    let head = gap >= 0 ? gap : 8
    for position in 0..<head { words[position] = groups[position] }
    if gap >= 0 {
      for position in 0..<(count - gap) {
        words[8 - (count - gap) + position] = groups[gap + position]
      }
    }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for position in 0..<4 {
      high = high << 16 | UInt64(words[position])
      low = low << 16 | UInt64(words[position + 4])
    }
    self.init(high: high, low: low)
  }

  /// Dotted decimal for IPv4, RFC 5952 canonical text for IPv6.
  public var description: String {
    if isIPv4 {
      let value = ipv4
      return "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
    }
    var words: [UInt16] = []
    for shift in [48, 32, 16, 0] { words.append(UInt16(truncatingIfNeeded: high >> UInt64(shift))) }
    for shift in [48, 32, 16, 0] { words.append(UInt16(truncatingIfNeeded: low >> UInt64(shift))) }
    var best = 0..<0
    var position = 0
    while position < 8 {
      var end = position
      while end < 8, words[end] == 0 { end += 1 }
      if end - position > max(best.count, 1) { best = position..<end }
      position = max(end, position + 1)
    }
    func join(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard !best.isEmpty else { return join(words[...]) }
    return join(words[..<best.lowerBound]) + "::" + join(words[best.upperBound...])
  }
}

/// The value of one hexadecimal digit, or `nil`.
package func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
