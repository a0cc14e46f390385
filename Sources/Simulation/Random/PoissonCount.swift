#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A Poisson distribution, ready for many draws from one mean.
struct PoissonCount: Sendable, BitwiseCopyable {
  /// The mean, from 0 to 10,000.
  private let mean: Double
  /// exp(-mean), for means below 30.
  private let least: Double

  /// A distribution of a mean, which is cut at 10,000; of a negative one all counts are 0.
  init(mean: Double) {
    self.mean = max(0, min(mean, 10_000))
    least = exp(-self.mean)
  }

  /// One count.
  /// - Complexity: O(mean).
  @inline(__always)
  func draw(from draws: inout CounterGenerator) -> Int {
    guard mean > 0 else { return 0 }
    if mean < 30 {  // Knuth's product of uniforms: one exponential instead of many logarithms
      var product = draws.unit()
      var count = 0
      while product > least {
        product *= draws.unit()
        count += 1
      }
      return count
    }
    var sum = 0.0
    var count = -1
    while sum < mean {
      sum -= log1p(-draws.unit())
      count += 1
    }
    return max(count, 0)
  }
}
