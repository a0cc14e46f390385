package import NATModel

/// NetElastic BNG: the record of the IETF's draft with a trigger, a user name and a time behind it.
///
/// ```
/// <134>1 2026-11-24T12:00:00.000Z bng NAT 5964 SADD [nsess TRIG="OPKT" PROTO="6" SSUBIX="0"
///   IATYP="IPv4" USERNAME="ann" ISADDR="…" IDADDR="…" ISPORT="…" IDPORT="…" XATYP="IPv4"
///   XSADDR="…" XDADDR="…" XSPORT="…" XDPORT="…"] time='2026-11-24 12:00:00'
/// ```
///
/// `SADD` opens a session and `SDEL` closes it; the destination is `ID…`; the subscriber is
/// `USERNAME`. The time is the header's, or where that states no zone or there is none, `time='…'`,
/// which is local. Ranges of ports (`nprng`) are read where `XSPORT` is `first-last`, which was never
/// seen. The grammar is that of two third-party parsers and a third-party generator.
package struct NetElastic: LogDialect {
  package let id = "netelastic"
  package let title = "NetElastic BNG"
  package let documentation =
    "third-party parsers; draft-ietf-behave-syslog-nat-logging-06 for the names"
  package let confidence = GrammarConfidence(.sample, isSeenInRealLines: false)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose, .blockAllocate, .blockRelease]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    guard line.skipPast(" [nsess TRIG=\"") || line.skipPast(" [nprng ") else { return .none }
    return Recognition(.strong, "an nsess element with a trigger, or an nprng element")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard let record = SyslogNATRecord.readName(&line), record.shape != .mapping else {
      return .skipped
    }
    var event = context.event(record.kind)
    try record.read(&line, &event, &context)
    if !context.envelope.hasZone, line.skipPast(" time='") {
      guard let (clock, end) = ClockText.readISO(line) else { throw LineFault(.malformedTime) }
      line.seek(to: end)
      try clock.set(&event, by: context.rules)
      event.exporter = context.envelope.exporter
      context.addStamped(&event)
    } else {
      try context.add(&event)
    }
    return .events
  }
}
