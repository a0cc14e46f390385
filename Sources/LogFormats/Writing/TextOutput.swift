package import NATModel

/// Bytes of text being written, without a `String` in between.
///
/// Records are made of a few dozen small pieces and are written by the million: pieces go into a
/// short stretch inside the value, where nothing has to be asked first, and from there into an array.
package struct TextOutput: Sendable {
  private static let stretchSize = 512

  private var storage: [UInt8] = []
  /// What was written after ``storage``, in the first ``used`` places.
  private var stretch: [512 of UInt8] = .init(repeating: 0)
  private var used = 0
  /// The second that ``clock`` is the text of, as records of one second follow each other.
  private var second = Int64.max
  private var clock: [19 of UInt8] = .init(repeating: 0)

  /// No bytes.
  package init() {}

  /// Number of bytes written so far.
  package var count: Int { storage.count + used }

  /// Everything written so far.
  /// - Complexity: O(n) to read as well as to change; ``take()`` and ``removeAll()`` are cheaper.
  package var bytes: [UInt8] {
    get {
      var copy = self
      return copy.take()
    }
    set {
      storage = newValue
      used = 0
    }
  }

  /// Gives everything written so far away and starts anew.
  package mutating func take() -> [UInt8] {
    spill()
    var taken: [UInt8] = []
    swap(&taken, &storage)
    return taken
  }

  /// Forgets everything written so far, but keeps the room.
  package mutating func removeAll() {
    storage.removeAll(keepingCapacity: true)
    used = 0
  }

  /// Takes the last byte back, if there is one.
  package mutating func removeLast() {
    if used > 0 { used -= 1 } else { _ = storage.popLast() }
  }

  /// Moves the stretch to the array.
  private mutating func spill() {
    guard used > 0 else { return }
    let count = used
    unsafe withUnsafeBytes(of: &stretch) { source in
      unsafe append(UnsafeRawBufferPointer(rebasing: source[..<count]), to: &storage)
    }
    used = 0
  }

  /// Makes room for a number of bytes, at most ``stretchSize``.
  @inline(__always)
  private mutating func reserve(_ count: Int) {
    if used + count > TextOutput.stretchSize { spill() }
  }

  /// Appends a literal.
  @inline(__always)
  package mutating func write(_ text: StaticString) {
    unsafe copy(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends one byte.
  @inline(__always)
  package mutating func write(byte: UInt8) {
    reserve(1)
    stretch[used] = byte
    used += 1
  }

  /// Appends bytes as they are.
  package mutating func write(_ text: ArraySlice<UInt8>) {
    unsafe text.withUnsafeBytes { source in unsafe copy(source) }
  }

  @inline(__always)
  private mutating func copy(_ source: UnsafeRawBufferPointer) {
    guard source.count <= TextOutput.stretchSize else {
      spill()
      return unsafe append(source, to: &storage)
    }
    reserve(source.count)
    let first = used
    unsafe withUnsafeMutableBytes(of: &stretch) { target in
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[first...]).copyMemory(from: source)
    }
    used += source.count
  }

  /// Appends a string.
  package mutating func write(string: String) {
    var string = string
    string.withUTF8 { text in unsafe copy(UnsafeRawBufferPointer(text)) }
  }

  /// Appends a decimal number, padded with zeros to a width.
  package mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, width: Int = 1
  ) {
    write(decimal: UInt64(truncatingIfNeeded: number), width: max(1, min(width, 20)))
  }

  private mutating func write(decimal value: UInt64, width: Int) {
    reserve(20)
    var count = 1
    var bound: UInt64 = 10
    while count < 20, value >= bound {
      count += 1
      bound &*= 10
    }
    count = max(count, width)
    // Two digits at a time, from the last.
    let zero = UInt8(ascii: "0")
    var place = used + count
    var rest = value
    while rest >= 10 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      let both = UInt32(truncatingIfNeeded: pair)
      stretch[place - 1] = zero + UInt8(truncatingIfNeeded: both % 10)
      stretch[place - 2] = zero + UInt8(truncatingIfNeeded: both / 10)
      place -= 2
      rest = quotient
    }
    if rest > 0 {
      place -= 1
      stretch[place] = zero + UInt8(truncatingIfNeeded: rest)
    }
    while place > used {
      place -= 1
      stretch[place] = zero
    }
    used += count
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
    reserve(20)
    write(octet: value >> 24)
    write(octet: value >> 16 & 255)
    write(octet: value >> 8 & 255)
    write(octet: value & 255)
    used -= 1
  }

  /// Appends a number below 256 and a point, where there is room for four bytes more.
  @inline(__always)
  private mutating func write(octet value: UInt32) {
    let text = TextOutput.octets[Int(value)]
    let place = used
    unsafe withUnsafeMutableBytes(of: &stretch) { target in
      unsafe target.storeBytes(of: text.littleEndian, toByteOffset: place, as: UInt32.self)
    }
    used = place + 2 + (value >= 10 ? 1 : 0) + (value >= 100 ? 1 : 0)
  }

  /// Each octet in decimal with a point after it, the first digit in the lowest byte.
  private static let octets: [256 of UInt32] = {
    var texts: [256 of UInt32] = .init(repeating: 0)
    for value in 0..<256 {
      var text: UInt32 = 0
      for byte in "\(value).".utf8.reversed() { text = text << 8 | UInt32(byte) }
      texts[value] = text
    }
    return texts
  }()

  /// Appends RFC 3339 text in UTC with as many of 0, 3, 6 or 9 fractional digits as the value needs.
  package mutating func write(_ time: Timestamp) {
    let fraction = time.nanoseconds % 1_000_000_000
    let digits =
      fraction == 0 ? 0 : fraction % 1_000_000 == 0 ? 3 : fraction % 1000 == 0 ? 6 : 9
    write(time, fractionDigits: digits)
  }

  /// Appends RFC 3339 text in UTC with 0 to 9 fractional digits, the rest cut off.
  package mutating func write(_ time: Timestamp, fractionDigits: Int) {
    let start = time.floored(to: 1_000_000_000)
    if start.nanoseconds != second { setClock(start) }
    reserve(19)
    for index in clock.indices { stretch[used + index] = clock[index] }
    used += 19
    let digits = max(0, min(fractionDigits, 9))
    if digits > 0 {
      var fraction = UInt64(clamping: time.since(start))
      for _ in digits..<9 { fraction /= 10 }
      write(byte: UInt8(ascii: "."))
      write(decimal: fraction, width: digits)
    }
    write(byte: UInt8(ascii: "Z"))
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
    let bytes = text.take()
    for index in clock.indices { clock[index] = bytes[index] }
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
    for offset in 0..<3 { write(byte: unsafe names.utf8Start[start + offset]) }
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

/// Appends bytes in one step.
private func append(_ source: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
  bytes.append(addingCapacity: source.count) { output in
    unsafe output.withUnsafeMutableBufferPointer { target, count in
      let room = UnsafeMutableRawBufferPointer(target)
      unsafe UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: source)
      count += source.count
    }
  }
}
