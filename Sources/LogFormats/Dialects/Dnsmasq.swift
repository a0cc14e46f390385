package import NATModel

/// dnsmasq: answers to queries (`log-queries`, `log-queries=extra`), and leases.
///
/// ```
/// dnsmasq[pid]: [serial client/port] query[A] name from client
/// dnsmasq[pid]: [serial client/port] reply|cached|config|/etc/hosts name is address|<CNAME>|…
/// dnsmasq-dhcp[pid]: DHCPACK(interface) address hardware [name]
/// ```
///
/// - Each address of an answer is one name: inside is the client, destination the address, host the
///   name that was asked for. Queries without an answer, answers of other types, and 0.0.0.0 and ::
///   (names blocked on purpose) give nothing. The client's port is the lookup's own and left out.
/// - An answer of several lines (aliases, several addresses) stands in lines that follow each other:
///   dnsmasq writes all of one answer at once, and begins with the name asked for. So the lines of
///   answers between two other lines are one record, and a chain of `<CNAME>` never spans records. A
///   line belongs to the chain of the line before it if both have the same serial and client, and
///   that line was a `<CNAME>` or about the same name.
/// - Without serials the client is in the query alone. It is known where the answer follows at once
///   (from the cache or the configuration); other answers are skipped, as nobody can tell whose they
///   are.
/// - DHCPACK begins an assignment, DHCPRELEASE ends it; the subscriber is the hardware address.
package struct Dnsmasq: LogDialect {
  package let id = "dnsmasq"
  package let title = "dnsmasq"
  package let documentation = "dnsmasq(8), log-queries; source code of dnsmasq, cache.c, rfc2131.c"
  package let confidence = GrammarConfidence(.sample, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.name, .assignmentStart, .assignmentStop]
  package let writtenResolution: UInt32 = 1_000_000
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var record = line
    guard var line = record.readLine(), let name = line.readTag("dnsmasq") else { return .none }
    if line.equals(name, "dnsmasq-dhcp") || Message(&line) != nil {
      return Recognition(.strong, "dnsmasq's tag before a query, an answer or a lease")
    }
    return Recognition(.weak, "dnsmasq's tag")
  }

  package func role(of line: LineCursor) -> LineRole {
    var line = line
    guard line.readTag("dnsmasq") != nil, let message = Message(&line) else { return .alone }
    return message.isQuery ? .begins : .continues
  }

  package func parse(_ record: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var rest = record
    let first = context.location.record
    defer { context.location.record = first }
    let count = context.events.count
    var chain = Chain()
    var fault: LineFault?
    while var line = rest.readLine() {
      do throws(LineFault) {
        try parse(&line, of: record, &chain, &context)
      } catch {
        fault = fault ?? error
      }
      context.location.record += 1
    }
    if context.events.count > count { return .events }
    if let fault { throw fault }
    return .skipped
  }

  private func parse(
    _ line: inout LineCursor, of record: LineCursor, _ chain: inout Chain,
    _ context: inout LineContext
  ) throws(LineFault) {
    context.readEnvelope(of: line)
    let envelope = context.envelope
    line.advance(by: envelope.tag)
    guard let tag = line.readTag("dnsmasq") else { return }
    if line.equals(tag, "dnsmasq-dhcp") {
      return try parseLease(&line, envelope, &context)
    }
    guard let message = Message(&line) else { return }
    guard !message.isQuery else {
      chain = Chain(asking: message)
      return
    }
    let client = chain.client(of: message, in: line)
    guard let client, let address = message.address(in: line), address != .unspecified,
      !(address.isIPv4 && address.ipv4 == 0)
    else { return }
    var event = context.event(.name)
    event.nameSource = .dns
    event.inside = client
    event.destination = address
    event.fields = [.inside, .destination]
    guard context.setHost(&event, record.slice(chain.asked.lowerBound, chain.asked.upperBound))
    else { return }
    try context.add(&event)
  }

  /// `DHCPACK(br0) 192.168.1.5 aa:bb:cc:dd:ee:ff name`, also with a number in front.
  private func parseLease(
    _ line: inout LineCursor, _ envelope: Envelope, _ context: inout LineContext
  ) throws(LineFault) {
    var copy = line
    if (try? copy.readNumber()) != nil, copy.skip(0x20) { line.seek(to: copy.position) }
    let isStart = line.skip("DHCPACK(")
    guard isStart || line.skip("DHCPRELEASE(") else { return }
    guard line.skipPast(") ") else { throw LineFault(.malformedRecord) }
    var event = context.event(isStart ? .assignmentStart : .assignmentStop)
    event.inside = try line.readAddress(before: 0x20)
    line.skipBlanks()
    let end = line.endOfToken()
    // An assignment without a time would be read as a permanent one.
    guard end > line.position, envelope.fields.contains(.time) else {
      throw LineFault(.missingField)
    }
    event.subscriber = context.texts.intern(line.slice(line.position, end))
    event.fields = [.inside, .subscriber]
    try context.add(&event)
  }
}
