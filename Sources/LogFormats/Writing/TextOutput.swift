package import NATModel

/// Bytes of text being written, without a `String` in between.
package struct TextOutput: Sendable {
  /// Everything written so far.
  package var bytes: [UInt8] = []

  /// No bytes.
  package init() {}

  /// Appends a literal.
  package mutating func write(_ text: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends one byte.
  package mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Appends bytes as they are.
  package mutating func write(_ text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }

  /// Appends a string.
  package mutating func write(string: String) { bytes.append(contentsOf: string.utf8) }

  /// Appends a decimal number, padded with zeros to a width.
  package mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, width: Int = 1
  ) {
    var digits: [20 of UInt8] = .init(repeating: UInt8(ascii: "0"))
    var rest = UInt64(truncatingIfNeeded: number)
    var first = 20
    while rest > 0 {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    for index in min(first, 20 - max(1, min(width, 20)))..<20 { bytes.append(digits[index]) }
  }

  /// A share in ten-thousandths as a decimal fraction with four digits.
  package mutating func write(tenThousandths value: UInt16) {
    write(value / 10_000)
    write(byte: UInt8(ascii: "."))
    var scale: UInt16 = 1000
    while scale > 0 {
      write(byte: UInt8(ascii: "0") + UInt8(value / scale % 10))
      scale /= 10
    }
  }

  /// Appends an address: dotted decimal, or RFC 5952 text.
  package mutating func write(_ address: IPAddress) {
    guard address.isIPv4 else {
      write(string: address.description)
      return
    }
    let value = address.ipv4
    write(value >> 24)
    write(byte: UInt8(ascii: "."))
    write(value >> 16 & 255)
    write(byte: UInt8(ascii: "."))
    write(value >> 8 & 255)
    write(byte: UInt8(ascii: "."))
    write(value & 255)
  }

  /// Appends RFC 3339 text in UTC with 0 to 9 fractional digits, the rest cut off.
  package mutating func write(_ time: Timestamp, fractionDigits: Int) {
    let civil = time.civil
    write(UInt(clamping: civil.year), width: 4)
    write(byte: UInt8(ascii: "-"))
    write(UInt(civil.month), width: 2)
    write(byte: UInt8(ascii: "-"))
    write(UInt(civil.day), width: 2)
    write(byte: UInt8(ascii: "T"))
    writeTimeOfDay(civil.hour, civil.minute, civil.second)
    if fractionDigits > 0 {
      write(byte: UInt8(ascii: "."))
      var scale = 1
      for _ in 0..<max(0, 9 - fractionDigits) { scale *= 10 }
      write(UInt(civil.nanosecond / scale), width: min(fractionDigits, 9))
    }
    write(byte: UInt8(ascii: "Z"))
  }

  /// Appends `hh:mm:ss`.
  package mutating func writeTimeOfDay(_ hour: Int, _ minute: Int, _ second: Int) {
    write(UInt(hour), width: 2)
    write(byte: UInt8(ascii: ":"))
    write(UInt(minute), width: 2)
    write(byte: UInt8(ascii: ":"))
    write(UInt(second), width: 2)
  }

  /// Appends the three-letter English name of a month from 1 to 12.
  package mutating func writeMonth(_ month: Int) {
    let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
    let start = (min(max(month, 1), 12) - 1) * 3
    for offset in 0..<3 { unsafe bytes.append(names.utf8Start[start + offset]) }
  }

  /// Appends whole seconds as `h:mm:ss`, hours as many as it takes.
  package mutating func writeDuration(seconds: Int64) {
    let seconds = UInt64(max(0, seconds))
    write(seconds / 3600)
    write(byte: UInt8(ascii: ":"))
    write(seconds / 60 % 60, width: 2)
    write(byte: UInt8(ascii: ":"))
    write(seconds % 60, width: 2)
  }
}
