#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How wrong the clocks of web servers are: one offset for each server, drawn from a mixture.
///
/// Buchholz and Tjaden (DFRWS 2007) found 74 % of more than 8,000 servers within 10 s of UTC. The
/// other weights, and the modern variant, are assumptions; the whole-hour errors are what wrong
/// zones and 12-hour clocks give. How errors are spread below 10 s is not published: evenly in the
/// old mixture, evenly in the logarithm from 10 ms on in the modern one, which favours retention.
package enum ServerClock: String, CaseIterable, Hashable, Sendable {
  /// 90 % within 10 s, 7 % up to 2 min, 2 % up to 6 h, 1 % by whole hours.
  case modern
  /// 74 %, 16 %, 8 %, 2 % of the same.
  case measured2007 = "measured-2007"
  /// No error.
  case perfect

  /// Shares of servers whose error is at most 10 s, 10 s to 2 min, 2 min to 6 h, whole hours.
  package var weights: [Double] {
    switch self {
    case .modern: [0.90, 0.07, 0.02, 0.01]
    case .measured2007: [0.74, 0.16, 0.08, 0.02]
    case .perfect: [1, 0, 0, 0]
    }
  }

  /// Nanoseconds by which the clock of a site's server is ahead of UTC.
  package func offset(ofSite site: Int, seed: UInt64) -> Int64 {
    guard self != .perfect else { return 0 }
    var draws = CounterGenerator(
      seed: seed, subscriber: UInt64(site), stream: .clock, item: 1)
    var rest = draws.unit()
    let sign: Double = draws.chance(0.5) ? 1 : -1
    let unit = draws.unit()
    let seconds: Double
    if rest < weights[0] {
      seconds = self == .modern ? 0.01 * pow(1000, unit) : 10 * unit
    } else {
      rest -= weights[0]
      if rest < weights[1] {
        seconds = 10 * pow(12, unit)
      } else if rest < weights[1] + weights[2] {
        seconds = 120 * pow(180, unit)
      } else {
        let hours: [Double] = [1, 1, 2, 12]
        seconds = 3600 * hours[Int(unit * 4)]
      }
    }
    return Int64(sign * seconds * 1e9)
  }
}
