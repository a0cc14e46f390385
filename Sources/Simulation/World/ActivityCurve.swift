#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How busy a waking person is over the day: two humps, the higher in the evening.
package struct ActivityCurve: Sendable {
  private let quarters: [Double]
  /// The highest value.
  package let peak: Double

  /// A curve of mean 1 over the day with a given ratio of its highest to its lowest value.
  package init(peakToTrough ratio: Double) {
    // Humps at 13:00 and 21:00 over a floor, widths of 3 and 2.2 hours.
    func hump(_ hour: Double, _ centre: Double, _ width: Double) -> Double {
      let apart = abs(hour - centre)
      let distance = min(apart, 24 - apart) / width
      return exp(-0.5 * distance * distance)
    }
    let shape = (0..<96).map { quarter in
      let hour = (Double(quarter) + 0.5) / 4
      return 0.55 * hump(hour, 13, 3.5) + hump(hour, 21, 2.2)
    }
    let low = shape.min() ?? 0
    let high = shape.max() ?? 1
    let span = ratio > 1 ? (high - low) / (ratio - 1) : 0
    let raised = ratio > 1 ? shape.map { $0 - low + span } : shape.map { _ in 1 }
    let mean = raised.reduce(0, +) / 96
    quarters = raised.map { $0 / mean }
    peak = quarters.max() ?? 1
  }

  /// The value at an hour of the day; hours from 24 on are of the next day.
  @inline(__always)
  package func value(atHour hour: Double) -> Double {
    let quarter = Int(hour * 4) % 96
    return quarters[quarter < 0 ? quarter + 96 : quarter]
  }
}
