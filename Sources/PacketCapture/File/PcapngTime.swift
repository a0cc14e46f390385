import NATModel

/// How the time stamps of one pcapng interface count (options if_tsresol and if_tsoffset).
struct PcapngTime: Equatable {
  /// The option's octet: the exponent, of 2 if the highest bit is set, else of 10; 6 is the default.
  private let exponent: UInt8
  /// Seconds to be added.
  private let offset: Int64

  /// A clock from the two options.
  init(exponent: UInt8 = 6, offset: Int64 = 0) {
    self.exponent = exponent
    self.offset = offset
  }

  /// The instant of a time stamp, rounded down to nanoseconds; `nil` if it is out of range.
  func instant(_ ticks: UInt64) -> Timestamp? {
    var nanoseconds: UInt128
    if exponent == 6 {
      nanoseconds = UInt128(ticks) * 1000
    } else if exponent & 0x80 != 0 {
      nanoseconds = (UInt128(ticks) * 1_000_000_000) >> UInt128(exponent & 0x7f)
    } else {
      nanoseconds = UInt128(ticks)
      for _ in 0..<max(0, 9 - Int(exponent)) { nanoseconds *= 10 }
      // Twenty divisions leave nothing of a 64-bit number.
      for _ in 0..<min(20, max(0, Int(exponent) - 9)) { nanoseconds /= 10 }
    }
    let sum = Int128(nanoseconds) + Int128(offset) * 1_000_000_000
    return Int64(exactly: sum).map { Timestamp(nanoseconds: $0) }
  }

  /// The length of one tick in nanoseconds, at least 1 and at most what the type holds.
  var resolution: UInt32 {
    let steps = Int(exponent & 0x7f)
    if exponent & 0x80 != 0 {
      return steps >= 30 ? 1 : UInt32(clamping: (1_000_000_000 + (1 << steps) - 1) >> steps)
    }
    var value: UInt32 = 1_000_000_000
    for _ in 0..<min(steps, 9) { value /= 10 }
    return value
  }
}
