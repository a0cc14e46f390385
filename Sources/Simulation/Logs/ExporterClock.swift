/// The NAT's clock: an error that drifts from hour to hour, and the resolution of its stamps.
///
/// The error at each full hour is normal, in between it goes straight, so stamps never run back.
package struct ExporterClock: Sendable {
  private static let hour: Int64 = 3_600_000_000_000
  private let sigma: Double
  private let resolution: Int64
  private let seed: UInt64
  private var number = Int64.min
  private var from = 0.0
  private var to = 0.0

  /// A clock of a given standard deviation in seconds and resolution in nanoseconds.
  package init(sigma: Double, resolution: Int64, seed: UInt64) {
    // No clock is steered by more than a quarter of the time that passes.
    self.sigma = min(sigma, 240)
    self.resolution = max(1, resolution)
    self.seed = seed
  }

  /// What the clock shows at an instant, nanoseconds since 1970 UTC.
  package mutating func stamp(_ time: Int64) -> Int64 {
    var shown = time
    if sigma > 0 {
      let hour = (time - (time % ExporterClock.hour)) / ExporterClock.hour
      if hour != number {
        number = hour
        from = error(hour)
        to = error(hour + 1)
      }
      let part = Double(time % ExporterClock.hour) / Double(ExporterClock.hour)
      shown += Int64((from + (to - from) * part) * 1e9)
    }
    return shown - (shown % resolution)
  }

  private func error(_ hour: Int64) -> Double {
    var draws = CounterGenerator(
      seed: seed, subscriber: UInt64(bitPattern: hour), stream: .clock, item: 2)
    return sigma * draws.normal()
  }
}
