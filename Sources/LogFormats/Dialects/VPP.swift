package import NATModel

/// VPP's NAT plugins: NAT44-ED, NAT44-EI, NAT64 and DS-Lite, in the shape of the IETF's draft.
///
/// | message | event |
/// | - | - |
/// | `APMADD`, `APMDEL` with `napmap` | a mapping without destination: open, close |
/// | `SADD`, `SDEL` with `nsess` | a session: open, close |
///
/// ``SyslogNATRecord`` says what the parameters are. NAT64 has an IPv6 inside and an IPv4 outside and
/// destination. The IPv6 address of a DS-Lite softwire (`SV6ENC`) is the realm of its inside
/// addresses, which other softwires use too, and the subscriber. A FIB other than 0 (`SVLAN`) is a
/// realm. An `nsess` of an old release has no destination and is a binding. DET44 writes IPFIX only.
/// Times are UTC with microseconds.
package struct VPP: LogDialect {
  package let id = "vpp"
  package let title = "VPP NAT44, NAT64, DS-Lite"
  package let documentation =
    "FD.io VPP nat_syslog.c; draft-ietf-behave-syslog-nat-logging-06; RFC 5424"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    guard let element = line.find(" [nsess ") ?? line.find(" [napmap "),
      line.find(" TRIG=\"") == nil, line.find("nsess TRIG=") == nil, element > line.position
    else { return .none }
    return Recognition(.strong, "an nsess or napmap element")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard let record = SyslogNATRecord.readName(&line), record.shape != .range else {
      return .skipped
    }
    var event = context.event(record.kind)
    try record.read(&line, &event, &context)
    try context.add(&event)
    return .events
  }
}
