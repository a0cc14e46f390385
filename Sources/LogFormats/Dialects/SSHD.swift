package import NATModel

/// OpenSSH's server: the lines that say where a connection came from.
///
/// ```
/// sshd[pid]: Connection from address port n on address port n
/// sshd[pid]: Failed password for [invalid user] name from address port n ssh2
/// sshd[pid]: Connection closed by [authenticating user name] address port n [preauth]
/// ```
///
/// - One request for each such line: outside is the client, with its port where the line has one.
///   Several lines are about one connection. `Connection from … on …` states the destination.
/// - A name that a client chooses may hold these words itself. Where a message has the address right
///   behind fixed words, it is taken there; where a name comes before it, the last address counts,
///   unless an earlier one is followed by `ssh2: `, behind which only details of a key stand.
/// - Messages of PAM repeat what sshd says and are skipped.
/// - A host name in the address's place is rejected.
package struct SSHD: ReadOnlyDialect {
  package let id = "sshd"
  package let title = "OpenSSH server"
  package let documentation = "source code of OpenSSH, auth.c, packet.c, sshd.c"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.request]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.readTag("sshd") != nil else { return .none }
    return Recognition(.strong, "sshd's tag")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    context.readEnvelope(of: line)
    let envelope = context.envelope
    var line = line
    line.advance(by: envelope.tag)
    guard line.readTag("sshd") != nil else { return .skipped }
    if line.skip("[ID "), !line.skipPast("] ") { return .skipped }
    while line.skip("error: ") || line.skip("fatal: ") || line.skip("banner exchange: ")
      || line.skip("ssh_dispatch_run_fatal: ")
    {}
    guard let address = try SSHD.findAddress(line) else { return .skipped }
    var event = context.event(.request)
    event.proto = .tcp
    event.outside = try line.address(in: address)
    event.fields = [.proto, .outside]
    line.seek(to: address.upperBound)
    if let port = readPort(&line) {
      event.outsidePort = port
      event.fields.insert(.outsidePort)
    }
    if line.skip(" on ") {
      event.destination = try line.readAddress(before: 0x20)
      event.fields.insert(.destination)
      if let port = readPort(&line) {
        event.destinationPort = port
        event.fields.insert(.destinationPort)
      }
    }
    try context.add(&event)
    return .events
  }

  /// ` port n`.
  @_lifetime(line: copy line)
  private func readPort(_ line: inout LineCursor) -> UInt16? {
    var copy = line
    guard copy.skip(" port "), let port = try? copy.readPort() else { return nil }
    line.seek(to: copy.position)
    return port
  }

  /// Fixed words, behind which an address stands or nothing of interest does.
  private static let fixed: [StaticString] = [
    "Connection from ", "Connection closed by ", "Connection reset by ",
    "Received disconnect from ", "Disconnected from ",
    "Did not receive identification string from ",
    "Unable to negotiate with ", "Timeout before authentication for connection from ",
    "Timeout before authentication for ", "ROOT LOGIN REFUSED FROM ",
  ]

  /// Messages with a name or text of the client before the address.
  private static let named: [StaticString] = [
    "Failed ", "Accepted ", "Postponed ", "Partial ", "Invalid user ", "User ",
    "Connection closed by ", "Connection reset by ", "Disconnected from ", "Disconnecting ",
    "maximum authentication attempts exceeded for ", "Bad protocol version identification ",
  ]

  /// The range of the client's address, or `nil` if the line is not about one.
  ///
  /// Throws `malformedAddress` for a message that must have one.
  private static func findAddress(_ line: LineCursor) throws(LineFault) -> Range<Int>? {
    for words in fixed {
      var copy = line
      if copy.skip(words), let found = token(copy) { return found }
    }
    for words in named where line.has(words) {
      if let found = lastAddress(line) { return found }
      // `Disconnecting: …` and `User … not allowed` may come without an address.
      let mayLackOne = line.has("Disconnecting") || line.has("User ") || line.has("Connection ")
      if mayLackOne, line.find(" from ") == nil { return nil }
      throw LineFault(.malformedAddress)
    }
    return nil
  }

  /// The last address in front of ` port n` or behind ` from `, by the rules of ``SSHD``.
  private static func lastAddress(_ line: LineCursor) -> Range<Int>? {
    var copy = line
    var last: Range<Int>?
    while copy.skipPast(0x20) {
      guard let found = token(copy) else { continue }
      var after = line
      after.seek(to: found.upperBound)
      let isFrom = line.equals(found.lowerBound - 5..<found.lowerBound, "from ")
      let hasPort = after.skip(" port ") && (try? after.readPort()) != nil
      guard isFrom || hasPort else { continue }
      last = found
      if hasPort, after.has(" ssh2: ") || after.has(" ssh1: ") { break }
      copy.seek(to: found.upperBound)
    }
    return last
  }

  /// The range of an address that begins here and ends before a blank, a colon or the end.
  private static func token(_ line: LineCursor) -> Range<Int>? {
    var end = line.endOfToken()
    if end > line.position, line.byte(at: end - 1) == UInt8(ascii: ":") { end -= 1 }
    let range = line.position..<end
    return (try? line.address(in: range)) == nil ? nil : range
  }
}
