package import NATModel

/// Packets logged by netfilter's LOG and NFLOG targets (iptables, nftables, UniFi).
///
/// ```
/// Jan  8 03:37:09 fw kernel: prefix IN=eth0 OUT= MAC=… SRC=a DST=b LEN=… PROTO=TCP SPT=n DPT=n …
/// ```
///
/// Recognised, and never an event: a rule that logs sees one packet on one side of the NAT, in the
/// POSTROUTING chain even before its source is translated. Taken for sessions, such lines would say
/// that nobody was translated.
package struct NetfilterLog: ReadOnlyDialect {
  package let id = "netfilter-log"
  package let title = "Netfilter LOG (iptables); no translations"
  package let documentation = "Linux nf_log_syslog.c; iptables-extensions(8), LOG"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = []

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    guard copy.skipPast("IN="), copy.skipPast(" OUT="), copy.skipPast(" SRC="),
      copy.skipPast(" DST="), copy.skipPast(" PROTO=")
    else { return .none }
    return Recognition(.strong, "a logged packet (IN, OUT, SRC, DST, PROTO)")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext) -> LineOutcome {
    .skipped
  }
}
