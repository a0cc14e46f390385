package import NATModel

/// Writes truth as NDJSON that ``TruthFile`` reads.
///
/// One object a line, in order of time:
/// - `{"kind":"visit","time":T,"subscriber":S,"site":HOST}`
/// - `{"kind":"request","time":T,"subscriber":S,"token":LABEL}`; the label is that of the request
/// - `{"kind":"connection","time":T,"subscriber":S,"session":N,"device":N,"host":HOST,"proto":N}`,
///   with `site` and `visit` if it belongs to one, with `outside` and `outside_port` unless the
///   NAT blocked it (then `session` is 0); only if asked for
///
/// Times are RFC 3339, UTC, nanoseconds as needed. Names have no character that needs escaping.
package struct TruthWriter: TruthSink {
  /// Whether connections are written.
  package let wantsSessions: Bool
  private var buffer: [UInt8] = []
  private let write: ([UInt8]) throws -> Void

  /// A writer that hands over whole lines, about 64 KiB at a time.
  package init(sessions: Bool, write: @escaping ([UInt8]) throws -> Void) {
    wantsSessions = sessions
    self.write = write
  }

  /// Writes a visit.
  package mutating func visit(_ visit: Truth.Visit) throws {
    try line(
      "{\"kind\":\"visit\",\"time\":\"\(visit.time)\",\"subscriber\":\"\(visit.subscriber)\","
        + "\"site\":\"\(visit.site)\"}\n")
  }

  /// Writes an answer.
  package mutating func request(label: String, subscriber: String, time: Timestamp) throws {
    try line(
      "{\"kind\":\"request\",\"time\":\"\(time)\",\"subscriber\":\"\(subscriber)\","
        + "\"token\":\"\(label)\"}\n")
  }

  /// Writes a session.
  package mutating func session(_ session: SessionTruth) throws {
    var text =
      "{\"kind\":\"connection\",\"time\":\"\(session.time)\","
      + "\"subscriber\":\"\(session.subscriber)\",\"session\":\(session.session),"
      + "\"device\":\(session.device),\"host\":\"\(session.host)\","
      + "\"proto\":\(session.proto.rawValue)"
    if let site = session.site { text += ",\"site\":\"\(site)\"" }
    if let visit = session.visit { text += ",\"visit\":\(visit)" }
    if let outside = session.outside {
      text += ",\"outside\":\"\(outside)\",\"outside_port\":\(session.outsidePort)"
    }
    try line(text + "}\n")
  }

  /// Hands over what is left; to be called at the end.
  package mutating func finish() throws {
    guard !buffer.isEmpty else { return }
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func line(_ text: String) throws {
    buffer += text.utf8
    if buffer.count >= 1 << 16 { try finish() }
  }
}
