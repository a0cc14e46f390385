import NATModel

/// The members of one JSON object as ranges of its line; nested values are not looked into.
struct JSONObject {
  /// An object with more members is not read.
  private static let mostMembers = 1024

  private var members: [(key: Range<Int>, value: JSONValue)] = []

  /// Reads the object that fills a line; throws `malformedRecord` for anything else.
  init(_ line: LineCursor) throws(LineFault) {
    var line = line
    guard line.beginObject() else { throw LineFault(.malformedRecord) }
    while let member = try line.readMember() {
      guard members.count < JSONObject.mostMembers else { throw LineFault(.malformedRecord) }
      members.append(member)
    }
    line.skipBlanks()
    guard line.isAtEnd else { throw LineFault(.malformedRecord) }
  }

  /// The value of a key: of the first member of that name.
  private func value(_ key: StaticString, _ line: LineCursor) -> JSONValue? {
    for member in members where line.equals(member.key, key) { return member.value }
    return nil
  }

  /// A string or a number as it stands, without quotes; `nil` where there is none, or escapes in it.
  func text(_ key: StaticString, in line: LineCursor) -> Range<Int>? {
    switch value(key, line) {
    case .string(let range, isEscaped: false): range
    case .word(let range) where !line.equals(range, "null"): range
    default: nil
    }
  }

  /// The range of an object or array with its brackets.
  func nested(_ key: StaticString, in line: LineCursor) -> Range<Int>? {
    guard case .nested(let range) = value(key, line) else { return nil }
    return range
  }

  /// The object of a key, or `nil`.
  func object(_ key: StaticString, in line: LineCursor) throws(LineFault) -> JSONObject? {
    guard let range = nested(key, in: line), line.byte(at: range.lowerBound) == UInt8(ascii: "{")
    else { return nil }
    return try JSONObject(line.part(range))
  }

  /// A number; `nil` where there is none.
  func number(_ key: StaticString, in line: LineCursor) throws(LineFault) -> UInt64? {
    guard let range = text(key, in: line) else { return nil }
    return try line.number(in: range)
  }

  /// A string with its escapes resolved; `nil` where there is none.
  func bytes(_ key: StaticString, in line: LineCursor) throws(LineFault) -> [UInt8]? {
    guard case .string(let range, _) = value(key, line) else { return nil }
    return try line.unescaped(range)
  }
}

extension LineCursor {
  /// Reads the next object of an array behind its bracket; `nil` after the last.
  ///
  /// Throws `malformedRecord` for anything else.
  mutating func readElement() throws(LineFault) -> Range<Int>? {
    skipBlanks()
    if skip(UInt8(ascii: ",")) { skipBlanks() }
    if skip(UInt8(ascii: "]")) { return nil }
    guard peek() == UInt8(ascii: "{") else { throw LineFault(.malformedRecord) }
    let first = position
    try skipNested()
    return first..<position
  }

  /// The addresses among the strings of a JSON array, or of a list with commas; others are passed over.
  func addresses(in list: Range<Int>) -> [IPAddress] {
    var line = part(list)
    var found: [IPAddress] = []
    while !line.isAtEnd {
      let end = line.find(UInt8(ascii: ",")) ?? line.end
      var range = line.position..<end
      while !range.isEmpty, LineCursor.isListMark(byte(at: range.lowerBound)) {
        range = range.lowerBound + 1..<range.upperBound
      }
      while !range.isEmpty, LineCursor.isListMark(byte(at: range.upperBound - 1)) {
        range = range.lowerBound..<range.upperBound - 1
      }
      if let address = try? self.address(in: range) { found.append(address) }
      line.seek(to: min(end + 1, line.end))
    }
    return found
  }

  private static func isListMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "\"")
      || byte == 0x20
  }
}
