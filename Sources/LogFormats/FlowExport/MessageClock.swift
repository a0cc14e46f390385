import NATModel

/// What the header of one message says of time, and how times in its records relate to it.
struct MessageClock: Sendable, BitwiseCopyable {
  /// Times before 1990 are no times of a NAT: exporters fill in zeros, or count from their start.
  static let earliestPlausible: Int64 = 631_152_000_000_000_000
  /// Seconds from 1900 to 1970 (RFC 5905 section 6).
  private static let ntpOffset: Int64 = 2_208_988_800
  /// Uptime counts milliseconds in 32 bits and wraps after 49.7 days.
  private static let uptimePeriod: Int64 = 1 << 32
  /// A time this much after the uptime of the header still counts as one of the same count.
  private static let uptimeSlack: Int64 = 60_000

  /// When the message was sent, in nanoseconds since 1970.
  var exported: Int64
  /// Uptime of the exporter at that moment in milliseconds, or `nil`: IPFIX has none.
  var uptime: UInt32?
  /// When the exporter started, in nanoseconds since 1970, if a record said so; else 0.
  var systemStart: Int64 = 0

  /// The time that a field holds, in nanoseconds since 1970; 0 if it cannot be told.
  func time(
    _ operation: FieldStep.Operation, _ bytes: Span<UInt8>, at offset: Int, length: Int
  ) -> Int64 {
    switch operation {
    case .seconds:
      let seconds =
        length == 4 ? UInt64(bytes.network32(at: offset)) : bytes.network64(at: offset)
      return Timestamp(seconds: Int64(clamping: seconds))?.nanoseconds ?? 0
    case .ntp: return MessageClock.ntp(bytes.network64(at: offset))
    case .uptime: return time(atUptime: bytes.network32(at: offset))
    case .microsecondsBefore: return exported - Int64(bytes.network32(at: offset)) * 1000
    default: return 0
    }
  }

  /// The instant at which the exporter had been up for so many milliseconds.
  ///
  /// A value above the header's own belongs to the count before the last wrap (RFC 3954 section 8).
  /// Without an uptime in the header it is counted from the exporter's start, if that is known, and
  /// else is no time.
  func time(atUptime value: UInt32) -> Int64 {
    guard let uptime else {
      return systemStart > 0 ? systemStart &+ Int64(value) * 1_000_000 : 0
    }
    var difference = Int64(value) - Int64(uptime)
    if difference > MessageClock.uptimeSlack { difference -= MessageClock.uptimePeriod }
    return exported + difference * 1_000_000
  }

  /// Milliseconds since 1970 as nanoseconds; 0 beyond the year 2262.
  @inline(__always)
  static func milliseconds(_ value: UInt64) -> Int64 {
    value <= 9_223_372_036_854 ? Int64(value) &* 1_000_000 : 0
  }

  private static func ntp(_ value: UInt64) -> Int64 {
    let seconds = Int64(value >> 32) - ntpOffset
    let fraction = (value & 0xffff_ffff) * 1_000_000_000 >> 32
    return seconds * 1_000_000_000 + Int64(fraction)
  }
}
