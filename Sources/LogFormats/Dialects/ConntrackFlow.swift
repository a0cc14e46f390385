import NATModel

/// The two tuples and the counters of a conntrack line.
struct ConntrackFlow {
  private var pair = TranslatedFlow()
  private var tuples = 0
  /// An ICMP `type=` was read in this tuple and its identifier not yet.
  private var awaitsIdentifier = false
  private var flow: UInt64 = 0
  private var bytes: UInt64 = 0
  private var packets: UInt64 = 0
  /// Which of the flow's id and the counters were stated.
  private var fields: EventFields = []
  /// Age in seconds when the line was written.
  private(set) var age: UInt64?
  /// Where the kernel's stamps of a flow's begin and end stand, if it keeps any.
  private(set) var started = 0..<0
  private(set) var stopped = 0..<0

  /// Reads the words of a line to its end; words not known are passed over.
  ///
  /// Throws `missingField` unless both tuples have both addresses.
  @_lifetime(line: copy line)
  @inline(__always)
  mutating func read(_ line: inout LineCursor) throws(LineFault) {
    while true {
      line.skipBlanks()
      guard !line.isAtEnd else { break }
      if line.skip("src=") {
        tuples += 1
        // An identifier stands right after type and code, never in the next tuple or behind it.
        awaitsIdentifier = false
        if tuples == 1 {
          try ConntrackFlow.readTuple(&line, &pair.original)
        } else {
          try ConntrackFlow.readTuple(&line, &pair.reply)
        }
      } else {
        try readWord(&line)
      }
      // A word ends at a blank: what is left of it here was not understood and is passed over.
      guard line.peek() != 0x20 else { continue }
      line.seek(to: line.endOfToken())
    }
    guard tuples == 2, pair.isComplete else {
      throw LineFault(tuples > 2 ? .malformedRecord : .missingField)
    }
  }

