import NATModel

/// The two tuples and the counters of a conntrack line.
struct ConntrackFlow {
  /// One direction: who sent to whom.
  struct Tuple {
    var source = IPAddress.unspecified
    var destination = IPAddress.unspecified
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var hasSource = false
    var hasDestination = false
    var hasSourcePort = false
    var hasDestinationPort = false
  }

  private var original = Tuple()
  private var reply = Tuple()
  private var tuples = 0
  /// An ICMP `type=` was read in this tuple and its identifier not yet.
  private var awaitsIdentifier = false
  private var flow: UInt64?
  private var bytes: UInt64?
  private var packets: UInt64?
  /// Age in seconds when the line was written.
  private(set) var age: UInt64?

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
    guard tuples == 2, original.hasSource, original.hasDestination, reply.hasSource,
      reply.hasDestination
    else { throw LineFault(tuples > 2 ? .malformedRecord : .missingField) }
  }

  @_lifetime(line: copy line)
  private mutating func readWord(_ line: inout LineCursor) throws(LineFault) {
    switch line.peek() {
    case UInt8(ascii: "s"):
      if line.skip("src=") {
        tuples += 1
        let address = try readAddress(&line)
        if tuples == 1 {
          original.source = address
          original.hasSource = true
        } else {
          reply.source = address
          reply.hasSource = true
        }
      } else if line.skip("sport=") {
        let port = try readPort(&line)
        if tuples < 2 {
          original.sourcePort = port
          original.hasSourcePort = true
        } else {
          reply.sourcePort = port
          reply.hasSourcePort = true
        }
      }
    case UInt8(ascii: "d"):
      if line.skip("dst=") {
        let address = try readAddress(&line)
        if tuples < 2 {
          original.destination = address
          original.hasDestination = true
        } else {
          reply.destination = address
          reply.hasDestination = true
        }
      } else if line.skip("dport=") {
        let port = try readPort(&line)
        if tuples < 2 {
          original.destinationPort = port
          original.hasDestinationPort = true
        } else {
          reply.destinationPort = port
          reply.hasDestinationPort = true
        }
      } else if line.skip("delta-time=") {
        age = try readNumber(&line)
      }
    case UInt8(ascii: "p"):
      if line.skip("packets=") { packets = saturate(packets, try readNumber(&line)) }
    case UInt8(ascii: "b"):
      if line.skip("bytes=") { bytes = saturate(bytes, try readNumber(&line)) }
    case UInt8(ascii: "t"):
      if line.skip("type=") { awaitsIdentifier = true }
    case UInt8(ascii: "i"):
      if line.skip("id=") { try readIdentifier(&line) }
    default: break
    }
  }

  /// The identifier of ICMP is the inside port in the first tuple and the outside port in the reply.
  @_lifetime(line: copy line)
  private mutating func readIdentifier(_ line: inout LineCursor) throws(LineFault) {
    guard awaitsIdentifier else {
      flow = try readNumber(&line)
      return
    }
    awaitsIdentifier = false
    let port = try readPort(&line)
    if tuples < 2 {
      original.sourcePort = port
      original.hasSourcePort = true
    } else {
      reply.destinationPort = port
      reply.hasDestinationPort = true
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

  /// Sets the endpoints and counters of an event, by the rules of ``Conntrack``.
  func fill(_ event: inout Event) {
    let isRedirected = reply.source != original.destination
    let isTranslated =
      reply.destination != original.source
      || (reply.hasDestinationPort && original.hasSourcePort
        && reply.destinationPort != original.sourcePort)
    if isRedirected && !isTranslated && !original.source.isInsideRange {
      event.outside = original.destination
      event.destination = original.source
      event.fields.formUnion([.outside, .destination])
      if original.hasDestinationPort {
        event.outsidePort = original.destinationPort
        event.fields.insert(.outsidePort)
      }
      if original.hasSourcePort && original.hasDestinationPort {
        event.destinationPort = original.sourcePort
        event.fields.insert(.destinationPort)
      }
    } else {
      event.inside = original.source
      event.outside = reply.destination
      event.destination = original.destination
      event.fields.formUnion([.inside, .outside, .destination])
      if original.hasSourcePort {
        event.insidePort = original.sourcePort
        event.fields.insert(.insidePort)
      }
      if reply.hasDestinationPort {
        event.outsidePort = reply.destinationPort
        event.fields.insert(.outsidePort)
      }
      if original.hasDestinationPort {
        event.destinationPort = original.destinationPort
        event.fields.insert(.destinationPort)
      }
    }
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
