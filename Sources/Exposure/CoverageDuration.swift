package import NATModel

/// How long a log covers, as the divisor of per-day figures.
package struct CoverageDuration: Hashable, Sendable {
  private static let nanosecondsPerHour = 3_600_000_000_000.0

  /// Hours covered, above 0.
  package let hours: Double

  /// The duration of a coverage, or `nil` if there is none or it is empty.
  package init?(_ coverage: TimeSpan?) {
    guard let coverage, coverage.length > 0 else { return nil }
    hours = Double(coverage.length) / CoverageDuration.nanosecondsPerHour
  }

  /// Days of 24 hours covered.
  package var days: Double { hours / 24 }

  /// Says that a per-day figure was extrapolated; empty from one whole day on.
  package var extrapolation: String {
    guard hours < 24 else { return "" }
    if hours >= 1 { return "extrapolated to a day from \(tenths(hours)) h" }
    let minutes = hours * 60
    if minutes >= 1 { return "extrapolated to a day from \(tenths(minutes)) min" }
    return "extrapolated to a day from \(tenths(minutes * 60)) s"
  }

  private func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
