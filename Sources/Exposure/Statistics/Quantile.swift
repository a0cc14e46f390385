/// Quantiles by nearest rank: the smallest value that at least the given share of values reach.
///
/// A value that occurs is returned, never one between two, so that "median 3 persons" is a count
/// of persons. For an even number of values the median is the lower of the two in the middle.
package enum Quantile {
  /// The median.
  package static let median = 0.5
  /// Nineteen of twenty are at or below.
  package static let p95 = 0.95

  /// The rank of a quantile from 1 to `count`, or 0 without values.
  package static func rank(_ share: Double, of count: Int) -> Int {
    guard count > 0 else { return 0 }
    // Products such as 0.07 * 100 land just above the whole number they stand for.
    let exact = share * Double(count) - 1e-9
    return min(count, max(1, Int(exact.rounded(.up))))
  }

  /// The quantile of ascending values, or `nil` without values.
  package static func nearestRank(_ share: Double, ascending values: [Double]) -> Double? {
    values.isEmpty ? nil : values[rank(share, of: values.count) - 1]
  }
}
