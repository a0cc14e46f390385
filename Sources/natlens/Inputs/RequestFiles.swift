import Correlation
import LogFormats
import NATModel

/// Requests read from files: notices in any form, server logs, or request events as NDJSON.
struct RequestFiles {
  /// The requests, in the order of the files.
  private(set) var requests: [Request] = []
  /// Parts of notices that gave no request, with the file they stand in.
  private(set) var faults: [(file: String, fault: NoticeFault)] = []
  private let asking: RequestOptions
  private let input: InputOptions
  private let zone: LocalZone?

  /// Reads the files.
  /// - Throws: ``CommandFailure`` for a file that cannot be read, a time without a zone where none was
  ///   given, and if there is no request in any file.
  init(_ files: [String], asking: RequestOptions, input: InputOptions) throws {
    self.asking = asking
    self.input = input
    zone = try input.tz.map { try LocalZone(parsing: $0) }
    for name in try FileArguments.expand(files) {
      if try readNotice(name) { continue }
      try readLog(name)
    }
    guard !requests.isEmpty else {
      let first = faults.first.map { " (\($0.file):\($0.fault.line): \($0.fault.reason.rawValue))" }
      throw CommandFailure(
        .badData, seen: "\(files.joined(separator: ", ")): no request in it" + (first ?? ""),
        remedy: "Give a notice, a table, a server's access log, or request events as NDJSON.")
    }
  }

  /// Reads a notice; false if the file is none, or a log.
  private mutating func readNotice(_ name: String) throws -> Bool {
    guard input.format == nil, name != "-" else { return false }
    let source: InputSource
    do {
      source = try InputSource.open(name)
    } catch {
      throw CommandFailure(.noInput, seen: "\(error)")
    }
    guard source.kind == .text else { return false }
    let head = source.firstBytes
    // What a log's own grammar fits is read as that log; free text would only see less in it.
    if Intake.dialect(of: head) != nil, !ListedFile.recognises(head) { return false }
    let text = NoticeText(try Self.bytes(source))
    guard let format = NoticeFormats.recognised(text) else { return false }
    let content = format.read(text)
    faults += content.faults.map { (name, $0) }
    for stated in content.requests {
      let request = stated.request(tolerance: asking.tolerance.nanoseconds) {
        zone?.instant(ofLocal: $0)
      }
      guard let request else {
        guard stated.time.offsetSeconds != nil || zone != nil else {
          throw CommandFailure(
            .usage, seen: "\(name):\(stated.line): \(stated.time.civil) states no zone",
            remedy: Request.ParsingError.missingZone("").remedy)
        }
        faults.append((name, NoticeFault(stated, .malformedTime)))
        continue
      }
      var labelled = try asking.completed(request, tolerance: stated.tolerance)
      if labelled.label.isEmpty { labelled.label = "\(name):\(stated.line)" }
      requests.append(labelled)
    }
    return true
  }

  private mutating func readLog(_ name: String) throws {
    var texts = TextTable()
    var correlator = Correlator()
    try Intake(input).read([name], into: &correlator, texts: &texts) { outcome in
      if let failure = outcome.failure { throw failure }
    }
    requests += try correlator.finish(texts: texts).requests.map { try asking.completed($0) }
  }

  private static func bytes(_ source: consuming InputSource) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < NoticeText.limit {
      let count = try source.read(into: &buffer, range: 0..<buffer.count)
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }
}
