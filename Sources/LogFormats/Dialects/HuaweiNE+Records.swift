import NATModel

/// The records of the three forms, after their names.
extension HuaweiNE {
  /// cn: ` L4 v4 v6 out port first last ]`, absent fields being `-` or nothing.
  @_lifetime(line: copy line)
  func listed(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    line.skipBlanks()
    var proto = TransportProtocol.unknown
    let hasProtocol = !line.skip("- ")
    if hasProtocol {
      guard let read = line.readProtocol() else { throw LineFault(.malformedNumber) }
      proto = read
    }
    var inside = context.noAddress
    var outside = context.noAddress
    var addresses = 0
    var numbers: [3 of UInt16] = [0, 0, 0]
    var count = 0
    while true {
      line.skipBlanks()
      if line.skip(UInt8(ascii: "]")) { break }
      if line.skip("- ") { continue }
      if let address = try readAddress(&line) {
        // An IPv6 address goes before the IPv4 address of the same subscriber.
        if addresses == 1 || (addresses == 2 && !outside.isIPv4) { inside = outside }
        outside = address
        addresses += 1
        guard addresses <= 3 else { throw LineFault(.malformedRecord) }
      } else {
        guard count < 3 else { throw LineFault(.malformedRecord) }
        numbers[count] = try line.readPort()
        count += 1
      }
      guard line.peek() == 0x20 || line.peek() == UInt8(ascii: "]") else {
        throw LineFault(line.isAtEnd ? .truncatedRecord : .malformedRecord)
      }
    }
    guard addresses >= 2, count >= 2 else { throw LineFault(.missingField) }
    let isBlock = kind == .blockAllocate || kind == .blockRelease
    let first = isBlock ? numbers[count - 2] : numbers[1]
    let last = numbers[count - 1]
    guard !isBlock || last >= first else { throw LineFault(.portOutOfRange) }
    let insidePort = numbers[0]
    try context.add(kind) { event in
      event.inside = inside
      event.outside = outside
      event.outsidePort = first
      event.fields = [.binding, .inside, .outside, .outsidePort]
      if isBlock {
        event.outsidePortLast = last
        event.fields.insert(.outsidePortLast)
      } else {
        event.insidePort = insidePort
        event.fields.insert(.insidePort)
      }
      if hasProtocol {
        event.proto = proto
        event.fields.insert(.proto)
      }
    }
    return .events
  }

