/// An instant: signed nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Covers the years 1678 to 2262. Arithmetic on values read from input goes through
/// ``advanced(by:)``, which saturates instead of trapping.
///
/// Public for the same reason as ``EventFields``.
public struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Nanoseconds since the epoch.
  public var nanoseconds: Int64

  /// An instant from nanoseconds since the epoch.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// An instant from whole seconds and a fraction in nanoseconds; `nil` when out of range.
  package init?(seconds: Int64, nanoseconds fraction: Int64 = 0) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = product.addingReportingOverflow(fraction)
    guard !overflow, !carry else { return nil }
    self.init(nanoseconds: sum)
  }

  /// The earliest instant that can be held.
  package static let distantPast = Timestamp(nanoseconds: .min)
  /// The latest instant that can be held.
  package static let distantFuture = Timestamp(nanoseconds: .max)

  /// Orders in time.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// This instant moved by a number of nanoseconds, saturating at the ends of the range.
  package func advanced(by nanoseconds: Int64) -> Timestamp {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    return overflow
      ? (nanoseconds < 0 ? .distantPast : .distantFuture) : Timestamp(nanoseconds: sum)
  }

  /// Nanoseconds from `other` to this instant, saturating.
  package func since(_ other: Timestamp) -> Int64 {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    return overflow ? (nanoseconds < other.nanoseconds ? .min : .max) : difference
  }

  /// The start of the period of `length` nanoseconds that holds this instant, counted from the
  /// epoch (UTC days, 15-minute bins).
  /// - Precondition: `length > 0`.
  package func floored(to length: Int64) -> Timestamp {
    let remainder = nanoseconds % length
    return advanced(by: -(remainder < 0 ? remainder + length : remainder))
  }
}
