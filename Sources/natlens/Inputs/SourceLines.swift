import Correlation
import LogFormats
import NATModel

/// The lines that answers rest on, as they stand in the files: read again when somebody asks.
struct SourceLines {
  /// Lines longer than this are shown cut.
  private static let longest = 2048
  /// More lines than this are not fetched: they are for a person to read.
  static let most = 10_000

  private var lines: [SourceLocation: String] = [:]

  /// Reads the lines of text files at some places; places in captures have none.
  ///
  /// - Complexity: one pass over each file up to the last line wanted.
  init(_ locations: [SourceLocation], files: [String]) {
    let wanted = Set(locations.prefix(SourceLines.most).filter { $0.record > 0 })
    for (file, places) in Dictionary(grouping: wanted, by: \.file) where Int(file) < files.count {
      let numbers = Set(places.map(\.record))
      try? read(files[Int(file)], file, numbers, last: numbers.max() ?? 0)
    }
  }

  /// The line at a place, or `nil`.
  subscript(location: SourceLocation) -> String? { lines[location] }

  private mutating func read(
    _ name: String, _ file: UInt32, _ numbers: Set<UInt64>, last: UInt64
  ) throws {
    guard name != "-" else { return }
    var source = try InputSource.open(name)
    guard source.kind == .text else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var number: UInt64 = 1
    var line: [UInt8] = []
    var isWanted = numbers.contains(1)
    while number <= last {
      let count = try source.read(into: &buffer, range: 0..<buffer.count)
      guard count > 0 else { break }
      for byte in buffer[..<count] {
        if byte == 0x0a {
          if isWanted { keep(line, file, number) }
          line.removeAll(keepingCapacity: true)
          number += 1
          isWanted = numbers.contains(number)
        } else if isWanted, line.count < SourceLines.longest {
          line.append(byte)
        }
      }
    }
    if isWanted, !line.isEmpty { keep(line, file, number) }
  }

  private mutating func keep(_ line: [UInt8], _ file: UInt32, _ number: UInt64) {
    lines[SourceLocation(file: file, record: number)] = String(
      decoding: line.last == 0x0d ? line.dropLast()[...] : line[...], as: UTF8.self)
  }
}
