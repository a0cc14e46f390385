package import NATModel

/// The lease file of ISC dhcpd, `dhcpd.leases`: a journal of blocks.
///
/// ```
/// lease address {
///   starts w yyyy/mm/dd hh:mm:ss;  ends …|never;  binding state active|free|…;
///   hardware ethernet aa:bb:…;  uid "…";  client-hostname "…";
/// }
/// ```
///
/// - An active lease begins an assignment at `starts`, or says that it goes on; its `ends` is only a
///   promise, which the next block of the same address may extend. A lease that is free, expired or
///   released ended at `ends`. Other states (abandoned, backup, reset) are skipped.
/// - The subscriber is the hardware address, else the client's identifier. A lease that ended without
///   either is skipped.
/// - Times are UTC, or `epoch n`. A block without its closing bracket was cut off.
package struct DHCPLeases: ReadOnlyDialect {
  package let id = "dhcpd-leases"
  package let title = "ISC dhcpd lease file"
  package let documentation = "dhcpd.leases(5)"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.assignmentStart, .assignmentStop]
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    let isLease = line.skip("lease ") && line.readIPv4() != nil && line.skip(" {")
    if isLease { return Recognition(.strong, "a lease block") }
    line.skipBlanks()
    if line.has("binding state ") || line.has("hardware ethernet ") || line.has("cltt ") {
      return Recognition(.strong, "a statement of a lease block")
    }
    return .none
  }

  package func role(of line: LineCursor) -> LineRole {
    switch line.peek() {
    case UInt8(ascii: "l"): line.has("lease ") ? .begins : .continues
    case UInt8(ascii: "}"): .ends
    default: .continues
    }
  }

  package func parse(_ record: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var record = record
    var lease = Lease()
    var isInside = false
    var isClosed = false
    while var line = record.readLine() {
      if line.skip("lease ") {
        // `lease` begins a record, so there is no second one in it.
        lease.address = try line.readAddress(before: 0x20)
        isInside = true
      } else if line.peek() == UInt8(ascii: "}") {
        isClosed = true
      } else if isInside {
        line.skipBlanks()
        try lease.read(line)
      }
    }
    guard isInside else { return .skipped }
    guard isClosed else { throw LineFault(.truncatedRecord) }
    guard let state = lease.state else { throw LineFault(.missingField) }
    switch state {
    case .active:
      guard let start = lease.start, !lease.subscriber.isEmpty else {
        throw LineFault(.missingField)
      }
      var event = context.event(.assignmentStart)
      event.time = start
      return finish(&event, lease, record, &context)
    case .over:
      // A lease that never ends cannot have ended.
      guard !lease.subscriber.isEmpty, let end = lease.end else { return .skipped }
      var event = context.event(.assignmentStop)
      event.time = end
      if let start = lease.start {
        guard start <= end else { throw LineFault(.malformedTime) }
        event.start = start
        event.fields = .start
      }
      return finish(&event, lease, record, &context)
    case .other: return .skipped
    }
  }

  private func finish(
    _ event: inout Event, _ lease: Lease, _ record: LineCursor, _ context: inout LineContext
  ) -> LineOutcome {
    event.resolution = 1_000_000_000
    event.inside = lease.address
    event.subscriber = context.texts.intern(
      record.slice(lease.subscriber.lowerBound, lease.subscriber.upperBound))
    event.fields.formUnion([.time, .inside, .subscriber])
    context.addStamped(&event)
    return .events
  }

  /// The statements of a block that matter.
  private struct Lease {
    enum State {
      case active, over, other
    }

    var address = IPAddress.unspecified
    var start: Timestamp?
    var end: Timestamp?
    var state: State?
    /// The hardware address, or the client's identifier in quotes.
    var subscriber = 0..<0
    private var hasHardware = false

    /// Reads a statement without the blanks before it.
    mutating func read(_ line: LineCursor) throws(LineFault) {
      var line = line
      if line.skip("starts ") {
        start = try time(&line)
      } else if line.skip("ends ") {
        end = line.has("never") ? nil : try time(&line)
      } else if line.skip("binding state ") {
        state =
          line.has("active;")
          ? .active
          : line.has("free;") || line.has("expired;") || line.has("released;") ? .over : .other
      } else if line.skip("hardware ") {
        guard line.skipPast(0x20), let end = line.find(UInt8(ascii: ";")), end > line.position
        else { throw LineFault(.malformedRecord) }
        subscriber = line.position..<end
        hasHardware = true
      } else if !hasHardware, line.skip("uid ") {
        // A string with its quotes, or octets in hexadecimal.
        let isString = line.peek() == UInt8(ascii: "\"")
        guard let end = isString ? line.find("\";") : line.find(";") else {
          throw LineFault(.malformedRecord)
        }
        subscriber = line.position..<(isString ? end + 1 : end)
      }
    }

    /// `w yyyy/mm/dd hh:mm:ss;` or `epoch n;`.
    private func time(_ line: inout LineCursor) throws(LineFault) -> Timestamp {
      if line.skip("epoch ") { return try line.readEpoch().time }
      let slash = UInt8(ascii: "/")
      var clock = ClockText()
      guard line.readDigits(1) != nil, line.skip(0x20), let year = line.readDigits(4),
        line.skip(slash), let month = line.readDigits(2), line.skip(slash),
        let day = line.readDigits(2), line.skip(0x20), clock.readTimeOfDay(line) != nil,
        let time = Timestamp(
          year: year, month: month, day: day, hour: clock.hour, minute: clock.minute,
          second: clock.second)
      else { throw LineFault(.malformedTime) }
      return time
    }
  }
}
