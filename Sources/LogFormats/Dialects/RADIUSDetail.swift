package import NATModel

/// RADIUS accounting as FreeRADIUS and GNU Radius write it: the detail file.
///
/// ```
/// Tue Jun  9 00:03:48 2015
///         User-Name = "ann"
///         Framed-IP-Address = 100.64.0.7
///         Acct-Status-Type = Start
///         Timestamp = 1433801028
///                                          (a blank line)
/// ```
///
/// - `Start` begins an assignment of `Framed-IP-Address` (and `Framed-IPv6-Address`) to the user;
///   `Interim-Update` and `Alive` say that it goes on; `Stop` ends it. A start follows from
///   `Acct-Session-Time`. The subscriber is `User-Name`, else `Calling-Station-Id`.
/// - The time is `Timestamp` (arrival less the sender's delay, in UTC), else `Event-Timestamp`, else
///   the first line, which is local time.
/// - A range of ports is a block: RFC 8045 `IP-Port-Range`, `NAT-Start-Port` and `NAT-End-Port` with
///   `NAT-Public-Address` or `NAT-IP-Address` under any vendor's prefix (Huawei, H3C, NetElastic,
///   NFWare), and Nokia's `Alc-Nat-Port-Range`. What happened to it is said by `IP-Port-Alloc`, else
///   by the kind of record. No real record with such a range was seen.
/// - Other kinds of record (Accounting-On) and records with neither are skipped.
package struct RADIUSDetail: LogDialect {
  package let id = "radius-detail"
  package let title = "RADIUS accounting detail file"
  package let documentation = "FreeRADIUS rlm_detail; RFC 2866; RFC 8045; vendors' dictionaries"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [
    .assignmentStart, .assignmentStop, .blockAllocate, .blockRelease, .blockInterim,
  ]
  package let writtenResolution: UInt32 = 1_000_000_000
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var record = line
    while var line = record.readLine() {
      line.skipBlanks()
      guard
        line.has("Acct-") || line.has("User-Name = ") || line.has("NAS-") || line.has("Framed-")
          || line.has("Event-Timestamp = ")
      else { continue }
      line.seek(to: line.endOfToken())
      if line.has(" = ") { return Recognition(.strong, "an accounting attribute and its value") }
    }
    return .none
  }

  package func role(of line: LineCursor) -> LineRole {
    var copy = line
    copy.skipBlanks()
    if copy.isAtEnd { return .ends }
    return RADIUSDetail.readClock(line) == nil ? .continues : .begins
  }

  package func parse(_ record: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var attributes = Attributes()
    var lines = record
    while let line = lines.readLine() {
      if let clock = RADIUSDetail.readClock(line) {
        attributes.clock = clock
      } else {
        try attributes.read(line)
      }
    }
    try attributes.endBlock()
    guard let status = attributes.status else { return .skipped }
    let hasAssignment = !attributes.addresses.isEmpty && attributes.subscriber != nil
    guard hasAssignment || !attributes.blocks.isEmpty else { return .skipped }
    var common = context.event(.assignmentStart)
    try attributes.setTime(&common, by: context.rules)
    if let exporter = attributes.exporter {
      common.exporter = context.texts.intern(exporter.span)
    }
    if let subscriber = attributes.subscriber {
      common.subscriber = context.texts.intern(subscriber.span)
      common.fields.insert(.subscriber)
    }
    var events: [Event] = []
    if hasAssignment {
      for address in attributes.addresses {
        events.append(assignment(of: address, status, attributes.sessionSeconds, common))
      }
    }
    for block in attributes.blocks {
      events.append(try event(of: block, status, attributes.addresses.first, common))
    }
    for var event in events { context.addStamped(&event) }
    return .events
  }

  private func assignment(
    of address: IPAddress, _ status: Attributes.Status, _ seconds: UInt64?, _ common: Event
  ) -> Event {
    var event = common
    event.kind = status == .stop ? .assignmentStop : .assignmentStart
    event.inside = address
    event.fields.insert(.inside)
    if status != .start, let seconds, seconds < 1 << 33 {
      event.start = event.time.advanced(by: -Int64(seconds) * 1_000_000_000)
      event.fields.insert(.start)
    }
    return event
  }

  private func event(
    of block: Attributes.Block, _ status: Attributes.Status, _ address: IPAddress?,
    _ common: Event
  ) throws(LineFault) -> Event {
    guard let outside = block.outside, let first = block.first, let last = block.last,
      let inside = block.inside ?? address
    else { throw LineFault(.missingField) }
    guard first <= last else { throw LineFault(.portOutOfRange) }
    var event = common
    switch block.isAllocated {
    case true?: event.kind = .blockAllocate
    case false?: event.kind = .blockRelease
    case nil:
      event.kind =
        status == .start ? .blockAllocate : status == .stop ? .blockRelease : .blockInterim
    }
    event.inside = inside
    event.outside = outside
    event.outsidePort = first
    event.outsidePortLast = last
    event.fields.formUnion([.inside, .outside, .outsidePort, .outsidePortLast])
    return event
  }

  /// `Tue Jun  9 00:03:48 2015`, with blanks before it, as the whole line.
  static func readClock(_ line: LineCursor) -> ClockText? {
    var line = line
    line.skipBlanks()
    guard line.peek() &- UInt8(ascii: "A") < 26, line.peek(3) == 0x20,
      let month = ClockText.monthNumber(line.word(at: line.position + 4)), line.peek(7) == 0x20
    else { return nil }
    line.seek(to: min(line.position + 8, line.end))
    line.skipBlanks()
    var clock = ClockText()
    guard let day = line.readDigits(2) ?? line.readDigits(1), line.skip(0x20),
      let end = clock.readTimeOfDay(line)
    else { return nil }
    line.seek(to: end)
    guard line.skip(0x20), let year = line.readDigits(4) else { return nil }
    line.skipBlanks()
    guard line.isAtEnd else { return nil }
    clock.month = month
    clock.day = day
    clock.year = year
    return clock
  }
}