  /// An address, or `nil` where a number stands.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readAddress(_ line: inout LineCursor) throws(LineFault) -> IPAddress? {
    if let address = line.readIPv4() { return address }
    let end = line.endOfToken()
    let colon = line.find(UInt8(ascii: ":")) ?? end
    let dot = line.find(UInt8(ascii: ".")) ?? end
    return min(colon, dot) < end ? try line.readAddress(before: 0x20) : nil
  }

  /// type2: `start|in|out|first|last`.
  @_lifetime(line: copy line)
  func ports(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    let bar = UInt8(ascii: "|")
    var inside = context.noAddress
    var outside = context.noAddress
    let start = try readSeconds(&line)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    try line.readAddress(into: &inside, before: bar)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    try line.readAddress(into: &outside, before: bar)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    let first = try line.readPort()
    guard line.skip(bar) else { throw LineFault(.missingField) }
    let last = try line.readPort()
    guard last >= first else { throw LineFault(.portOutOfRange) }
    let envelope = context.envelope
    let isRelease = kind == .blockRelease
    let fill = { [inside, outside] (event: inout Event) in
      event.inside = inside
      event.outside = outside
      event.outsidePort = first
      event.outsidePortLast = last
      event.fields = [.binding, .inside, .outside, .outsidePort, .outsidePortLast]
      guard isRelease, let start, !envelope.fields.contains(.time) || start <= envelope.time else {
        return
      }
      event.start = start
      event.fields.insert(.start)
    }
    if !isRelease, let start {
      context.add(kind, at: start, resolution: 1_000_000_000, fill)
    } else {
      try context.add(kind, fill)
    }
    return .events
  }

  /// type2: `start|end|in|out|port|dst|port|proto`.
  @_lifetime(line: copy line)
  func flow(
    _ line: inout LineCursor, _ kind: EventKind, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    let bar = UInt8(ascii: "|")
    var inside = context.noAddress
    var outside = context.noAddress
    var destination = context.noAddress
    var outsidePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    let start = try readSeconds(&line)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    let end = try readSeconds(&line)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    try line.readAddress(into: &inside, before: bar)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    try line.readEndpoint(into: &outside, &outsidePort, separator: bar)
    guard line.skip(bar) else { throw LineFault(.missingField) }
    try line.readEndpoint(into: &destination, &destinationPort, separator: bar)
    guard line.skip(bar), let proto = line.readProtocol() else { throw LineFault(.missingField) }
    let isClose = kind == .sessionClose
    if isClose, let start, let end, start > end { throw LineFault(.malformedTime) }
    let time = isClose ? end : start
    let isICMP = proto == .icmp || proto == .icmpv6
    let fill = {
      [inside, outside, outsidePort, destination, destinationPort] (event: inout Event) in
      event.proto = proto
      event.inside = inside
      event.outside = outside
      event.outsidePort = outsidePort
      event.destination = destination
      event.fields = [.proto, .inside, .outside, .outsidePort, .destination]
      if !isICMP {
        event.destinationPort = destinationPort
        event.fields.insert(.destinationPort)
      }
      guard isClose, let start, time != nil else { return }
      event.start = start
      event.fields.insert(.start)
    }
    if let time {
      context.add(kind, at: time, resolution: 1_000_000_000, fill)
    } else {
      try context.add(kind, fill)
    }
    return .events
  }

  /// Seconds since 1970, or `nil` for a dash or 0.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readSeconds(_ line: inout LineCursor) throws(LineFault) -> Timestamp? {
    if line.skip(UInt8(ascii: "-")) { return nil }
    let seconds = try line.readNumber()
    guard seconds < 1 << 33 else { throw LineFault(.malformedTime) }
    return seconds == 0 ? nil : Timestamp(seconds: Int64(seconds))
  }

  /// type3: `… is assigned, … privateip='in' publicip='out' publicportrange='a~b' time='…'`.
  @_lifetime(line: copy line)
  func sentence(
    _ line: inout LineCursor, from start: Int, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    let quote = UInt8(ascii: "'")
    let words = line.part(start..<line.position)
    let kind: EventKind
    if words.find(" is assigned") != nil {
      kind = .blockAllocate
    } else if words.find(" is released") != nil || words.find(" is withdrawn") != nil
      || words.find(" is reclaimed") != nil
    {
      kind = .blockRelease
    } else {
      return .skipped
    }
    var inside = context.noAddress
    var outside = context.noAddress
    try line.readAddress(into: &inside, before: quote)
    guard line.skipPast("publicip='") else { throw LineFault(.missingField) }
    try line.readAddress(into: &outside, before: quote)
    guard line.skipPast("publicportrange='") else { throw LineFault(.missingField) }
    let first = try line.readPort()
    guard line.skip(UInt8(ascii: "~")) else { throw LineFault(.missingField) }
    let last = try line.readPort()
    guard last >= first else { throw LineFault(.portOutOfRange) }
    let fill = { [inside, outside] (event: inout Event) in
      event.inside = inside
      event.outside = outside
      event.outsidePort = first
      event.outsidePortLast = last
      event.fields = [.binding, .inside, .outside, .outsidePort, .outsidePortLast]
    }
    // The time in the record states no zone; it serves where the header has none at all.
    if !context.envelope.fields.contains(.time), line.skipPast(" time='"),
      let (clock, _) = ClockText.readISO(line)
    {
      guard let (time, assumed) = clock.resolved(by: context.rules) else {
        throw LineFault(.malformedTime)
      }
      context.add(kind, at: time, resolution: clock.resolution, assumed: assumed, fill)
    } else {
      try context.add(kind, fill)
    }
    return .events
  }
}
