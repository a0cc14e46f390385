#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package import NATModel

/// Where in time the act of a request may have happened, and how likely.
///
/// The stated time plus an instant within its resolution, all alike, plus the clock's error: the
/// convolution of the two, which is nothing outside ``Request/window``.
package struct TimeDensity: Sendable {
  private let time: Timestamp
  private let resolution: Double
  private let tolerance: Double
  /// Standard deviation in nanoseconds, 0 for an error that is spread evenly.
  private let sigma: Double

  /// The density that a request declares.
  package init(_ request: Request) {
    time = request.time
    resolution = Double(max(request.resolution, 1))
    tolerance = Double(max(request.tolerance, 0))
    sigma =
      switch request.error {
      case .uniform: 0
      case .normal(let nanoseconds): Double(max(nanoseconds, 0))
      }
  }

  /// The chance that the act happened within an interval.
  package func mass(of span: TimeSpan) -> Double {
    max(0, cumulative(span.end) - cumulative(span.start))
  }

  /// The chance that the act happened within at least one of several intervals.
  package func mass(ofUnion spans: [TimeSpan]) -> Double {
    guard spans.count > 1 else { return spans.first.map(mass(of:)) ?? 0 }
    var total = 0.0
    var end = Timestamp.distantPast
    for span in spans.sorted(by: { $0.start < $1.start }) where span.end > end {
      total += mass(of: TimeSpan(start: max(span.start, end), end: span.end))
      end = span.end
    }
    return total
  }

  /// The chance that the act happened before an instant.
  private func cumulative(_ instant: Timestamp) -> Double {
    let distance = Double(instant.since(time))
    if distance <= -tolerance { return 0 }
    if distance >= resolution + tolerance { return 1 }
    return min(1, max(0, (integral(distance) - integral(distance - resolution)) / resolution))
  }

  /// The integral of the error's distribution function up to a value.
  private func integral(_ value: Double) -> Double {
    if value <= -tolerance { return 0 }
    if value >= tolerance { return value }
    guard sigma > 0 else { return (value + tolerance) * (value + tolerance) / (4 * tolerance) }
    let below = TimeDensity.normal(-tolerance / sigma)
    let inside = 1 - 2 * below
    guard inside > 0 else { return max(0, value) }
    let whole = primitive(value) - primitive(-tolerance)
    return (whole - below * (value + tolerance)) / inside
  }

  /// A primitive of the normal distribution function.
  private func primitive(_ value: Double) -> Double {
    let scaled = value / sigma
    return value * TimeDensity.normal(scaled)
      + sigma * exp(-scaled * scaled / 2) / (2 * Double.pi).squareRoot()
  }

  /// The standard normal distribution function.
  private static func normal(_ value: Double) -> Double { erfc(-value / 2.0.squareRoot()) / 2 }
}
