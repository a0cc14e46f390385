/// A number with its 95 % interval and how that was computed.
package struct Estimate: Hashable, Sendable {
  /// The number over what was observed.
  package var value: Double
  /// 95 % interval, or `nil` where none can be given.
  package var interval: ClosedRange<Double>?
  /// How the interval was computed, or why there is none.
  package var method: String
  /// How many clusters (subscribers) the number rests on.
  package var clusters: Int
  /// For shares: how many of the denominator.
  package var numerator: Int?
  /// How many observations the number is computed over.
  package var denominator: Int

  /// The same estimate in another unit.
  /// - Precondition: `factor >= 0`.
  package func scaled(by factor: Double) -> Estimate {
    var copy = self
    copy.value *= factor
    copy.interval = interval.map { $0.lowerBound * factor...$0.upperBound * factor }
    return copy
  }
}
