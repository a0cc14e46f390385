/// The tag that a program writes in front of its messages.
extension LineCursor {
  /// Passes over the next tag whose name begins with a text, and returns the name's range.
  ///
  /// Forms: `name[pid]: `, `name: `, `[name]: `, `[name] `, and after an RFC 5424 header
  /// `name pid msgid data `. The name may go on after the text with letters, digits, `-`, `_`, `.`
  /// and `/` (`postfix/submission/smtpd`, `sshd-session`). Returns `nil` without moving if there is
  /// none.
  mutating func readTag(_ program: StaticString) -> Range<Int>? {
    var search = self
    while let found = search.find(program) {
      let before = byte(at: found - 1)
      if found == position || before == 0x20 || before == UInt8(ascii: "[") {
        var line = self
        line.seek(to: found + program.utf8CodeUnitCount)
        while LineCursor.isName(line.peek()) { line.advance(by: 1) }
        let name = found..<line.position
        if line.skipTagEnd(isBracketed: before == UInt8(ascii: "[")) {
          seek(to: line.position)
          return name
        }
      }
      search.seek(to: found + 1)
    }
    return nil
  }

  private mutating func skipTagEnd(isBracketed: Bool) -> Bool {
    if isBracketed {
      guard skip(UInt8(ascii: "]")) else { return false }
      _ = skip(UInt8(ascii: ":"))
    } else if skip(UInt8(ascii: "[")) {
      guard skipPast("]:") else { return false }
    } else if !skip(UInt8(ascii: ":")) {
      guard skip(0x20) else { return false }
      return skipRestOfHeader()
    }
    guard isAtEnd || peek() == 0x20 else { return false }
    skipBlanks()
    return true
  }

  /// `pid msgid data `, where data is `-` or elements in brackets with quoted values.
  private mutating func skipRestOfHeader() -> Bool {
    if !skip("- ") {
      guard (try? readNumber()) != nil, skip(0x20) else { return false }
    }
    seek(to: endOfToken())
    guard skip(0x20) else { return false }
    if !skip(UInt8(ascii: "-")) {
      guard peek() == UInt8(ascii: "[") else { return false }
      while skip(UInt8(ascii: "[")) {
        guard skipElement() else { return false }
      }
    }
    guard skip(0x20) else { return false }
    skipBlanks()
    return true
  }

  /// The rest of an RFC 5424 element; a bracket in quotes does not end it.
  private mutating func skipElement() -> Bool {
    var isQuoted = false
    while !isAtEnd {
      let byte = peek()
      advance(by: 1)
      switch byte {
      case UInt8(ascii: "\\") where isQuoted: seek(to: min(position + 1, end))
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "]") where !isQuoted: return true
      default: break
      }
    }
    return false
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
