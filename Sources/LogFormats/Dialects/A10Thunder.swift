package import NATModel

/// A10 Thunder CGN in CEF and in ASCII.
///
/// | CEF `CGN n` | record | event |
/// | - | - | - |
/// | 100, 101 | port allocated (with its first destination), freed | open, close; flow |
/// | 102, 103 | session created, deleted | open, close |
/// | 106, 107 | batch of ports allocated, freed | block |
///
/// | ASCII | event |
/// | - | - |
/// | `NAT-UDP-C: in:p<-->out:p to dst:p`, `NAT-UDP-C: in:p -> out: p` | open |
/// | `NAT-TCP-C: in:p<->dst:p,out:p<-->dst:p` | open |
/// | `FIXED-NAT-PORTS in->out:first-last` | block allocated |
///
/// In ASCII the letter tells what happened: C and B (batch) open, F and D close; others are skipped.
///
/// - The device is the word in front of the record; what stands behind its `/` is the partition, an
///   address space of its own, and becomes the realm.
/// - `cn3` is the last port of a batch. The number of ICMP is the identifier (`spt`); `dpt` is 0.
/// - A port serves all destinations from its allocation until it is freed, which names none: both are
///   a binding, and the first destination that an allocation names is a flow beside it.
/// - A mapping without destination is a binding. Several records may stand in one line.
/// - A record that cannot be read does not keep the others of its line from being read; the line is
///   then counted as rejected once, whatever it gave.
package struct A10Thunder: LogDialect {
  package let id = "a10-cgn"
  package let title = "A10 Thunder CGN"
  package let documentation = "A10 Thunder CGN traffic logging guide (CEF, ASCII)"
  package let confidence = GrammarConfidence(
    .reference, isSeenInRealLines: true, unseen: "sessions in CEF, ASCII")
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .flow, .blockAllocate, .blockRelease,
  ]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    if line.find("CEF:0|A10|") != nil { return Recognition(.strong, "a CEF record of A10") }
    var line = line
    return A10Thunder.findText(&line) == nil
      ? .none : Recognition(.strong, "an A10 NAT-TCP-C: or FIXED-NAT-PORTS record")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    let device = line.position..<line.endOfToken()
    if !line.skip("CEF:0|A10|") {
      var next = line
      next.seek(to: device.upperBound)
      next.skipBlanks()
      guard next.skip("CEF:0|A10|") else { return try search(line, &context) }
      line.seek(to: next.position)
      return try records(line, device: device, &context)
    }
    return try records(line, device: 0..<0, &context)
  }

  /// Records that do not stand where the headers end.
  @inline(never)
  private func search(
    _ line: LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var line = line
    if line.skipPast("CEF:0|A10|") { return try records(line, device: 0..<0, &context) }
    return try texts(line, &context)
  }

  /// CEF records, the first one's `CEF:0|A10|` read.
  @inline(__always)
  private func records(
    _ line: LineCursor, device: Range<Int>, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    var line = line
    var realm = TextID.none
    var exporter = context.envelope.exporter
    if !device.isEmpty {
      exporter = context.intern(device, of: line)
      let name = line.part(device)
      if let slash = name.find(UInt8(ascii: "/")) {
        realm = context.intern(slash + 1..<device.upperBound, of: line)
      }
    }
    var outcome = LineOutcome.skipped
    var fault: LineFault?
    while true {
      let limit = line.find("CEF:0|A10|", by: 3)
      do throws(LineFault) {
        let record = line.part(line.position..<(limit ?? line.end))
        if try CEFRecord.read(record, exporter: exporter, realm: realm, &context) {
          outcome = .events
        }
      } catch {
        fault = fault ?? error
      }
      guard let limit else { break }
      line.seek(to: limit + 10)
    }
    if let fault { throw fault }
    return outcome
  }
}

/// One CEF record of A10 from its product on.
private struct CEFRecord {
  private static func proto(in value: Range<Int>, _ line: LineCursor) throws(LineFault)
    -> TransportProtocol
  {
    var name = line.part(value)
    guard let proto = name.readProtocol() else { throw LineFault(.malformedRecord) }
    return proto
  }

