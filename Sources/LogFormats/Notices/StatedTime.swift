package import NATModel

/// A time as people and programs write it, with its zone if it states one.
///
/// Forms: RFC 3339 with `T` or a blank and an optional zone behind a blank; RFC 5322
/// (`Sat, 14 Mar 2026 21:07:33 +0100`); the common log format (`14/Mar/2026:21:07:33 +0100`); seconds
/// since 1970 with 10 digits, milliseconds with 13. A zone is `Z`, `UTC`, `GMT` or an offset; other
/// abbreviations are not, since several zones share one.
package struct StatedTime: Hashable, Sendable {
  /// The civil time in the form `2026-03-14T21:07:33.5`.
  package var civil: String
  /// Offset from UTC in seconds, or `nil` if no zone is stated.
  package var offsetSeconds: Int?
  /// Resolution in nanoseconds: what one step of the last digit stands for.
  package var resolution: Int64

  /// The instant; `nil` without a zone unless `localTime` gives one, and for a date that does not
  /// exist.
  package func instant(_ localTime: (String) -> Timestamp?) -> Timestamp? {
    guard let offsetSeconds else { return localTime(civil) }
    guard let utc = Timestamp(rfc3339: civil + "Z") else { return nil }
    return utc.advanced(by: -Int64(offsetSeconds) * 1_000_000_000)
  }

  /// The first time in a text, with the characters before and after it; `nil` if there is none.
  static func first(in text: String) -> (time: StatedTime, before: String, after: String)? {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let isStart = index == 0 || !bytes[index - 1].isWordByte
      if isStart, bytes[index].isWordByte {
        var scanner = TimeScanner(bytes, at: index)
        if let time = scanner.time() {
          return (
            time, String(decoding: bytes[..<index], as: UTF8.self),
            String(decoding: bytes[scanner.position...], as: UTF8.self)
          )
        }
      }
      index += 1
    }
    return nil
  }
}

/// Reads one time at a position.
private struct TimeScanner {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  mutating func time() -> StatedTime? {
    let start = position
    for form in [isoTime, commonLogTime, mailTime, epoch] as [(inout TimeScanner) -> StatedTime?] {
      var copy = self
      copy.position = start
      if let time = form(&copy) {
        self = copy
        return time
      }
    }
    return nil
  }
}

private func isoTime(_ scanner: inout TimeScanner) -> StatedTime? {
  guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
    scanner.skip("-"), let day = scanner.digits(2),
    scanner.skip("T") || scanner.skip("t") || scanner.skipBlanks()
  else { return nil }
  return scanner.clock(date: "\(year)-\(month)-\(day)")
}

private func commonLogTime(_ scanner: inout TimeScanner) -> StatedTime? {
  guard let day = scanner.digits(2), scanner.skip("/"), let month = scanner.month(),
    scanner.skip("/"), let year = scanner.digits(4), scanner.skip(":")
  else { return nil }
  return scanner.clock(date: "\(year)-\(month)-\(day)")
}

private func mailTime(_ scanner: inout TimeScanner) -> StatedTime? {
  if scanner.month() != nil { return nil }
  guard var day = scanner.digits(2) ?? scanner.digits(1), scanner.skipBlanks(),
    let month = scanner.month(), scanner.skipBlanks(), let year = scanner.digits(4)
  else { return nil }
  _ = scanner.skip(",")
  guard scanner.skipBlanks() else { return nil }
  if scanner.skip("at") { _ = scanner.skipBlanks() }
  if day.count == 1 { day = "0" + day }
  return scanner.clock(date: "\(year)-\(month)-\(day)")
}

/// Seconds or milliseconds since 1970.
private func epoch(_ scanner: inout TimeScanner) -> StatedTime? {
  let number = scanner.run()
  guard number.count == 10 || number.count == 13, let value = Int64(number) else { return nil }
  let (product, isTooLate) = value.multipliedReportingOverflow(
    by: number.count == 10 ? 1_000_000_000 : 1_000_000)
  guard !isTooLate else { return nil }
  var nanoseconds = product
  var resolution: Int64 = number.count == 10 ? 1_000_000_000 : 1_000_000
  if number.count == 10, let fraction = scanner.fraction() {
    nanoseconds = Timestamp(nanoseconds: product).advanced(by: fraction.nanoseconds).nanoseconds
    resolution = fraction.resolution
  }
  guard !scanner.isBeforeWord else { return nil }
  let text = Timestamp(nanoseconds: nanoseconds).description
  return StatedTime(civil: String(text.dropLast()), offsetSeconds: 0, resolution: resolution)
}

