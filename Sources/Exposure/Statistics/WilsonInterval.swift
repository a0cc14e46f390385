/// The score interval for a proportion of independent trials (Wilson, JASA 1927).
///
/// Unlike the textbook interval it stays inside 0...1 and keeps its coverage for few trials and for
/// shares near 0 and 1.
package enum WilsonInterval {
  /// The normal quantile of a two-sided 95 % interval.
  package static let z95 = 1.959_963_984_540_054

  /// The 95 % interval, or `nil` without trials.
  ///
  /// `share` need not be a multiple of `1 / trials`: trials may be clusters, each worth one.
  package static func interval(share: Double, trials: Int) -> ClosedRange<Double>? {
    guard trials > 0 else { return nil }
    let share = min(1, max(0, share))
    let count = Double(trials)
    let squared = z95 * z95
    let scale = 1 + squared / count
    let center = (share + squared / (2 * count)) / scale
    let variance = share * (1 - share) / count + squared / (4 * count * count)
    let half = z95 * variance.squareRoot() / scale
    // At the ends the bound is exact; rounding must not push it past.
    let lower = share == 0 ? 0 : max(0, center - half)
    let upper = share == 1 ? 1 : min(1, center + half)
    return lower...max(lower, upper)
  }
}
