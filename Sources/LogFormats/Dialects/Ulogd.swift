package import NATModel

/// Flows logged by ulogd2 from connection tracking (NFCT), in its three forms of output.
///
/// ```
/// Nov 24 12:13:32 gw [NEW] ORIG: SRC=a DST=b PROTO=TCP SPT=n DPT=n PKTS=n BYTES=n , REPLY: SRC=b
///   DST=out PROTO=TCP SPT=n DPT=n PKTS=n BYTES=n                        (PRINTFLOW, one line)
/// timestamp=2026/11/24-12:13:32,orig.ip.saddr=a,…,reply.ip.daddr=out,…,ct.event=4   (GPRINT)
/// {"timestamp":"2026-11-24T12:13:32.5","orig.ip.saddr.str":"a",…}                     (JSON)
/// ```
///
/// - `[NEW]` opens, `[DESTROY]` closes, `[UPDATE]` is skipped; in the other forms `ct.event` says it
///   (1, 4, 2), and a record without one, as the hash table of old releases writes it when a flow
///   ends, is a whole session.
/// - The tuples are read by the rules of ``TranslatedFlow``: outside is where the reply goes to.
/// - PRINTFLOW prints the ICMP type as `CODE` and the code as `TYPE`, and never the identifier, so
///   such flows have no ports.
/// - Times: `flow.start` and `flow.end` in UTC where a form has them. Those of PRINTFLOW and GPRINT
///   are local, the first also without a year.
///
/// GPRINT and JSON records of flows were never seen; their keys are those of the source.
package struct Ulogd: LogDialect {
  package let id = "ulogd"
  package let title = "ulogd2 flows (NFCT)"
  package let documentation = "ulogd2 util/printflow.c, output/ulogd_output_GPRINT.c and _JSON.c"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose, .session]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    if copy.skipPast("ORIG: SRC="), copy.skipPast(" , REPLY: SRC=") {
      return Recognition(.strong, "a flow with ORIG and REPLY")
    }
    copy = line
    if copy.skipPast("orig.ip.saddr"), copy.find("reply.ip.daddr") != nil {
      return Recognition(.strong, "the keys orig.ip.saddr and reply.ip.daddr")
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    line.skipBlanks()
    if line.peek() == UInt8(ascii: "{") { return try parseJSON(line, &context) }
    if line.has("timestamp=") { return try parsePairs(line, &context) }
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.message)
    // Without a header in front the tag is still there.
    if !line.has("["), !line.skipPast("]: ") { return .skipped }
    let kind: EventKind
    if line.skip("[NEW]") {
      kind = .sessionOpen
    } else if line.skip("[DESTROY]") {
      kind = .sessionClose
    } else {
      return .skipped
    }
    line.skipBlanks()
    guard line.skip("ORIG: ") else { return .skipped }
    var event = context.event(kind)
    var flow = TranslatedFlow()
    var proto: TransportProtocol?
    try readTuple(&line, &flow.original, &proto, &event)
    guard line.skip(", REPLY: ") else { throw LineFault(.missingField) }
    try readTuple(&line, &flow.reply, &proto, &event)
    guard let proto else { throw LineFault(.malformedRecord) }
    event.proto = proto
    event.fields.insert(.proto)
    flow.fill(&event)
    if kind == .sessionOpen {
      event.fields.subtract([.bytes, .packets])
      event.bytes = 0
      event.packets = 0
    }
    try context.add(&event)
    return .events
  }

  /// `SRC=a DST=b PROTO=TCP SPT=n DPT=n PKTS=n BYTES=n `; what a flow lacks is left out.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readTuple(
    _ line: inout LineCursor, _ tuple: inout TranslatedFlow.Tuple,
    _ proto: inout TransportProtocol?, _ event: inout Event
  ) throws(LineFault) {
    guard line.skip("SRC=") else { throw LineFault(.missingField) }
    try line.readAddress(into: &tuple.source, before: 0x20)
    guard line.skip(" DST=") else { throw LineFault(.missingField) }
    try line.readAddress(into: &tuple.destination, before: 0x20)
    tuple.hasSource = true
    tuple.hasDestination = true
    guard line.skip(" PROTO=") else { throw LineFault(.missingField) }
    proto = line.readProtocol()
    line.seek(to: line.endOfToken())
    if line.skip(" SPT=") {
      tuple.sourcePort = try line.readPort()
      guard line.skip(" DPT=") else { throw LineFault(.missingField) }
      tuple.destinationPort = try line.readPort()
      tuple.hasSourcePort = true
      tuple.hasDestinationPort = true
    } else if line.skip(" TYPE=") {
      _ = try line.readNumber()
      guard line.skip(" CODE=") else { throw LineFault(.missingField) }
      _ = try line.readNumber()
    }
    if line.skip(" PKTS=") {
      event.packets = LineCursor.saturate(event.packets, try line.readNumber())
      event.fields.insert(.packets)
    }
    if line.skip(" BYTES=") {
      event.bytes = LineCursor.saturate(event.bytes, try line.readNumber())
      event.fields.insert(.bytes)
    }
    guard line.isAtEnd || line.skip(0x20) else { throw LineFault(.malformedRecord) }
  }
}
