package import NATModel

/// Packets logged by pf: filterlog of pfSense and OPNsense, and pflog printed by tcpdump.
///
/// ```
/// <134>Jul  3 19:10:30 filterlog[72237]: 146,,,1535324496,igb1.12,match,block,in,4,0x0,,63,…
/// Mar 30 15:53:25.793256 rule 2/(match) pass in on xl0: 192.0.2.1.50425 > 192.168.2.10.22: …
/// ```
///
/// Recognised, and never an event: neither has the translated endpoint.
package struct PFLog: ReadOnlyDialect {
  package let id = "pf-log"
  package let title = "pf packet log (filterlog, pflog); no translations"
  package let documentation = "Netgate documentation, Raw Filter Log Format; pflog(4), tcpdump(8)"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = []

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var copy = line
    if copy.skipPast("filterlog"), copy.skipPast(",match,") || copy.skipPast(",ip-option,") {
      return Recognition(.strong, "a filterlog record")
    }
    copy = line
    if copy.skipPast(" rule "), copy.skipPast("/(match) "), copy.skipPast(" on ") {
      return Recognition(.strong, "a packet of pflog")
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext) -> LineOutcome {
    .skipped
  }
}
