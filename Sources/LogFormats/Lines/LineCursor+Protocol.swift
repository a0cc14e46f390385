import NATModel

/// Protocols by name.
extension LineCursor {
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
      return readOtherProtocol()
    }
    guard position &+ length <= end, !LineCursor.isWord(peek(length)) else { return nil }
    advance(by: length)
    return TransportProtocol(rawValue: proto)
  }

  @inline(never)
  private mutating func readOtherProtocol() -> TransportProtocol? {
    var copy = self
    let proto: UInt8
    if copy.skip("GRE") || copy.skip("gre") {
      proto = 47
    } else if copy.skip("ESP") || copy.skip("esp") {
      proto = 50
    } else if copy.skip("SCTP") || copy.skip("sctp") {
      proto = 132
    } else if let number = try? copy.readNumber(), number <= 255 {
      proto = UInt8(truncatingIfNeeded: number)
    } else {
      return nil
    }
    guard !LineCursor.isWord(copy.peek()) else { return nil }
    seek(to: copy.position)
    return TransportProtocol(rawValue: proto)
  }

  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
