import NATModel

/// Protocols by name or number, and short words in any case.
extension LineCursor {
  /// The first `count` bytes of a part of the line as a word, letters in lower case.
  ///
  /// At most eight; a longer part has the word 0. Digits and `-` stay what they are, but control
  /// characters and `@[\]^_` do not: only for telling known words apart.
  @inline(__always)
  func lowercaseWord(_ range: Range<Int>) -> UInt64 {
    let count = range.count
    guard count > 0, count <= 8 else { return 0 }
    let mask = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    return (word(at: range.lowerBound) | 0x2020_2020_2020_2020) & mask
  }

  /// The bytes of a part of the line as a word; a part longer than eight bytes has the word 0.
  @inline(__always)
  func shortWord(_ range: Range<Int>) -> UInt64 {
    let count = range.count
    guard count > 0, count <= 8 else { return 0 }
    return word(at: range.lowerBound)
      & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }

  /// Reads the name of a protocol in either case, or its number; `nil` without moving for anything
  /// else.
  ///
  /// A letter, digit, `-` or `_` after it makes it another word.
  @inline(__always)
  mutating func readProtocol() -> TransportProtocol? {
    let word =
      (hasRoom ? uncheckedWord(at: position) : word(at: position)) | 0x2020_2020_2020_2020
    let proto: UInt8
    var length = 3
    if word & 0xff_ffff == LineCursor.word("tcp") {
      proto = 6
    } else if word & 0xff_ffff == LineCursor.word("udp") {
      proto = 17
    } else if word & 0xffff_ffff == LineCursor.word("icmp") {
      length = 4
      if word & 0xffff_ffff_ffff == LineCursor.word("icmpv6") {
        length = 6
      } else if word & 0xff_ffff_ffff == LineCursor.word("icmp6") {
        length = 5
      }
      proto = length == 4 ? 1 : 58
    } else {
      if let number = readProtocolNumber() { return number }
      var copy = self
      guard let other = copy.readOtherProtocol() else { return nil }
      move(to: copy.position)
      return other
    }
    guard position &+ length <= end, !LineCursor.isWord(peek(length)) else { return nil }
    advance(by: length)
    return TransportProtocol(rawValue: proto)
  }

  /// Reads one to three digits, or returns `nil` without moving.
  @inline(__always)
  private mutating func readProtocolNumber() -> TransportProtocol? {
    let word = word(at: position) ^ 0x3030_3030_3030_3030
    let count = LineCursor.nonDigits(word).trailingZeroBitCount &>> 3
    let number = LineCursor.evaluate(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    guard count &- 1 < 3, count > 0, number <= 255, position &+ count <= end,
      !LineCursor.isWord(peek(count))
    else { return nil }
    move(to: position &+ count)
    return TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
  }

  @inline(never)
  private mutating func readOtherProtocol() -> TransportProtocol? {
    var index = position
    while index < end, LineCursor.isWord(bytes[index]) { index &+= 1 }
    guard let found = proto(named: position..<index) else { return nil }
    seek(to: index)
    return found
  }

  /// The protocol whose name or number fills a part of the line.
  @inline(__always)
  func proto(named range: Range<Int>) -> TransportProtocol? {
    if byte(at: range.lowerBound) &- UInt8(ascii: "0") < 10 {
      guard let number = try? number(in: range), number <= 255 else { return nil }
      return TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
    }
    return proto(nameIn: range)
  }

  @inline(never)
  private func proto(nameIn range: Range<Int>) -> TransportProtocol? {
    switch lowercaseWord(range) {
    case LineCursor.word("tcp"): return .tcp
    case LineCursor.word("udp"): return .udp
    case LineCursor.word("icmp"): return .icmp
    case LineCursor.word("icmpv6"), LineCursor.word("icmp6"): return .icmpv6
    case LineCursor.word("igmp"): return TransportProtocol(rawValue: 2)
    case LineCursor.word("ipip"), LineCursor.word("ipencap"): return TransportProtocol(rawValue: 4)
    case LineCursor.word("dccp"): return TransportProtocol(rawValue: 33)
    case LineCursor.word("ipv6"): return TransportProtocol(rawValue: 41)
    case LineCursor.word("gre"): return TransportProtocol(rawValue: 47)
    case LineCursor.word("esp"): return TransportProtocol(rawValue: 50)
    case LineCursor.word("ah"): return TransportProtocol(rawValue: 51)
    case LineCursor.word("ospf"): return TransportProtocol(rawValue: 89)
    case LineCursor.word("pim"): return TransportProtocol(rawValue: 103)
    case LineCursor.word("sctp"): return TransportProtocol(rawValue: 132)
    case LineCursor.word("udplite"): return TransportProtocol(rawValue: 136)
    default:
      let isICMPv6 =
        range.count == 9
        && lowercaseWord(range.lowerBound..<range.lowerBound + 8) == LineCursor.word("ipv6-icm")
      return isICMPv6 ? .icmpv6 : nil
    }
  }

  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}

extension TransportProtocol {
  /// True for protocols with ports in the first words of their headers.
  var hasPorts: Bool {
    switch rawValue {
    case 6, 17, 33, 132, 136: true
    default: false
    }
  }
}