extension TimeScanner {
  private var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  /// True if a letter or digit follows.
  var isBeforeWord: Bool { next.isWordByte }

  /// Exactly so many digits, with no digit before the next character's turn.
  mutating func digits(_ count: Int) -> String? {
    guard position + count <= bytes.count,
      bytes[position..<position + count].allSatisfy(\.isDigitByte)
    else { return nil }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  /// All digits from here.
  mutating func run() -> String {
    let end = bytes[position...].firstIndex { !$0.isDigitByte } ?? bytes.count
    defer { position = end }
    return String(decoding: bytes[position..<min(end, position + 20)], as: UTF8.self)
  }

  mutating func skip(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard position + wanted.count <= bytes.count,
      Array(bytes[position..<position + wanted.count]) == wanted
    else { return false }
    position += wanted.count
    return true
  }

  mutating func skipBlanks() -> Bool {
    let start = position
    while next == 0x20 || next == 0x09 { position += 1 }
    return position > start
  }

  /// A month's name or its first three letters, as two digits.
  mutating func month() -> String? {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    let end = bytes[position...].firstIndex { !$0.isWordByte || $0.isDigitByte } ?? bytes.count
    let word = String(decoding: bytes[position..<min(end, position + 12)], as: UTF8.self)
      .lowercased()
    guard word.count >= 3,
      let index = names.firstIndex(where: { $0 == word || $0.prefix(3) == word })
    else { return nil }
    position = end
    return index < 9 ? "0\(index + 1)" : "\(index + 1)"
  }

  mutating func fraction() -> (nanoseconds: Int64, resolution: Int64, text: String)? {
    guard next == UInt8(ascii: ".") || next == UInt8(ascii: ","), position + 1 < bytes.count,
      bytes[position + 1].isDigitByte
    else { return nil }
    position += 1
    let text = String(run().prefix(9))
    var nanoseconds: Int64 = 0
    var resolution: Int64 = 1_000_000_000
    for digit in text.utf8 {
      resolution /= 10
      nanoseconds += Int64(digit - UInt8(ascii: "0")) * resolution
    }
    return (nanoseconds, resolution, text)
  }

  /// Hour, minute, perhaps second and fraction, perhaps a zone.
  mutating func clock(date: String) -> StatedTime? {
    guard let hour = digits(2), skip(":"), let minute = digits(2) else { return nil }
    var civil = "\(date)T\(hour):\(minute)"
    var resolution: Int64 = 60_000_000_000
    if skip(":") {
      guard let second = digits(2) else { return nil }
      civil += ":\(second)"
      resolution = 1_000_000_000
      if let fraction = fraction() {
        civil += ".\(fraction.text)"
        resolution = fraction.resolution
      }
    } else {
      civil += ":00"
    }
    guard Timestamp(rfc3339: civil + "Z") != nil else { return nil }
    let offset = zone()
    guard !isBeforeWord else { return nil }
    return StatedTime(civil: civil, offsetSeconds: offset, resolution: resolution)
  }

  /// Seconds east of UTC, or `nil` with the position unmoved.
  private mutating func zone() -> Int? {
    let start = position
    _ = skipBlanks()
    _ = skip("(")
    for name in ["UTC", "GMT", "Z", "z"] where skip(name) {
      if !isBeforeWord { return 0 }
      position = start
      return nil
    }
    guard next == UInt8(ascii: "+") || next == UInt8(ascii: "-") else {
      position = start
      return nil
    }
    let sign = next == UInt8(ascii: "-") ? -1 : 1
    position += 1
    guard let hours = digits(2).flatMap({ Int($0) }), hours < 24 else {
      position = start
      return nil
    }
    _ = skip(":")
    let minutes = digits(2).flatMap { Int($0) } ?? 0
    guard minutes < 60 else {
      position = start
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}

extension UInt8 {
  fileprivate var isDigitByte: Bool { self &- UInt8(ascii: "0") < 10 }
  /// A letter or digit of ASCII.
  fileprivate var isWordByte: Bool { isDigitByte || (self | 0x20) &- UInt8(ascii: "a") < 26 }
}
