/// The NAT's clock: an error that drifts from hour to hour, and the resolution of its stamps.
///
/// The error at each full hour is normal, in between it goes straight, so stamps never run back.
package struct ExporterClock: Sendable {
  private static let hour: Int64 = 3_600_000_000_000
  private let sigma: Double
  private let resolution: Int64
  private let seed: UInt64
  /// First instant of the hour that the next two are about.
  private var hourStart = Int64.min
  /// Error at its beginning, nanoseconds, and how much it grows in a nanosecond.
  private var from = 0.0
  private var slope = 0.0

  /// The last stamp; those of one tick follow each other.
  private var last = Int64.max

  /// A clock of a given standard deviation in seconds and resolution in nanoseconds.
  package init(sigma: Double, resolution: Int64, seed: UInt64) {
    // No clock is steered by more than a quarter of the time that passes.
    self.sigma = min(sigma, 240)
    self.resolution = max(1, resolution)
    self.seed = seed
  }

  /// What the clock shows at an instant, nanoseconds since 1970 UTC.
  @inline(__always)
  package mutating func stamp(_ time: Int64) -> Int64 {
    var shown = time
    if sigma > 0 {
      let within = time &- hourStart
      if UInt64(bitPattern: within) >= UInt64(ExporterClock.hour) { turn(to: time) }
      shown += Int64(from + slope * Double(time &- hourStart))
    }
    if shown < last {
      last = shown - shown % resolution
    } else {
      // Short divisions are quick, and from one stamp to the next is not long.
      let since = shown &- last
      if since >= resolution { last = shown &- since % resolution }
    }
    return last
  }

  /// Goes to the hour that an instant lies in.
  @inline(never)
  private mutating func turn(to time: Int64) {
    hourStart = time - time % ExporterClock.hour
    from = error(hourStart)
    slope = (error(hourStart + ExporterClock.hour) - from) / Double(ExporterClock.hour)
  }

  /// The error at a full hour, nanoseconds.
  private func error(_ hour: Int64) -> Double {
    var draws = CounterGenerator(
      seed: seed, subscriber: UInt64(bitPattern: hour), stream: .clock, item: 2)
    return sigma * draws.normal() * 1e9
  }
}
