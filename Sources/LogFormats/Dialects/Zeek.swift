package import NATModel

/// Zeek's `conn.log`, `dns.log` and `ssl.log`, as tab-separated values or as JSON.
///
/// - A connection is one flow: inside is the originator, destination the responder, `ts` its start,
///   the time its end. Bytes are those of IP packets where logged, else of payload. ICMP has type and
///   code in the place of ports: left out.
/// - Each address in the answers to a query of type A or AAAA is one name: inside is the client, host
///   the name asked for. Queries without an answer are skipped.
/// - A TLS connection with a server name is one name, with its endpoints.
/// - Other logs are skipped.
/// - Columns are found by the header (`#path`, `#fields`), which may come again and with other columns.
///   The reader repeats the last one in front of every block; lines without one before them are
///   rejected. A JSON object is told by its keys.
package struct Zeek: ReadOnlyDialect {
  package let id = "zeek"
  package let title = "Zeek conn, dns and ssl logs"
  package let documentation = "Zeek documentation, Log Files; base/protocols/{conn,dns,ssl}"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.flow, .name]
  package let linesHangTogether = true
  package let hasHeaders = true

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    if role(of: line) == .header { return Recognition(.strong, "Zeek's header") }
    guard line.peek() == UInt8(ascii: "{"), line.find("\"id.orig_h\":") != nil,
      line.find("\"ts\":") != nil
    else { return .none }
    return Recognition(.strong, "a JSON object with ts and id.orig_h")
  }

  package func role(of line: LineCursor) -> LineRole {
    guard line.peek() == UInt8(ascii: "#") else { return .alone }
    let isHeader =
      line.has("#separator ") || line.has("#set_separator\t") || line.has("#empty_field\t")
      || line.has("#unset_field\t") || line.has("#path\t") || line.has("#open")
      || line.has("#fields\t") || line.has("#types\t")
    return isHeader ? .header : .alone
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    if line.isAtEnd { return .skipped }
    if line.peek() == UInt8(ascii: "#") {
      if role(of: line) == .header { context.columns = Zeek.columns(line) }
      return .skipped
    }
    let record =
      line.peek() == UInt8(ascii: "{")
      ? try Record(json: line) : try Record(line, columns: context.columns)
    switch record.table {
    case .connection:
      var event = context.event(.flow)
      try setFlow(&event, line, record)
      context.addStamped(&event)
      return .events
    case .lookup: return try parseLookup(line, record, &context)
    case .encryption: return try parseEncryption(line, record, &context)
    case .other: return .skipped
    }
  }

  private func setFlow(_ event: inout Event, _ line: LineCursor, _ record: Record)
    throws(LineFault)
  {
    event.start = try record.time(line)
    var length: Int64 = 0
    if let duration = record[.duration] {
      var part = line.part(duration)
      guard let read = part.readSeconds() else { throw LineFault(.malformedNumber) }
      length = read
    }
    event.time = event.start.advanced(by: length)
    event.resolution = 1000
    event.fields = [.time, .start]
    try setEndpoints(&event, line, record)
    let packetBytes = try record.sum(.originPacketBytes, .responsePacketBytes, line)
    let payload = try record.sum(.originBytes, .responseBytes, line)
    if let sum = packetBytes ?? payload {
      event.bytes = sum
      event.fields.insert(.bytes)
    }
    if let sum = try record.sum(.originPackets, .responsePackets, line) {
      event.packets = sum
      event.fields.insert(.packets)
    }
  }

  /// Sets both endpoints and the protocol; throws before it sets anything that is not there.
  private func setEndpoints(_ event: inout Event, _ line: LineCursor, _ record: Record)
    throws(LineFault)
  {
    event.inside = try record.address(.originAddress, line)
    event.destination = try record.address(.responseAddress, line)
    event.fields.formUnion([.inside, .destination])
    if let proto = try record.proto(line, isIPv4: event.inside.isIPv4) {
      event.proto = proto
      event.fields.insert(.proto)
    }
    guard event.proto != .icmp, event.proto != .icmpv6 else { return }
    if let port = record[.originPort] {
      event.insidePort = try line.port(in: port)
      event.fields.insert(.insidePort)
    }
    if let port = record[.responsePort] {
      event.destinationPort = try line.port(in: port)
      event.fields.insert(.destinationPort)
    }
  }

  private func parseLookup(_ line: LineCursor, _ record: Record, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard let type = record[.queryType], line.equals(type, "A") || line.equals(type, "AAAA"),
      let answers = record[.answers], let query = record[.query]
    else { return .skipped }
    var event = context.event(.name)
    event.nameSource = .dns
    event.time = try record.time(line)
    event.resolution = 1000
    event.inside = try record.address(.originAddress, line)
    event.fields = [.time, .inside, .destination]
    let addresses = line.addresses(in: answers)
    guard !addresses.isEmpty,
      context.setHost(&event, line.slice(query.lowerBound, query.upperBound))
    else { return .skipped }
    for address in addresses {
      event.destination = address
      context.addStamped(&event)
    }
    return .events
  }

  private func parseEncryption(_ line: LineCursor, _ record: Record, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard let name = record[.serverName] else { return .skipped }
    var event = context.event(.name)
    event.nameSource = .tls
    event.time = try record.time(line)
    event.resolution = 1000
    event.fields = .time
    try setEndpoints(&event, line, record)
    let isDatagram = record[.version].map { line.part($0).has("DTLS") } ?? false
    event.proto = isDatagram ? .udp : .tcp
    event.fields.insert(.proto)
    guard context.setHost(&event, line.slice(name.lowerBound, name.upperBound)) else {
      return .skipped
    }
    context.addStamped(&event)
    return .events
  }
}
