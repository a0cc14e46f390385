import LogFormats

import struct Foundation.Date

/// One line on standard error that is drawn again while inputs are read; only on a terminal.
final class ProgressLine {
  private let isShown: Bool
  private let files: Int
  private var file = 0
  private var name = ""
  private var size: UInt64?
  private let began = Date()
  private var drawn = Date.distantPast
  private var bytesBefore: UInt64 = 0
  private var current = ReadingProgress()

  /// A line for a number of inputs; `quiet` keeps it hidden.
  init(files: Int, quiet: Bool) {
    self.files = files
    isShown = !quiet && Terminal.isInteractive
  }

  /// Begins the next input, whose size on disk may be known.
  func begin(_ name: String, size: UInt64?) {
    bytesBefore += current.bytes
    current = ReadingProgress()
    file += 1
    self.name = name
    self.size = size
  }

  /// Draws the line if a tenth of a second has passed since the last time.
  func update(_ progress: ReadingProgress) {
    current = progress
    guard isShown else { return }
    let now = Date()
    guard now.timeIntervalSince(drawn) > 0.1 else { return }
    drawn = now
    let seconds = max(now.timeIntervalSince(began), 0.001)
    let rate = Double(bytesBefore + progress.bytes) / seconds / 1e6
    var text = "reading \(file)/\(files)"
    if let size, size > 0 {
      let share = min(1, Double(progress.rawBytes) / Double(size))
      text += "  \(Int(share * 100)) %"
      if share > 0.01, seconds > 1 { text += "  ETA \(Int(seconds / share - seconds)) s" }
    }
    text += "  \(Int(rate)) MB/s  \(progress.events) events  \(progress.rejects) rejected  "
    Terminal.draw("\r\u{1b}[K" + text + AlignedColumns.printable(name).suffix(40))
  }

  /// Clears the line.
  func end() { if isShown { Terminal.draw("\r\u{1b}[K") } }
}
