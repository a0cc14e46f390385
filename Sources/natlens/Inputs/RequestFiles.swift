import Correlation
import NATModel

/// Requests read from files: server access logs, or request events as NDJSON.
enum RequestFiles {
  /// The requests in the files, in their order.
  /// - Throws: ``CommandFailure`` for a file that cannot be read or holds no request.
  static func read(
    _ files: [String], asking: RequestOptions, input: InputOptions
  ) throws -> [Request] {
    var texts = TextTable()
    var correlator = Correlator()
    try Intake(input).read(
      FileArguments.expand(files), into: &correlator, texts: &texts
    ) { outcome in
      if let failure = outcome.failure { throw failure }
    }
    let requests = try correlator.finish(texts: texts).requests.map { try asking.completed($0) }
    guard !requests.isEmpty else {
      throw CommandFailure(
        .badData, seen: "\(files.joined(separator: ", ")): no request in it",
        remedy: "Give a server's access log, or request events as NDJSON.")
    }
    return requests
  }
}
