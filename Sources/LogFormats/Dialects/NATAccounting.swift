package import NATModel

/// `NAT_ACCT` records: one line when a translation begins and one when it ends.
///
/// ```
/// <141>Mon dd hh:mm:ss <device> NAT_ACCT:START udp SourceIp :a  Sourceport:n TransIP :b TransPort:n
///   DestIp :c Destport:n                                            (one line)
/// ```
///
/// Source is inside, Trans outside, Dest the destination. Blanks around the keys vary. Known from a
/// third party's parsers and the two lines they quote; which product writes it is not known.
package struct NATAccounting: LogDialect {
  package let id = "nat-acct"
  package let title = "NAT_ACCT records"
  package let documentation = "third-party parsers (Trisul) and the lines quoted there"
  package let confidence = GrammarConfidence(.sample, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.sessionOpen, .sessionClose]
  package let writtenResolution: UInt32 = 1_000_000

  private static let carried: EventFields = [
    .proto, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
  ]

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    line.find("NAT_ACCT:") == nil ? .none : Recognition(.strong, "the tag NAT_ACCT")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    guard line.skip("NAT_ACCT:") else { return .skipped }
    let kind: EventKind
    if line.skip("START ") {
      kind = .sessionOpen
    } else if line.skip("STOP ") {
      kind = .sessionClose
    } else {
      return .skipped
    }
    var event = context.event(kind)
    line.skipBlanks()
    guard let proto = line.readProtocol() else { throw LineFault(.malformedRecord) }
    event.proto = proto
    try NATAccounting.skip(&line, "SourceIp")
    try line.readAddress(into: &event.inside, before: 0x20)
    try NATAccounting.skip(&line, "Sourceport")
    event.insidePort = try line.readPort()
    try NATAccounting.skip(&line, "TransIP")
    try line.readAddress(into: &event.outside, before: 0x20)
    try NATAccounting.skip(&line, "TransPort")
    event.outsidePort = try line.readPort()
    try NATAccounting.skip(&line, "DestIp")
    try line.readAddress(into: &event.destination, before: 0x20)
    try NATAccounting.skip(&line, "Destport")
    event.destinationPort = try line.readPort()
    event.fields = NATAccounting.carried
    try context.add(&event)
    return .events
  }

  /// Blanks, a key, blanks, a colon.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func skip(_ line: inout LineCursor, _ key: StaticString) throws(LineFault) {
    line.skipBlanks()
    guard line.skip(key) else { throw LineFault(.missingField) }
    line.skipBlanks()
    guard line.skip(UInt8(ascii: ":")) else { throw LineFault(.missingField) }
  }

  package func fields(writing event: Event) -> EventFields? {
    let carried = NATAccounting.carried.union(.time)
    guard event.kind == .sessionOpen || event.kind == .sessionClose, event.has(carried),
      event.proto != .unknown
    else { return nil }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard fields(writing: event) != nil else { return false }
    output.write("<141>1 ")
    output.write(event.time, fractionDigits: 3)
    output.write(" ")
    output.writeName(event.exporter, texts)
    output.write(" ")
    output.write("NAT_ACCT:START ", if: event.kind == .sessionOpen, else: "NAT_ACCT:STOP ")
    switch event.proto {
    case .tcp: output.write("tcp")
    case .udp: output.write("udp")
    case .icmp: output.write("icmp")
    default: output.write(event.proto.rawValue)
    }
    output.write(" SourceIp :")
    output.write(event.inside)
    output.write("  Sourceport:")
    output.write(event.insidePort)
    output.write(" TransIP :")
    output.write(event.outside)
    output.write(" TransPort:")
    output.write(event.outsidePort)
    output.write(" DestIp :")
    output.write(event.destination)
    output.write(" Destport:")
    output.write(event.destinationPort)
    output.write("\n")
    return true
  }
}
