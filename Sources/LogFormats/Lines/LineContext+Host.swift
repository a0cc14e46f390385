package import NATModel

/// Host names.
extension LineContext {
  /// Longest host name with a final dot (RFC 1035 section 2.3.4: 255 octets on the wire).
  private static let longestHost = 254

  /// Sets the host of an event if the text is a name: lower case, without its final dot.
  ///
  /// A name has letters, digits, `.`, `-` and `_`, and at least one letter: addresses and what
  /// clients send in a name's place are none. Returns false, and sets nothing, for anything else.
  @discardableResult
  package mutating func setHost(_ event: inout Event, _ text: Span<UInt8>) -> Bool {
    guard !text.isEmpty, text.count <= LineContext.longestHost else { return false }
    var name: [UInt8] = []
    name.reserveCapacity(text.count)
    var hasLetter = false
    for index in text.indices {
      var byte = text[index]
      if byte &- UInt8(ascii: "A") < 26 { byte |= 0x20 }
      let isLetter = byte &- UInt8(ascii: "a") < 26
      hasLetter = hasLetter || isLetter
      guard
        isLetter || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".")
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      else { return false }
      name.append(byte)
    }
    if name.last == UInt8(ascii: ".") { name.removeLast() }
    guard hasLetter else { return false }
    event.host = texts.intern(name.span)
    event.fields.insert(.host)
    return true
  }

  /// Sets the label of an event to the path of a URI: without scheme, host and query.
  package mutating func setPath(_ event: inout Event, _ uri: LineCursor) {
    var uri = uri
    if uri.skip("http://") || uri.skip("https://") {
      guard let slash = uri.find(UInt8(ascii: "/")) else { return }
      uri.seek(to: slash)
    }
    let end = uri.find(UInt8(ascii: "?")) ?? uri.end
    event.label = texts.intern(uri.slice(uri.position, end))
  }
}