  /// Reads a record and adds its event; false for a record without one.
  @inline(__always)
  static func read(
    _ line: LineCursor, exporter: TextID, realm: TextID, _ context: inout LineContext
  ) throws(LineFault) -> Bool {
    var line = line
    let bar = UInt8(ascii: "|")
    guard line.skipPast(bar), line.skipPast(bar), line.skip("CGN "),
      let number = try? line.readNumber(), line.skip(bar), line.skipPast(bar), line.skipPast(bar)
    else { return false }
    let kind: EventKind
    switch number {
    case 100, 102: kind = .sessionOpen
    case 101, 103: kind = .sessionClose
    case 106: kind = .blockAllocate
    case 107: kind = .blockRelease
    default: return false
    }
    var proto = TransportProtocol.unknown
    var inside = context.noAddress
    var outside = context.noAddress
    var destination = context.noAddress
    var insidePort: UInt16 = 0
    var outsidePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var last: UInt16 = 0
    var fields: EventFields = []
    var firstUse: EventFields = []
    var marks = FieldMarks(gap: UInt8(ascii: ","))
    while let assignment = line.readAssignment(&marks) {
      let value = assignment.value
      let name = assignment.name
      // By length: few comparisons for each name.
      switch assignment.length {
      case 3:
        if name == LineCursor.word("src") {
          inside = try line.address(in: value)
          fields.insert(.inside)
        } else if name == LineCursor.word("spt") {
          insidePort = try line.port(in: value)
          fields.insert(.insidePort)
        } else if name == LineCursor.word("dst") {
          destination = try line.address(in: value)
          fields.insert(.destination)
        } else if name == LineCursor.word("dpt") {
          destinationPort = try line.port(in: value)
          fields.insert(.destinationPort)
        } else if name == LineCursor.word("cn3") {
          last = try line.port(in: value)
          fields.insert(.outsidePortLast)
        }
      case 5:
        guard name == LineCursor.word("proto") else { break }
        proto = try CEFRecord.proto(in: value, line)
        fields.insert(.proto)
      case 20:
        guard name == LineCursor.word("sourceTr") else { break }
        outsidePort = try line.port(in: value)
        fields.insert(.outsidePort)
      case 23:
        guard name == LineCursor.word("sourceTr") else { break }
        outside = try line.address(in: value)
        fields.insert(.outside)
      default: break
      }
    }
    guard fields.contains([.inside, .outside, .outsidePort]) else {
      throw LineFault(.missingField)
    }
    if number == 106 || number == 107 {
      guard fields.contains(.outsidePortLast) else { throw LineFault(.missingField) }
      guard last >= outsidePort else { throw LineFault(.portOutOfRange) }
      let kept: EventFields = [.proto, .inside, .outside, .outsidePort, .outsidePortLast]
      fields = EventFields(rawValue: fields.rawValue & kept.rawValue).union(.binding)
    } else {
      var kept: EventFields = [
        .proto, .inside, .insidePort, .outside, .outsidePort, .destination,
      ]
      if proto != .icmp, proto != .icmpv6, fields.contains(.destination) {
        kept.insert(.destinationPort)
      }
      fields = EventFields(rawValue: fields.rawValue & kept.rawValue)
      if number == 100, fields.contains(.destination) {
        firstUse = fields.subtracting([.outside, .outsidePort])
        fields.subtract([.destination, .destinationPort])
      }
      if !fields.contains(.destination) { fields.insert(.binding) }
    }
    let found = fields
    try context.add(kind) { event in
      event.exporter = exporter
      event.realm = realm
      event.proto = proto
      event.inside = inside
      event.outside = outside
      event.outsidePort = outsidePort
      if found.contains(.insidePort) { event.insidePort = insidePort }
      if found.contains(.outsidePortLast) { event.outsidePortLast = last }
      if found.contains(.destination) { event.destination = destination }
      if found.contains(.destinationPort) { event.destinationPort = destinationPort }
      event.fields = found
    }
    guard !firstUse.isEmpty else { return true }
    let seen = firstUse
    try context.add(.flow) { event in
      event.exporter = exporter
      event.realm = realm
      event.proto = proto
      event.inside = inside
      event.insidePort = insidePort
      event.destination = destination
      if seen.contains(.destinationPort) { event.destinationPort = destinationPort }
      event.fields = seen
    }
    return true
  }
}
