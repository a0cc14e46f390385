package import NATModel

/// Writes truth as NDJSON that ``TruthFile`` reads.
///
/// One object a line, in order of time, after a first line
/// `{"kind":"origin","origin":"simulated"}`:
/// - `{"kind":"visit","time":T,"subscriber":S,"site":HOST}`
/// - `{"kind":"request","time":T,"subscriber":S,"token":LABEL}`; the label is that of the request,
///   or the last part of its path
/// - `{"kind":"connection","time":T,"subscriber":S,"session":N,"device":N,"host":HOST,"proto":N}`,
///   with `site` and `visit` if it belongs to one, with `outside` and `outside_port` unless the
///   NAT blocked it (then `session` is 0), without any of the three for traffic that was not put
///   through a NAT; only if asked for
///
/// Times are RFC 3339, UTC, nanoseconds. Names have no character that needs escaping.
package struct TruthWriter: TruthSink {
  /// Whether connections are written.
  package let wantsSessions: Bool
  private var buffer: [UInt8] = []
  /// The second that `clock` is the text of.
  private var second = Int64.min
  private var clock: [UInt8] = []
  private let write: ([UInt8]) throws -> Void

  /// A writer that hands over whole lines, about 64 KiB at a time.
  package init(sessions: Bool, write: @escaping ([UInt8]) throws -> Void) {
    wantsSessions = sessions
    self.write = write
    add("{\"kind\":\"origin\",\"origin\":\"simulated\"}\n")
  }

  /// Writes a visit.
  package mutating func visit(_ visit: Truth.Visit) throws {
    begin("visit", visit.time, visit.subscriber)
    add(key: "site", text: visit.site)
    try end()
  }

  /// Writes an answer.
  package mutating func request(label: String, subscriber: String, time: Timestamp) throws {
    begin("request", time, subscriber)
    add(key: "token", text: label)
    try end()
  }

  /// Writes a session.
  package mutating func session(_ session: SessionTruth) throws {
    begin("connection", session.time, session.subscriber)
    if let id = session.session { add(key: "session", number: id) }
    add(key: "device", number: UInt64(session.device))
    add(key: "host", text: session.host)
    add(key: "proto", number: UInt64(session.proto.rawValue))
    if let site = session.site { add(key: "site", text: site) }
    if let visit = session.visit { add(key: "visit", number: UInt64(visit)) }
    if let outside = session.outside {
      add(key: "outside", text: outside.description)
      add(key: "outside_port", number: UInt64(session.outsidePort))
    }
    try end()
  }

  /// Writes what truth knows about the lives of one subscriber.
  package mutating func lives(of subscriber: Int, in world: World) throws {
    let name = world.name(ofSubscriber: subscriber)
    let household = world.lives(behind: subscriber)
    try write(
      line: "{\"kind\":\"household\",\"subscriber\":\"\(name)\",\"persons\":\(household.persons),"
        + "\"devices\":\(household.devices)}\n")
    for rest in world.rests(of: subscriber) {
      try write(
        line: "{\"kind\":\"rest\",\"subscriber\":\"\(name)\",\"start\":\"\(rest.start)\","
          + "\"end\":\"\(rest.end)\"}\n")
    }
    for day in world.absences(of: subscriber) {
      let date = Timestamp(nanoseconds: Int64(day) * TrafficModel.dayLength).description.prefix(10)
      try write(line: "{\"kind\":\"away\",\"subscriber\":\"\(name)\",\"day\":\"\(date)\"}\n")
    }
  }

  /// Hands over what is left; to be called at the end.
  package mutating func finish() throws {
    guard !buffer.isEmpty else { return }
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func begin(_ kind: StaticString, _ time: Timestamp, _ subscriber: String) {
    add("{\"kind\":\"")
    add(kind)
    add("\",\"time\":\"")
    let start = time.floored(to: 1_000_000_000)
    if start.nanoseconds != second {
      second = start.nanoseconds
      clock = Array(start.rfc3339(fractionDigits: 0).utf8.dropLast()) + [UInt8(ascii: ".")]
    }
    buffer += clock
    var scale: Int64 = 100_000_000
    let fraction = time.since(start)
    while scale > 0 {
      buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / scale % 10))
      scale /= 10
    }
    add("Z\"")
    add(key: "subscriber", text: subscriber)
  }

  private mutating func write(line: String) throws {
    buffer += line.utf8
    if buffer.count >= 1 << 16 { try finish() }
  }

  private mutating func end() throws {
    add("}\n")
    if buffer.count >= 1 << 16 { try finish() }
  }

  private mutating func add(key: StaticString, text: String) {
    add(",\"")
    add(key)
    add("\":\"")
    buffer += text.utf8
    add("\"")
  }

  private mutating func add(key: StaticString, number: UInt64) {
    add(",\"")
    add(key)
    add("\":")
    buffer += String(number).utf8
  }

  private mutating func add(_ text: StaticString) {
    unsafe buffer.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
