import NATModel

/// The two tuples and the counters of a conntrack line.
struct ConntrackFlow {
  private var pair = TranslatedFlow()
  private var tuples = 0
  /// An ICMP `type=` was read in this tuple and its identifier not yet.
  private var awaitsIdentifier = false
  private var flow: UInt64?
  private var bytes: UInt64?
  private var packets: UInt64?
  /// Age in seconds when the line was written.
  private(set) var age: UInt64?
  /// When the flow began and ended, where the kernel keeps such stamps.
  private(set) var started: ClockText?
  private(set) var stopped: ClockText?

  /// Reads the words of a line to its end; words not known are passed over.
  ///
  /// Throws `missingField` unless both tuples have both addresses.
  @_lifetime(line: copy line)
  mutating func read(_ line: inout LineCursor) throws(LineFault) {
    while true {
      line.skipBlanks()
      guard !line.isAtEnd else { break }
      try readWord(&line)
      // A word ends at a blank: what is left of it here was not understood and is passed over.
      line.seek(to: line.endOfToken())
    }
    guard tuples == 2, pair.isComplete else {
      throw LineFault(tuples > 2 ? .malformedRecord : .missingField)
    }
  }

  @_lifetime(line: copy line)
  private mutating func readWord(_ line: inout LineCursor) throws(LineFault) {
    switch line.peek() {
    case UInt8(ascii: "["):
      if line.skip("[start=") {
        started = ConntrackFlow.readClock(&line)
      } else if line.skip("[stop=") {
        stopped = ConntrackFlow.readClock(&line)
      }
    case UInt8(ascii: "s"):
      if line.skip("src=") {
        tuples += 1
        // An identifier stands right after type and code, never in the next tuple or behind it.
        awaitsIdentifier = false
        let address = try readAddress(&line)
        if tuples == 1 {
          pair.original.source = address
          pair.original.hasSource = true
        } else {
          pair.reply.source = address
          pair.reply.hasSource = true
        }
      } else if line.skip("sport=") {
        let port = try readPort(&line)
        if tuples < 2 {
          pair.original.sourcePort = port
          pair.original.hasSourcePort = true
        } else {
          pair.reply.sourcePort = port
          pair.reply.hasSourcePort = true
        }
      }
    case UInt8(ascii: "d"):
      if line.skip("dst=") {
        let address = try readAddress(&line)
        if tuples < 2 {
          pair.original.destination = address
          pair.original.hasDestination = true
        } else {
          pair.reply.destination = address
          pair.reply.hasDestination = true
        }
      } else if line.skip("dport=") {
        let port = try readPort(&line)
        if tuples < 2 {
          pair.original.destinationPort = port
          pair.original.hasDestinationPort = true
        } else {
          pair.reply.destinationPort = port
          pair.reply.hasDestinationPort = true
        }
      } else if line.skip("delta-time=") {
        age = try readNumber(&line)
      }
    case UInt8(ascii: "p"):
      awaitsIdentifier = false
      if line.skip("packets=") { packets = saturate(packets, try readNumber(&line)) }
    case UInt8(ascii: "b"):
      if line.skip("bytes=") { bytes = saturate(bytes, try readNumber(&line)) }
    case UInt8(ascii: "t"):
      if line.skip("type=") { awaitsIdentifier = true }
    case UInt8(ascii: "i"):
      if line.skip("id=") { try readIdentifier(&line) }
    case UInt8(ascii: "c"): break  // code=
    default: awaitsIdentifier = false
    }
  }

  /// `Tue Nov 24 12:00:00 2026` behind `[start=` or `[stop=`: local time, as ctime(3) writes it.
  @_lifetime(line: copy line)
  private static func readClock(_ line: inout LineCursor) -> ClockText? {
    var copy = line
    copy.advance(by: 4)
    guard let (read, end) = ClockText.readMonthFirst(copy) else { return nil }
    var clock = read
    copy.seek(to: end)
    guard copy.skip(0x20), let year = copy.readDigits(4) else { return nil }
    clock.year = year
    line.seek(to: copy.position)
    return clock
  }

  /// The identifier of ICMP is the inside port in the first tuple and the outside port in the pair.reply.
  @_lifetime(line: copy line)
  private mutating func readIdentifier(_ line: inout LineCursor) throws(LineFault) {
    guard awaitsIdentifier else {
      flow = try readNumber(&line)
      return
    }
    awaitsIdentifier = false
    let port = try readPort(&line)
    if tuples < 2 {
      pair.original.sourcePort = port
      pair.original.hasSourcePort = true
    } else {
      pair.reply.destinationPort = port
      pair.reply.hasDestinationPort = true
    }
  }

  @_lifetime(line: copy line)
  private func readAddress(_ line: inout LineCursor) throws(LineFault) -> IPAddress {
    let address = try line.readAddress(before: 0x20)
    try checkEnd(line, .malformedAddress)
    return address
  }

  @_lifetime(line: copy line)
  private func readPort(_ line: inout LineCursor) throws(LineFault) -> UInt16 {
    let port = try line.readPort()
    try checkEnd(line, .malformedPort)
    return port
  }

  @_lifetime(line: copy line)
  private func readNumber(_ line: inout LineCursor) throws(LineFault) -> UInt64 {
    let number = try line.readNumber()
    try checkEnd(line, .malformedNumber)
    return number
  }

  private func checkEnd(_ line: LineCursor, _ reason: RejectReason) throws(LineFault) {
    let next = line.peek()
    guard next == 0x20 || next == 0x09 || line.isAtEnd else { throw LineFault(reason) }
  }

  private func saturate(_ sum: UInt64?, _ more: UInt64) -> UInt64 {
    let (total, overflow) = (sum ?? 0).addingReportingOverflow(more)
    return overflow ? .max : total
  }

  /// Sets the endpoints and counters of an event, by the rules of ``TranslatedFlow``.
  func fill(_ event: inout Event) {
    pair.fill(&event)
    if let flow {
      event.session = flow
      event.fields.insert(.session)
    }
    if let bytes {
      event.bytes = bytes
      event.fields.insert(.bytes)
    }
    if let packets {
      event.packets = packets
      event.fields.insert(.packets)
    }
  }
}
