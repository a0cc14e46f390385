package import NATModel

/// F5 BIG-IP CGNAT (large scale NAT) in the raw and the Splunk form, and as JSON.
///
/// ```
/// LSN_ADD <in>%<rd>:<port> <proto> <out>%<rd>:<port> <dst> <port>
/// ip_protocol="TCP",lsn_event="LSN_DELETE",start="ms",cli="in:p",nat="out:p",duration="ms",…
/// ```
///
/// | event name | event |
/// | - | - |
/// | `LSN_ADD`, `LSN_INBOUND_ADD` | open |
/// | `LSN_DELETE`, `LSN_INBOUND_DELETE` | close |
/// | `LSN_PB_ALLOCATED`, `LSN_PB_RELEASED` | block (`lsn_client`, `lsn_pb="out:first-last"`) |
///
/// Everything else (quotas, failures) is skipped.
///
/// - `start` and `duration` are milliseconds, the former since 1970: they give the time of an ADD, and
///   start and time of a DELETE, which stands alone where ADD is not logged. Without them the header
///   tells the time.
/// - The destination is optional in the device's profile; a record without one is a binding.
/// - A route domain (`%n`) of the subscriber other than 0 is the realm.
/// - `pem_subscriber_id` is the subscriber, unless it is `No-lookup`.
/// - The JSON of a collector may be printed over several lines.
package struct F5BIGIP: LogDialect {
  package let id = "f5-cgnat"
  package let title = "F5 BIG-IP CGNAT"
  package let documentation = "BIG-IP CGNAT implementations, LSN event messages (HSL, Splunk)"
  package let confidence = GrammarConfidence(
    .sample, isSeenInRealLines: true, unseen: "the raw form, port blocks")
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .blockAllocate, .blockRelease,
  ]
  package let writtenResolution: UInt32 = 1_000_000
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  /// JSON over several lines stands between a left brace and a right one, each alone in its line.
  package func role(of line: LineCursor) -> LineRole {
    switch line.peek() {
    case UInt8(ascii: "{"): line.peek(1) == 0 ? .begins : .alone
    case 0x20, 0x09:
      line.find(UInt8(ascii: "\"")).map { line.byte(at: $0 - 1) <= 0x20 } == true
        ? .continues : .alone
    case UInt8(ascii: "}"): .ends
    default: .alone
    }
  }

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    while line.skipPast("LSN_") {
      if F5BIGIP.readName(&line) != nil { return Recognition(.strong, "an F5 LSN_ event name") }
    }
    return .none
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    let start = line.position
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    if !line.skip("LSN_"), !line.skipPast("LSN_") {
      line.seek(to: start)
      guard line.skipPast("LSN_") else { return .skipped }
    }
    let before = line.byte(at: line.position - 5)
    guard let name = F5BIGIP.readName(&line) else { return .skipped }
    guard before == UInt8(ascii: "\"") else {
      guard line.skip(0x20) else { return .skipped }
      return try raw(&line, name, &context)
    }
    line.seek(to: start)
    return try named(&line, name, &context)
  }

  /// Reads what stands after `LSN_`; `nil` for an event of no interest.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readName(_ line: inout LineCursor) -> EventKind? {
    _ = line.skip("INBOUND_")
    let kind: EventKind
    if line.skip("ADD") {
      kind = .sessionOpen
    } else if line.skip("DELETE") {
      kind = .sessionClose
    } else if line.skip("PB_ALLOCATED") {
      kind = .blockAllocate
    } else if line.skip("PB_RELEASED") {
      kind = .blockRelease
    } else {
      return nil
    }
    let next = line.peek()
    return next == 0x20 || next == UInt8(ascii: "\"") ? kind : nil
  }
}
