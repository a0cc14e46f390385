package import NATModel

/// Juniper SRX and MX-SPC3 flow and port-block messages, structured and plain.
///
/// | message | event |
/// | - | - |
/// | `RT_FLOW_SESSION_CREATE` | session-open |
/// | `RT_FLOW_SESSION_CLOSE` | session-close; start is the time less `elapsed-time` |
/// | `RT_SRC_NAT_PBA_ALLOC`, `_RELEASE`, `_INTERIM` | block |
///
/// each also with a suffix (`_LS` logical systems, `_USF` MX-SPC3). `APPTRACK_SESSION_…` repeats a
/// flow that has its own messages and is skipped, as are `SESSION_DENY` and everything else.
///
/// Inside is the source, the side that opened the session, whatever its zone; outside the
/// `nat-source`; destination the destination as addressed, before a destination NAT. A source
/// without translation has an outside equal to its inside. The port of an ICMP session is its
/// identifier or sequence number. `username` is the subscriber unless it is `N/A` or `UNKNOWN`.
///
/// A block message carries seconds since 1970 in hexadecimal: when the block was allocated, or for
/// RELEASE when it was released. They give the time where the header has none or no zone, and the
/// start of an INTERIM.
package struct JuniperSRX: LogDialect {
  package let id = "juniper-srx"
  package let title = "Juniper SRX and MX-SPC3"
  package let documentation = "Junos OS System Log Explorer (RT_FLOW, RT_NAT)"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .blockAllocate, .blockRelease, .blockInterim,
  ]
  package let writtenResolution: UInt32 = 1_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    let marks: [StaticString] = [
      "RT_FLOW_SESSION_", "RT_SRC_NAT_", "APPTRACK_SESSION_", "RT_FLOW - ", "RT_IDS - RT_SCREEN_",
      "RT_NAT: ",
    ]
    for mark in marks where line.find(mark) != nil {
      return Recognition(.strong, "an RT_FLOW, RT_NAT or RT_IDS message name")
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard let kind = JuniperSRX.readName(&line) else { return .skipped }
    let isStructured = line.skip(" [")
    switch kind {
    case .sessionOpen, .sessionClose:
      if isStructured { return try session(&line, kind, &context) }
      return try plainSession(&line, kind, &context)
    default:
      if isStructured { return try block(&line, kind, &context) }
      return try plainBlock(&line, kind, &context)
    }
  }

  /// Passes over the message's name and suffix; `nil` for a message of no interest.
  ///
  /// The name stands before the first bracket: text inside values is never taken for one.
  @_lifetime(line: copy line)
  private static func readName(_ line: inout LineCursor) -> EventKind? {
    let limit = line.find(UInt8(ascii: "[")) ?? line.end
    var copy = line
    while copy.skipPast("RT_"), copy.position < limit {
      let kind: EventKind?
      if copy.skip("FLOW_SESSION_") {
        kind =
          copy.skip("CREATE") ? .sessionOpen : copy.skip("CLOSE") ? .sessionClose : nil
      } else if copy.skip("SRC_NAT_PBA_") {
        kind =
          copy.skip("ALLOC")
          ? .blockAllocate
          : copy.skip("RELEASE") ? .blockRelease : copy.skip("INTERIM") ? .blockInterim : nil
      } else {
        continue
      }
      while copy.peek() == UInt8(ascii: "_") || copy.peek() &- UInt8(ascii: "A") < 26 {
        copy.advance(by: 1)
      }
      line.seek(to: copy.position)
      return kind
    }
    return nil
  }
}
