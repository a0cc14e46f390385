import NATModel

/// Maps instants onto a length, with round times (UTC) marked along it.
struct TimeAxis: Sendable {
  /// A marked time.
  struct Tick: Sendable, Equatable {
    let x: Double
    let label: String
  }

  private let span: TimeSpan
  private let start: Double
  private let length: Double

  /// An axis over an interval.
  init(span: TimeSpan, start: Double, length: Double) {
    self.span = span
    self.start = start
    self.length = length
  }

  /// The position of an instant; instants outside the interval lie at its ends.
  func callAsFunction(_ instant: Timestamp) -> Double {
    guard span.length > 0 else { return start }
    let share = Double(instant.since(span.start)) / Double(span.length)
    return start + length * min(1, max(0, share))
  }

  /// At most nine round times inside the interval.
  var ticks: [Tick] {
    let step = TimeAxis.step(for: span.length)
    guard step > 0 else { return [] }
    var ticks: [Tick] = []
    var instant = span.start.floored(to: step)
    while instant <= span.end, ticks.count < 10 {
      if instant >= span.start {
        ticks.append(Tick(x: self(instant), label: label(instant, step: step)))
      }
      let next = instant.advanced(by: step)
      guard next > instant else { break }
      instant = next
    }
    return ticks
  }

  private static let second: Int64 = 1_000_000_000

  private static func step(for length: Int64) -> Int64 {
    guard length > 0 else { return 0 }
    let steps: [Int64] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600,
      43_200, 86_400,
    ]
    // Below a minute a label shows seconds too and needs more room.
    for candidate in steps where length / (candidate * second) <= (candidate < 60 ? 4 : 8) {
      return candidate * second
    }
    let days = length / (86_400 * second) / 8 + 1
    return days * 86_400 * second
  }

  private func label(_ instant: Timestamp, step: Int64) -> String {
    let text = instant.rfc3339(fractionDigits: 0)
    if step >= 86_400 * TimeAxis.second { return String(text.prefix(10).suffix(5)) }
    let clock = text.dropFirst(11)
    return String(clock.prefix(step < 60 * TimeAxis.second ? 8 : 5))
  }
}
