/// Lines in which a syslog daemon says that it left out repetitions.
///
/// - BSD: `Feb 22 10:21:43 host last message repeated 2 times` stands for lines that are nowhere: what
///   they were is known only from the line of the same host before it, so they are counted and not
///   made up.
/// - rsyslog: `Feb 22 10:21:43 host tag[1]: message repeated 2 times: [ text]` holds the message once.
enum RepeatedMessage {
  /// How many lines the record says were left out, for the BSD form at the end of a line; else `nil`.
  static func hiddenLines(_ line: LineCursor) -> UInt64? {
    var line = line
    guard let found = line.find("last message repeated ") else { return nil }
    line.seek(to: found + 22)
    guard let count = try? line.readNumber(), line.skip(" time"), count < 1 << 32 else {
      return nil
    }
    _ = line.skip(UInt8(ascii: "s"))
    line.skipBlanks()
    return line.isAtEnd ? count : nil
  }

  /// The message in brackets and how often it came, for rsyslog's form; else `nil`.
  ///
  /// `prefix` ends where `message repeated` begins.
  static func wrapped(_ line: LineCursor) -> (prefix: Int, message: Range<Int>, count: UInt64)? {
    guard line.end > line.start, line.byte(at: line.end - 1) == UInt8(ascii: "]") else {
      return nil
    }
    var line = line
    guard let found = line.find("message repeated ") else { return nil }
    line.seek(to: found + 17)
    guard let count = try? line.readNumber(), count > 0, count < 1 << 32,
      line.skip(" times: [") || line.skip(" time: [")
    else { return nil }
    line.skipBlanks()
    return (found, line.position..<max(line.position, line.end - 1), count)
  }
}
