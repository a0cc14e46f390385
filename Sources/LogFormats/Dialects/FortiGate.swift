package import NATModel

/// FortiGate: traffic log, and the session log of hyperscale NP7 hardware.
///
/// ```
/// date=2020-04-23 time=12:11:51 devname="…" logid="0000000013" type="traffic" subtype="forward" …
///   srcip= srcport= dstip= dstport= proto= action="close" trandisp="snat" transip= transport= …
/// date=… time=… sn=… vd=… type=sess act=end tran=snat proto=6 sip= dip= sport= dport= nsip= …
/// ```
///
/// | record | event |
/// | - | - |
/// | `type=traffic`, message 15 or `action=start` | open |
/// | `type=traffic`, other messages with `accept`, `close`, `timeout`, `client-rst`, `server-rst` | close |
/// | `type=sess act=start`, `act=end` | open, close |
///
/// Skipped are: message 20, which repeats the state of a session that has its own end; subtypes other
/// than `forward` (traffic of the firewall itself); denied and failed connections; every other type
/// (utm, event).
///
/// - With source translation outside is `transip`, or `nsip`. With `noop` outside equals inside.
/// - A destination translation alone, from outside private ranges, is a stranger who reached a
///   server behind the firewall: inside is that server (`tranip`), outside the endpoint that was
///   addressed, destination the stranger. From a private range it is skipped.
/// - The number of ICMP is `identifier`, the inside port; no destination port is read.
/// - `eventtime` is the time: seconds, milli-, micro- or nanoseconds since 1970 by its digits. Without
///   it, `date` and `time` with the zone in `tz`, if it is stated. The header is a relay's.
/// - `duration` (seconds; `dur`: milliseconds) gives the start of a close.
/// - A VDOM other than `root` is the realm. `user` is the subscriber.
/// - Values may be quoted or not. Records of port blocks exist and are not known.
package struct FortiGate: LogDialect {
  package let id = "fortigate"
  package let title = "Fortinet FortiGate"
  package let documentation = "FortiOS log message reference; hyperscale firewall guide 7.0"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    if line.find(" type=sess act=") != nil {
      return Recognition(.strong, "a FortiGate hardware session record (type=sess act=)")
    }
    return line.find(" logid=") != nil && line.find(" type=") != nil
      ? Recognition(.strong, "the FortiGate fields logid= and type=") : .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    var record = FortiGateRecord()
    guard record.read(&line, &context.fortiGate) else { return .skipped }
    return try record.addEvent(line, &context)
  }
}
