package import NATModel

/// Suricata's EVE log (`eve.json`).
///
/// - `flow`: one flow from `flow.start` to `flow.end`; inside is the source, destination the
///   destination.
/// - `dns`: each address answered to a query of type A or AAAA is one name; the client is the endpoint
///   whose port is not 53. Both shapes of the record are read: `rdata` with one answer a line (version
///   1), `answers` (version 2 and later).
/// - `tls` with a server name and `http` with a host name: one name, with its endpoints.
/// - Everything else is skipped, alerts included: they repeat what the others say.
package struct SuricataEVE: ReadOnlyDialect {
  package let id = "suricata"
  package let title = "Suricata EVE"
  package let documentation = "Suricata User Guide, Eve JSON Format"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.flow, .name]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    guard line.peek() == UInt8(ascii: "{"), line.find("\"event_type\":") != nil,
      line.find("\"timestamp\":") != nil
    else { return .none }
    return Recognition(.strong, "a JSON object with timestamp and event_type")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var front = line
    front.skipBlanks()
    if front.isAtEnd { return .skipped }
    let record = try JSONObject(line)
    guard let type = record.text("event_type", in: line) else { throw LineFault(.missingField) }
    if line.equals(type, "flow") { return try parseFlow(line, record, &context) }
    if line.equals(type, "dns") { return try parseLookup(line, record, &context) }
    if line.equals(type, "tls") {
      return try parseName(line, record, "tls", "sni", .tls, &context)
    }
    if line.equals(type, "http") {
      return try parseName(line, record, "http", "hostname", .http, &context)
    }
    return .skipped
  }

  private func parseFlow(_ line: LineCursor, _ record: JSONObject, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard let flow = try record.object("flow", in: line) else { throw LineFault(.missingField) }
    var event = context.event(.flow)
    try endpoints(line, record).set(&event)
    (event.start, _) = try time(line, flow.text("start", in: line), context.rules)
    (event.time, event.resolution) = try time(line, flow.text("end", in: line), context.rules)
    guard event.start <= event.time else { throw LineFault(.malformedTime) }
    event.fields.formUnion([.time, .start])
    if let up = try flow.number("bytes_toserver", in: line),
      let down = try flow.number("bytes_toclient", in: line)
    {
      let (sum, overflow) = up.addingReportingOverflow(down)
      event.bytes = overflow ? .max : sum
      event.fields.insert(.bytes)
    }
    if let up = try flow.number("pkts_toserver", in: line),
      let down = try flow.number("pkts_toclient", in: line)
    {
      let (sum, overflow) = up.addingReportingOverflow(down)
      event.packets = overflow ? .max : sum
      event.fields.insert(.packets)
    }
    context.addStamped(&event)
    return .events
  }

  private func parseName(
    _ line: LineCursor, _ record: JSONObject, _ layer: StaticString, _ key: StaticString,
    _ source: NameSource, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    guard let details = try record.object(layer, in: line),
      let name = try details.bytes(key, in: line)
    else { return .skipped }
    var event = context.event(.name)
    event.nameSource = source
    try endpoints(line, record).set(&event)
    try setTime(&event, line, record, context.rules)
    guard context.setHost(&event, name.span) else { return .skipped }
    context.addStamped(&event)
    return .events
  }

  private func parseLookup(_ line: LineCursor, _ record: JSONObject, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard let lookup = try record.object("dns", in: line), let type = lookup.text("type", in: line),
      line.equals(type, "answer") || line.equals(type, "response")
    else { return .skipped }
    let addresses = try answers(line, lookup)
    guard !addresses.isEmpty, let name = try lookup.bytes("rrname", in: line) else {
      return .skipped
    }
    let endpoints = try endpoints(line, record)
    var event = context.event(.name)
    event.nameSource = .dns
    event.inside = endpoints.sourcePort == 53 ? endpoints.destination : endpoints.source
    event.fields = [.inside, .destination]
    try setTime(&event, line, record, context.rules)
    guard context.setHost(&event, name.span) else { return .skipped }
    for address in addresses {
      event.destination = address
      context.addStamped(&event)
    }
    return .events
  }

  /// The addresses of a version 1 or version 2 answer.
  private func answers(_ line: LineCursor, _ lookup: JSONObject) throws(LineFault) -> [IPAddress] {
    func isAddress(_ object: JSONObject) -> Bool {
      guard let type = object.text("rrtype", in: line) else { return false }
      return line.equals(type, "A") || line.equals(type, "AAAA")
    }
    guard let list = lookup.nested("answers", in: line) else {
      guard isAddress(lookup), let data = lookup.text("rdata", in: line) else { return [] }
      return [try line.address(in: data)]
    }
    var found: [IPAddress] = []
    var rest = line.part(list.lowerBound + 1..<list.upperBound)
    while let object = try rest.readElement() {
      let answer = try JSONObject(line.part(object))
      guard isAddress(answer), let data = answer.text("rdata", in: line) else { continue }
      found.append(try line.address(in: data))
    }
    return found
  }

  private func setTime(
    _ event: inout Event, _ line: LineCursor, _ record: JSONObject, _ rules: TimeRules
  ) throws(LineFault) {
    (event.time, event.resolution) = try time(line, record.text("timestamp", in: line), rules)
    event.fields.insert(.time)
  }

  /// `2018-07-05T15:51:20.213418-0400`.
  private func time(_ line: LineCursor, _ range: Range<Int>?, _ rules: TimeRules)
    throws(LineFault) -> (Timestamp, UInt32)
  {
    guard let range, let (clock, end) = ClockText.readISO(line.part(range)),
      end == range.upperBound, clock.offset != nil, let (time, _) = clock.resolved(by: rules)
    else { throw LineFault(.malformedTime) }
    return (time, clock.resolution)
  }
}

extension SuricataEVE {
  /// Both ends of a record.
  private struct Endpoints {
    var source: IPAddress
    var sourcePort: UInt16?
    var destination: IPAddress
    var destinationPort: UInt16?
    var proto = TransportProtocol.unknown

    func set(_ event: inout Event) {
      event.inside = source
      event.destination = destination
      event.fields.formUnion([.inside, .destination])
      if proto != .unknown {
        event.proto = proto
        event.fields.insert(.proto)
      }
      guard proto != .icmp, proto != .icmpv6 else { return }
      if let sourcePort {
        event.insidePort = sourcePort
        event.fields.insert(.insidePort)
      }
      if let destinationPort {
        event.destinationPort = destinationPort
        event.fields.insert(.destinationPort)
      }
    }
  }

  private func endpoints(_ line: LineCursor, _ record: JSONObject) throws(LineFault) -> Endpoints {
    guard let source = record.text("src_ip", in: line),
      let destination = record.text("dest_ip", in: line)
    else { throw LineFault(.missingField) }
    var found = Endpoints(
      source: try line.address(in: source), destination: try line.address(in: destination))
    if let port = record.text("src_port", in: line) { found.sourcePort = try line.port(in: port) }
    if let port = record.text("dest_port", in: line) {
      found.destinationPort = try line.port(in: port)
    }
    if let name = record.text("proto", in: line) {
      if line.equals(name, "TCP") { found.proto = .tcp }
      if line.equals(name, "UDP") { found.proto = .udp }
      if line.equals(name, "ICMP") { found.proto = .icmp }
      if line.equals(name, "IPv6-ICMP") { found.proto = .icmpv6 }
    }
    return found
  }
}
