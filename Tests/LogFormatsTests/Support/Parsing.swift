import Foundation
import LogFormats
import NATModel

/// What parsing one line gave.
struct LineResult: Equatable {
  var events: [Event] = []
  var isSkipped = false
  var fault: RejectReason?
  var texts = TextTable()

  static func == (left: LineResult, right: LineResult) -> Bool {
    left.events == right.events && left.isSkipped == right.isSkipped && left.fault == right.fault
  }

  /// The only event, or an empty one with an impossible kind of session if there is not exactly one.
  var event: Event { events.count == 1 ? events[0] : Event(.flow) }
}

/// 2026-11-24T12:00:00Z, the reference of times without a year in these tests.
let reference = Timestamp(nanoseconds: 1_795_521_600_000_000_000)

/// Parses one record given as bytes; headers may stand before it, as lines of their own.
func parse(_ dialect: any LogDialect, _ line: [UInt8], year: Int? = nil) -> LineResult {
  var context = LineContext(file: 0, rules: TimeRules(year: year, reference: reference))
  context.location.record = 1
  var result = LineResult()
  var line = line[...]
  var header: [UInt8] = []
  while dialect.linesHangTogether, let end = line.firstIndex(of: 0x0a),
    dialect.role(of: LineCursor(Array(line[..<end]).span)) == .header
  {
    header += line[...end]
    line = line[(end + 1)...]
  }
  if !header.isEmpty {
    header.removeLast()
    _ = try? dialect.parse(LineCursor(header.span), into: &context)
  }
  do throws(LineFault) {
    switch try dialect.parse(LineCursor(Array(line).span), into: &context) {
    case .events: break
    case .skipped: result.isSkipped = true
    }
  } catch {
    result.fault = error.reason
  }
  result.events = context.events
  result.texts = context.texts
  return result
}

/// Parses one line given as text.
func parse(_ dialect: any LogDialect, _ line: String, year: Int? = nil) -> LineResult {
  parse(dialect, Array(line.utf8), year: year)
}

/// An address that is known to be well formed.
func ip(_ text: String) -> IPAddress { IPAddress(text) ?? .unspecified }

/// An instant that is known to be well formed.
func at(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? .distantPast }

/// A file in a directory of its own, removed with it when the owner goes away.
final class ScratchFile {
  let path: String

  /// Writes bytes to a new file.
  init(_ bytes: [UInt8], name: String = "input.log") throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    path = file.path
  }

  deinit {
    try? FileManager.default.removeItem(
      at: URL(filePath: path).deletingLastPathComponent())
  }
}

/// Reads one file to its end.
func read(
  _ path: String, dialect: (any LogDialect)? = nil, threads: Int = 1, blockSize: Int = 1 << 18,
  lineLimit: Int = ReadingOptions.defaultLineLimit
) throws -> (events: [Event], report: InputReport, texts: TextTable) {
  let options = ReadingOptions(
    dialect: dialect, threads: threads, now: reference, lineLimit: lineLimit, blockSize: blockSize)
  var collector = EventCollector()
  var texts = TextTable()
  let report = try LogReader(options: options).read(
    try InputSource.open(path), file: 0, into: &collector, texts: &texts)
  return (collector.events, report, texts)
}

/// Reads bytes through a file of their own.
func read(_ bytes: [UInt8]) throws -> (events: [Event], report: InputReport, texts: TextTable) {
  let file = try ScratchFile(bytes)
  return try withExtendedLifetime(file) { try read(file.path) }
}
