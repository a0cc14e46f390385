import NATModel

import struct Foundation.Date

/// One line on standard error that says how far the world's clock has come; only on a terminal.
final class SimulationProgress {
  private let isShown: Bool
  private let start: Timestamp
  private let end: Timestamp
  private let began = Date()
  private var drawn = Date.distantPast

  /// A line for a world that lasts from `start` to `end`; `quiet` keeps it hidden.
  init(from start: Timestamp, to end: Timestamp, quiet: Bool) {
    self.start = start
    self.end = end
    isShown = !quiet && Terminal.isInteractive
  }

  /// Seconds since the line was made.
  var seconds: Double { max(Date().timeIntervalSince(began), 1e-6) }

  /// Draws the line if a tenth of a second has passed since the last time.
  func update(_ time: Timestamp) {
    guard isShown else { return }
    let now = Date()
    guard now.timeIntervalSince(drawn) > 0.1 else { return }
    drawn = now
    let share = Double(time.since(start)) / Double(max(1, end.since(start)))
    var text = "\r\u{1b}[Ksimulating \(time.rfc3339(fractionDigits: 0))  \(Int(share * 100)) %"
    if share > 0.01, seconds > 1 { text += "  ETA \(Int(seconds / share - seconds)) s" }
    Terminal.draw(text)
  }

  /// Clears the line.
  func clear() { if isShown { Terminal.draw("\r\u{1b}[K") } }
}