  /// `a dst=b sport=n dport=n` behind `src=`, in the order that every release prints.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readTuple(
    _ line: inout LineCursor, _ tuple: inout TranslatedFlow.Tuple
  ) throws(LineFault) {
    tuple.source = try readAddress(&line)
    tuple.hasSource = true
    guard line.skip(" dst=") else { return }
    tuple.destination = try readAddress(&line)
    tuple.hasDestination = true
    guard line.skip(" sport=") else { return }
    tuple.sourcePort = try readPort(&line)
    tuple.hasSourcePort = true
    guard line.skip(" dport=") else { return }
    tuple.destinationPort = try readPort(&line)
    tuple.hasDestinationPort = true
  }

  @_lifetime(line: copy line)
  @inline(__always)
  private mutating func readWord(_ line: inout LineCursor) throws(LineFault) {
    switch line.peek() {
    case UInt8(ascii: "["):
      if line.has("[start=") || line.has("[stop=") { readStamp(&line) }
    case UInt8(ascii: "s"), UInt8(ascii: "d"): try readApart(&line)
    case UInt8(ascii: "p"):
      awaitsIdentifier = false
      if line.skip("packets=") {
        packets = LineCursor.saturate(packets, try ConntrackFlow.readNumber(&line))
        fields.insert(.packets)
      }
    case UInt8(ascii: "b"):
      if line.skip("bytes=") {
        bytes = LineCursor.saturate(bytes, try ConntrackFlow.readNumber(&line))
        fields.insert(.bytes)
      }
    case UInt8(ascii: "t"):
      if line.skip("type=") { awaitsIdentifier = true }
    case UInt8(ascii: "i"):
      if line.skip("id=") { try readIdentifier(&line) }
    case UInt8(ascii: "c"): break  // code=
    default: awaitsIdentifier = false
    }
  }

  /// Parts of a tuple that do not follow its first address as they usually do, and `delta-time=`.
  @_lifetime(line: copy line)
  @inline(never)
  private mutating func readApart(_ line: inout LineCursor) throws(LineFault) {
    if line.skip("delta-time=") {
      age = try ConntrackFlow.readNumber(&line)
    } else if tuples < 2 {
      try ConntrackFlow.readApart(&line, &pair.original)
    } else {
      try ConntrackFlow.readApart(&line, &pair.reply)
    }
  }

  @_lifetime(line: copy line)
  private static func readApart(
    _ line: inout LineCursor, _ tuple: inout TranslatedFlow.Tuple
  ) throws(LineFault) {
    if line.skip("dst=") {
      tuple.destination = try readAddress(&line)
      tuple.hasDestination = true
    } else if line.skip("sport=") {
      tuple.sourcePort = try readPort(&line)
      tuple.hasSourcePort = true
    } else if line.skip("dport=") {
      tuple.destinationPort = try readPort(&line)
      tuple.hasDestinationPort = true
    }
  }

  /// `[start=Tue Nov 24 12:00:00 2026]`: local time, as ctime(3) writes it, behind the weekday.
  @_lifetime(line: copy line)
  @inline(never)
  private mutating func readStamp(_ line: inout LineCursor) {
    let isStart = line.skip("[start=")
    guard isStart || line.skip("[stop=") else { return }
    let end = line.find(UInt8(ascii: "]")) ?? line.end
    let range = min(line.position + 4, end)..<end
    guard ConntrackFlow.readClock(line.part(range)) != nil else { return }
    if isStart { started = range } else { stopped = range }
    line.seek(to: end)
  }

  /// `Nov 24 12:00:00 2026`.
  static func readClock(_ text: LineCursor) -> ClockText? {
    var text = text
    guard let (read, end) = ClockText.readMonthFirst(text) else { return nil }
    var clock = read
    text.seek(to: end)
    guard text.skip(0x20), let year = text.readDigits(4) else { return nil }
    clock.year = year
    return clock
  }

  /// The identifier of ICMP is the inside port in the first tuple and the outside port in the reply.
  @_lifetime(line: copy line)
  @inline(__always)
  private mutating func readIdentifier(_ line: inout LineCursor) throws(LineFault) {
    guard awaitsIdentifier else {
      flow = try ConntrackFlow.readNumber(&line)
      fields.insert(.session)
      return
    }
    awaitsIdentifier = false
    let port = try ConntrackFlow.readPort(&line)
    if tuples < 2 {
      pair.original.sourcePort = port
      pair.original.hasSourcePort = true
    } else {
      pair.reply.destinationPort = port
      pair.reply.hasDestinationPort = true
    }
  }

  @_lifetime(line: copy line)
  @inline(__always)
  private static func readAddress(_ line: inout LineCursor) throws(LineFault) -> IPAddress {
    let address = try line.readAddress(before: 0x20)
    try checkEnd(line, .malformedAddress)
    return address
  }

  @_lifetime(line: copy line)
  @inline(__always)
  private static func readPort(_ line: inout LineCursor) throws(LineFault) -> UInt16 {
    let port = try line.readPort()
    try checkEnd(line, .malformedPort)
    return port
  }

  @_lifetime(line: copy line)
  @inline(__always)
  private static func readNumber(_ line: inout LineCursor) throws(LineFault) -> UInt64 {
    let number = try line.readNumber()
    try checkEnd(line, .malformedNumber)
    return number
  }

  @inline(__always)
  private static func checkEnd(_ line: LineCursor, _ reason: RejectReason) throws(LineFault) {
    let next = line.peek()
    guard next == 0x20 || next == 0x09 || line.isAtEnd else { throw LineFault(reason) }
  }

  /// Sets the endpoints and counters of an event, by the rules of ``TranslatedFlow``.
  @inline(__always)
  func fill(_ event: inout Event) {
    pair.fill(&event)
    event.session = flow
    event.bytes = bytes
    event.packets = packets
    event.fields.formUnion(fields)
  }
}
