#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A continuous distribution as a table of its quantiles: one draw costs one look-up.
///
/// 4,096 equally likely steps with linear interpolation; the tails end at the quantiles 1/8192 and
/// 8191/8192, so that no single draw dominates a world.
package struct QuantileTable: Sendable {
  private static let steps = 4096
  private let values: [Double]

  /// A table of an inverse distribution function on (0, 1), which must not fall.
  package init(_ inverse: (Double) -> Double) {
    let steps = QuantileTable.steps
    values = (0...steps).map { step in
      inverse(min(max(Double(step) / Double(steps), 0.5 / Double(steps)), 1 - 0.5 / Double(steps)))
    }
  }

  /// A log-normal distribution of given median and sigma of the logarithm.
  package static func logNormal(median: Double, sigma: Double) -> QuantileTable {
    QuantileTable { median * exp(sigma * normalQuantile($0)) }
  }

  /// An exponential distribution of given mean.
  package static func exponential(mean: Double) -> QuantileTable {
    QuantileTable { -mean * log1p(-$0) }
  }

  /// A power law with tail exponent `exponent`, cut off at both ends.
  package static func pareto(exponent: Double, least: Double, most: Double) -> QuantileTable {
    let rest = pow(least / max(most, least), exponent)
    return QuantileTable { least * pow(1 - $0 * (1 - rest), -1 / exponent) }
  }

  /// Equally spread in the logarithm between two positive ends.
  package static func logUniform(least: Double, most: Double) -> QuantileTable {
    QuantileTable { least * pow(most / least, $0) }
  }

  /// The value that 64 random bits stand for.
  @inline(__always)
  package func value(_ bits: UInt64) -> Double {
    let step = Int(truncatingIfNeeded: bits >> 52)
    let part = Double(bits >> 20 & 0xffff_ffff) * 0x1p-32
    let low = values[step]
    return low + (values[step + 1] - low) * part
  }

  /// The standard normal distribution.
  package static let normal = QuantileTable { normalQuantile($0) }

  /// The normal quantile function (Acklam 2003; relative error below 1.2e-9).
  package static func normalQuantile(_ p: Double) -> Double {
    func ratio(_ x: Double, _ top: [Double], _ bottom: [Double]) -> Double {
      top.reduce(0) { $0 * x + $1 } / (bottom.reduce(0) { $0 * x + $1 } * x + 1)
    }
    let tailTop = [
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
      4.374664141464968, 2.938163982698783,
    ]
    let tailBottom = [
      7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416,
    ]
    if p < 0.02425 { return ratio((-2 * log(p)).squareRoot(), tailTop, tailBottom) }
    if p > 1 - 0.02425 { return -ratio((-2 * log1p(-p)).squareRoot(), tailTop, tailBottom) }
    let q = p - 0.5
    return q
      * ratio(
        q * q,
        [
          -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
          1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239,
        ],
        [
          -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
          6.680131188771972e+01, -1.328068155288572e+01,
        ])
  }
}

extension CounterGenerator {
  /// A Poisson count; O(mean), the mean is cut at 10,000.
  package mutating func poisson(_ mean: Double) -> Int {
    PoissonCount(mean: mean).draw(from: &self)
  }

  /// A geometric count of at least 1 with a given mean, at most `most`.
  package mutating func geometric(mean: Double, most: Int) -> Int {
    guard mean > 1 else { return 1 }
    let steps = log1p(-unit()) / log1p(-1 / mean)
    return 1 + Int(min(steps, Double(most - 1)))
  }

  /// A standard normal number, within 3.7 standard deviations.
  package mutating func normal() -> Double { QuantileTable.normal.value(next()) }

  /// An exponential number of mean 1.
  package mutating func exponential() -> Double { -log1p(-unit()) }
}
