package import NATModel

/// Bytes of text being written, without a `String` in between.
///
/// Every piece is put straight into the array's spare room: records are made of a few dozen pieces
/// and are written by the million.
package struct TextOutput: Sendable {
  /// Everything written so far.
  package var bytes: [UInt8] = []
  /// The second that ``clock`` is the text of, as records of one second follow each other.
  private var second = Int64.max
  private var clock: [19 of UInt8] = .init(repeating: 0)

  /// No bytes.
  package init() {}

  /// Appends a literal.
  @inline(__always)
  package mutating func write(_ text: StaticString) {
    let source = unsafe UnsafeBufferPointer(
      start: text.utf8Start, count: text.utf8CodeUnitCount)
    bytes.append(addingCapacity: source.count) { output in
      for index in source.indices { output.append(unsafe source[index]) }
    }
  }

  /// Appends one byte.
  @inline(__always)
  package mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Appends bytes as they are.
  package mutating func write(_ text: ArraySlice<UInt8>) {
    let source = text.span
    bytes.append(addingCapacity: source.count) { output in
      for index in source.indices { output.append(source[index]) }
    }
  }

  /// Appends a string.
  package mutating func write(string: String) { bytes.append(contentsOf: string.utf8) }

  /// Appends a decimal number, padded with zeros to a width.
  package mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, width: Int = 1
  ) {
    let value = UInt64(truncatingIfNeeded: number)
    let width = max(1, min(width, 20))
    bytes.append(addingCapacity: 20) { $0.append(decimal: value, width: width) }
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
    bytes.append(addingCapacity: 15) { output in
      output.append(octet: value >> 24)
      output.append(UInt8(ascii: "."))
      output.append(octet: value >> 16 & 255)
      output.append(UInt8(ascii: "."))
      output.append(octet: value >> 8 & 255)
      output.append(UInt8(ascii: "."))
      output.append(octet: value & 255)
    }
  }

  /// Appends RFC 3339 text in UTC with 0 to 9 fractional digits, the rest cut off.
  package mutating func write(_ time: Timestamp, fractionDigits: Int) {
    let start = time.floored(to: 1_000_000_000)
    if start.nanoseconds != second { setClock(start) }
    let clock = clock
    let digits = max(0, min(fractionDigits, 9))
    var fraction = UInt64(clamping: time.since(start))
    for _ in digits..<9 { fraction /= 10 }
    bytes.append(addingCapacity: 30) { output in
      for index in clock.indices { output.append(clock[index]) }
      if digits > 0 {
        output.append(UInt8(ascii: "."))
        output.append(decimal: fraction, width: digits)
      }
      output.append(UInt8(ascii: "Z"))
    }
  }

  /// Makes ``clock`` the text of a full second.
  private mutating func setClock(_ start: Timestamp) {
    second = start.nanoseconds
    let civil = start.civil
    var text = TextOutput()
    text.write(UInt(clamping: civil.year), width: 4)
    text.write(byte: UInt8(ascii: "-"))
    text.write(UInt(civil.month), width: 2)
    text.write(byte: UInt8(ascii: "-"))
    text.write(UInt(civil.day), width: 2)
    text.write(byte: UInt8(ascii: "T"))
    text.writeTimeOfDay(civil.hour, civil.minute, civil.second)
    for index in clock.indices { clock[index] = text.bytes[index] }
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

extension OutputSpan<UInt8> {
  /// Appends a decimal number of at least a width, 20 bytes at most.
  @inline(__always)
  fileprivate mutating func append(decimal value: UInt64, width: Int) {
    var digits: [20 of UInt8] = .init(repeating: UInt8(ascii: "0"))
    var rest = value
    var first = 20
    while rest > 0 {
      first -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    for index in min(first, 20 - width)..<20 { append(digits[index]) }
  }

  /// Appends a number below 256, three bytes at most.
  @inline(__always)
  fileprivate mutating func append(octet value: UInt32) {
    let zero = UInt8(ascii: "0")
    if value >= 100 { append(zero + UInt8(truncatingIfNeeded: value / 100)) }
    if value >= 10 { append(zero + UInt8(truncatingIfNeeded: value / 10 % 10)) }
    append(zero + UInt8(truncatingIfNeeded: value % 10))
  }
}
