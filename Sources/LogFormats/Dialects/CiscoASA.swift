package import NATModel

/// Cisco ASA, FTD and PIX syslog messages about connections and translations.
///
/// | id | record | event |
/// | - | - | - |
/// | 302013, 302015 | `Built … connection N for A:ip/port (mapped) to B:ip/port (mapped)` | open |
/// | 302014, 302016 | `Teardown … connection N for A:ip/port to B:ip/port duration … bytes …` | close |
/// | 302020, 302021 | ICMP `faddr` remote, `gaddr` outside, `laddr` inside | open, close |
/// | 305011, 305012 | `Built/Teardown … translation from A:ip/port to B:ip/port` | open, close |
/// | 305009, 305010 | the same without ports | open, close |
/// | 305014, 305015, 305017 | block of ports allocated, released, still active | block |
/// | 305018 | `MAP translation from if:ip/p-if:ip/p to if:ip/p-if:ip/p` | open |
/// | 302001, 302002, 302005, 302006 | connections of PIX 6, with `faddr`, `gaddr`, `laddr` | open, close |
///
/// Every other id is skipped. Translations carry no destination by design
/// (``EventFields/binding``); a teardown carries no mapped address, so no outside.
///
/// Which endpoint is the subscriber's cannot be told from interface names:
/// - *outbound* lines name the remote side first and the subscriber second;
/// - *inbound* lines name the initiator first. If only the first endpoint is translated, it is the
///   subscriber (devices whose interfaces share one security level call everything inbound);
///   otherwise the second is: the host that was reached;
/// - a teardown says neither: the second, unless only the first is in a private range.
///
/// Inside is that endpoint's real address, outside its mapped one, destination the real address of
/// the other. A `(LOCAL\user)` after the inside endpoint is the subscriber's name. A host name in
/// the place of an address is rejected as `malformedAddress`.
package struct CiscoASA: LogDialect {
  package let id = "cisco-asa"
  package let title = "Cisco ASA and FTD"
  package let documentation = "Cisco Secure Firewall ASA Series Syslog Messages"
  package let confidence = GrammarConfidence(
    .reference, isSeenInRealLines: true, unseen: "port blocks, MAP, PIX 6")
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .blockAllocate, .blockRelease, .blockInterim,
  ]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    return CiscoASA.readTag(&line) == nil
      ? .none : Recognition(.strong, "a %ASA-, %FTD- or %PIX- message number")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    context.readEnvelope(of: line)
    var message = line
    message.advance(by: context.envelope.message)
    if let proto = CiscoASA.readBuilt(&message) { return try built(message, proto, &context) }
    var found = CiscoASA.readTag(&message)
    if found == nil {
      // Not where the headers end.
      var copy = line
      found = CiscoASA.findTag(&copy, from: line.position)
      message = copy
    }
    guard let number = found else { return .skipped }
    // One branch for both protocols: which of the two comes next cannot be predicted.
    switch number &- 302013 {
    case 0, 2: return try built(message, Transport(of: number &- 302013), &context)
    case 1, 3: return try teardown(message, Transport(of: number &- 302014), &context)
    default: return try parseOther(message, number, &context)
    }
  }

  /// The rarer messages, by number.
  @inline(never)
  private func parseOther(_ message: LineCursor, _ number: Int, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = message
    switch number {
    case 302020: return try icmp(&line, .sessionOpen, &context)
    case 302021: return try icmp(&line, .sessionClose, &context)
    case 305009, 305011: return try translation(&line, .sessionOpen, &context)
    case 305010, 305012: return try translation(&line, .sessionClose, &context)
    case 305014: return try block(&line, .blockAllocate, &context)
    case 305015: return try block(&line, .blockRelease, &context)
    case 305017: return try block(&line, .blockInterim, &context)
    case 305018: return try map(&line, &context)
    case 302001: return try legacy(&line, .sessionOpen, .tcp, &context)
    case 302002: return try legacy(&line, .sessionClose, .tcp, &context)
    case 302005: return try legacy(&line, .sessionOpen, .udp, &context)
    case 302006: return try legacy(&line, .sessionClose, .udp, &context)
    default: return .skipped
    }
  }

  /// Passes over the tag of a connection that was built, the message that stands in most lines.
  ///
  /// What ``readTag(_:)`` finds, without evaluating the number and without a branch on which of the two
  /// it is.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readBuilt(_ line: inout LineCursor) -> Transport? {
    guard line.hasRoom, line.position &+ 15 <= line.end else { return nil }
    let head = line.uncheckedWord(at: line.position) & 0x00ff_00ff_ffff_ffff
    let number = line.uncheckedWord(at: line.position &+ 7)
    let isTCP = number == LineCursor.word("302013: ")
    let isUDP = number == LineCursor.word("302015: ")
    guard isTCP != isUDP,
      head == LineCursor.word("%ASA-\0-\0") || head == LineCursor.word("%FTD-\0-\0")
    else { return nil }
    line.move(to: line.position &+ 15)
    return Transport(of: isUDP ? 2 : 0)
  }

  /// Passes over `%ASA-6-302013: ` wherever it stands and returns its number.
  ///
  /// A word may stand before the severity (`%ASA-session-3-106102`), the severity may be any digit.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readTag(_ line: inout LineCursor) -> Int? {
    // Where the headers end stands nearly always just `%ASA-6-302013: `.
    if line.hasRoom, line.position &+ 15 <= line.end {
      let head = line.uncheckedWord(at: line.position) & 0x00ff_00ff_ffff_ffff
      let digits = line.uncheckedWord(at: line.position &+ 7) ^ 0x3030_3030_3030_3030
      if head == LineCursor.word("%ASA-\0-\0") || head == LineCursor.word("%FTD-\0-\0"),
        digits &>> 48 == 0x100a,  // a colon and a blank, as digits would be read
        LineCursor.nonDigits(digits).trailingZeroBitCount == 55
      {
        line.advance(by: 15)
        return Int(truncatingIfNeeded: LineCursor.evaluate(digits &<< 16))
      }
    }
    var copy = line
    guard let number = findTag(&copy, from: line.position) else { return nil }
    line.seek(to: copy.position)
    return number
  }

  @_lifetime(line: copy line)
  @inline(never)
  private static func findTag(_ line: inout LineCursor, from start: Int) -> Int? {
    line.seek(to: start)
    while line.skipPast(UInt8(ascii: "%")) {
      guard line.skip("ASA-") || line.skip("FTD-") || line.skip("PIX-") else { continue }
      if line.peek() &- UInt8(ascii: "0") >= 10 {
        guard line.skipPast(UInt8(ascii: "-")) else { return nil }
      }
      line.advance(by: 1)
      guard line.skip(UInt8(ascii: "-")), let number = line.readDigits(6),
        line.skip(UInt8(ascii: ":"))
      else { return nil }
      line.skipBlanks()
      return number
    }
    return nil
  }
}
