import NATModel

/// The values of one data record by slot; what a template does not fill keeps an older value.
///
/// Half a kilobyte, so it is never copied.
struct RecordValues: ~Copyable {
  private var words: [64 of UInt64] = .init(repeating: 0)

  /// A word; meaningful only if the record's template fills the slot.
  @inline(__always)
  subscript(slot: RecordSlot) -> UInt64 { words[Int(slot.rawValue)] }

  /// An IPv4 address.
  @inline(__always)
  func ipv4(_ slot: RecordSlot) -> IPAddress {
    IPAddress(high: 0, low: 0xffff_0000_0000 | words[Int(slot.rawValue)] & 0xffff_ffff)
  }

  /// An IPv6 address.
  @inline(__always)
  func ipv6(_ slot: RecordSlot) -> IPAddress {
    IPAddress(high: words[Int(slot.rawValue)], low: words[slot.next])
  }

  /// True unless the IPv6 address is unspecified.
  @inline(__always)
  func hasIPv6(_ slot: RecordSlot) -> Bool {
    words[Int(slot.rawValue)] | words[slot.next] != 0
  }

  /// A port.
  @inline(__always)
  func port(_ slot: RecordSlot) -> UInt16 { UInt16(truncatingIfNeeded: words[Int(slot.rawValue)]) }

  /// A time.
  @inline(__always)
  func time(_ slot: RecordSlot) -> Timestamp {
    Timestamp(nanoseconds: Int64(bitPattern: words[Int(slot.rawValue)]))
  }

  /// Where a text stands in the message.
  func text(_ slot: RecordSlot) -> Range<Int> {
    let word = words[Int(slot.rawValue)]
    let start = Int(word >> 32)
    return start..<start + Int(word & 0xffff_ffff)
  }

  /// Reads one field that lies inside the span; returns false if its value is implausible.
  ///
  /// Implausible are a port 0, an unspecified address, and a time before 1990.
  @inline(__always)
  mutating func read(
    _ step: FieldStep, _ bytes: Span<UInt8>, at offset: Int, length: Int, clock: MessageClock
  ) -> Bool {
    let value: UInt64
    switch step.operation {
    case .byte: value = UInt64(bytes[offset])
    case .short: value = UInt64(bytes.network16(at: offset))
    case .word: value = UInt64(bytes.network32(at: offset))
    case .long: value = bytes.network64(at: offset)
    case .odd: value = bytes.network(at: offset, length: length)
    case .ipv6:
      value = bytes.network64(at: offset)
      let low = bytes.network64(at: offset + 8)
      words[step.slot.next] = low
      words[Int(step.slot.rawValue)] = value
      return !step.dislikesZero || value | low != 0
    case .text: value = UInt64(offset) << 32 | UInt64(length)
    case .milliseconds:
      let time = MessageClock.milliseconds(bytes.network64(at: offset))
      words[Int(step.slot.rawValue)] = UInt64(bitPattern: time)
      return time >= MessageClock.earliestPlausible
    case .seconds, .ntp, .uptime, .microsecondsBefore:
      let time = clock.time(step.operation, bytes, at: offset, length: length)
      words[Int(step.slot.rawValue)] = UInt64(bitPattern: time)
      return time >= MessageClock.earliestPlausible
    }
    words[Int(step.slot.rawValue)] = value
    return value != 0 || !step.dislikesZero
  }
}
