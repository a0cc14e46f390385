package import NATModel

/// Records of nfcapd files as nfdump prints them: `nfdump -r FILE -q -o json`.
///
/// ```
/// {
/// 	"type" : "EVENT",
/// 	"src4_addr" : "100.64.0.7",
/// 	…
/// },
/// ```
///
/// - With a range of ports a record is a block; with a NAT or firewall event an opening or closing;
///   with an address after translation a whole session; else a flow.
/// - natEvent and firewallEvent are read as in the exports themselves; denials, updates and what is
///   neither create nor delete are skipped.
/// - Times are those of the machine that nfdump ran on and state no zone.
package struct NfdumpJSON: ReadOnlyDialect {
  package let id = "nfdump-json"
  package let title = "nfdump records as JSON"
  package let documentation = "nfdump(1), output format json"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .session, .flow, .blockAllocate, .blockRelease,
  ]
  package let linesHangTogether = true
  package let hasHeaders = false

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var record = line
    while var line = record.readLine() {
      line.skipBlanks()
      guard line.has("\"export_sysid\" : ") || line.has("\"sampled\" : ") else { continue }
      return Recognition(.strong, "a member of nfdump's records and its value")
    }
    return .none
  }

  package func role(of line: LineCursor) -> LineRole {
    switch line.peek() {
    case UInt8(ascii: "{"): .begins
    case UInt8(ascii: "}"): .ends
    case UInt8(ascii: "["), UInt8(ascii: "]"): .alone
    default: .continues
    }
  }

  package func parse(_ record: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var front = record
    front.skipBlanks()
    guard front.peek() == UInt8(ascii: "{") else { return .skipped }
    var values = Values()
    var lines = record
    while var line = lines.readLine() {
      line.skipBlanks()
      guard line.skip(UInt8(ascii: "\"")), let quote = line.find(UInt8(ascii: "\"")) else {
        continue
      }
      let name = line.position..<quote
      line.seek(to: quote + 1)
      guard line.skip(" : ") else { throw LineFault(.malformedRecord) }
      try values.read(line, name, NfdumpJSON.value(line))
    }
    return try event(values, &context)
  }

  /// The value without its quotes and the comma behind it.
  private static func value(_ line: LineCursor) -> Range<Int> {
    var end = line.end
    if end > line.position, line.byte(at: end - 1) == UInt8(ascii: ",") { end -= 1 }
    let quote = UInt8(ascii: "\"")
    let isQuoted =
      end - line.position >= 2 && line.peek() == quote && line.byte(at: end - 1) == quote
    return isQuoted ? line.position + 1..<end - 1 : line.position..<end
  }

  // MARK: - Values

  /// What is read of one record.
  private struct Values {
    var source: IPAddress?
    var destination: IPAddress?
    var postSource: IPAddress?
    var router: IPAddress?
    var sourcePort: UInt16?
    var destinationPort: UInt16?
    var postSourcePort: UInt16?
    var blockStart: UInt64 = 0
    var blockEnd: UInt64 = 0
    var blockSize: UInt64 = 0
    var natEvent: UInt64?
    var firewallEvent: UInt64?
    var proto: UInt64?
    var packets: UInt64 = 0
    var bytes: UInt64 = 0
    var session: UInt64 = 0
    var vrf: UInt64 = 0
    var first: ClockText?
    var last: ClockText?
    var eventTime: ClockText?
    var user: [UInt8] = []

    mutating func read(_ line: LineCursor, _ name: Range<Int>, _ value: Range<Int>)
      throws(LineFault)
    {
      func named(_ text: StaticString) -> Bool { line.equals(name, text) }
      if named("src4_addr") || named("src6_addr") {
        source = try address(line, value)
      } else if named("dst4_addr") || named("dst6_addr") {
        destination = try address(line, value)
      } else if named("src4_xlt_ip") || named("src6_xlt_ip") {
        postSource = try address(line, value)
      } else if named("ip4_router") || named("ip6_router") {
        router = try address(line, value)
      } else if named("src_port") {
        sourcePort = try line.port(in: value)
      } else if named("dst_port") {
        destinationPort = try line.port(in: value)
      } else if named("src_xlt_port") {
        postSourcePort = try line.port(in: value)
      } else if named("pblock_start") {
        blockStart = try line.number(in: value)
      } else if named("pblock_end") {
        blockEnd = try line.number(in: value)
      } else if named("pblock_size") {
        blockSize = try line.number(in: value)
      } else if named("nat_event_id") {
        natEvent = try line.number(in: value)
      } else if named("event_id") {
        firewallEvent = try line.number(in: value)
      } else if named("proto") {
        proto = try line.number(in: value)
      } else if named("in_packets") || named("out_packets") {
        packets = LineCursor.saturate(packets, try line.number(in: value))
      } else if named("in_bytes") || named("out_bytes") {
        bytes = LineCursor.saturate(bytes, try line.number(in: value))
      } else if named("connect_id") {
        session = try line.number(in: value)
      } else if named("ingress_vrf") {
        vrf = try line.number(in: value)
      } else if named("first") {
        first = NfdumpJSON.clock(line.part(value))
      } else if named("last") {
        last = NfdumpJSON.clock(line.part(value))
      } else if named("t_event") {
        eventTime = NfdumpJSON.clock(line.part(value))
      } else if named("username") {
        let bytes = line.slice(value.lowerBound, value.upperBound)
        for index in bytes.indices where bytes[index] != 0 { user.append(bytes[index]) }
        if user == Array("<empty>".utf8) { user = [] }
      }
    }

    /// An address, or `nil` for one that stands for none.
    private func address(_ line: LineCursor, _ value: Range<Int>) throws(LineFault) -> IPAddress? {
      let address = try line.address(in: value)
      return address == .unspecified || address == IPAddress(ipv4: 0) ? nil : address
    }
  }

  /// `2026-11-25T20:01:25.934`; `nil` for anything else and for 1970, which stands for no time.
  private static func clock(_ line: LineCursor) -> ClockText? {
    guard case (var clock, let end)? = ClockText.readISO(line), let year = clock.year, year > 1970
    else {
      return nil
    }
    // nfdump 1.7.1 prints milliseconds below 100 without their zeros: `.33` are 33 of them.
    if let point = line.find(UInt8(ascii: ".")), (2...3).contains(end - point) {
      clock.nanosecond /= end - point == 2 ? 100 : 10
      clock.resolution = 1_000_000
    }
    return clock
  }

  // MARK: - Events

  private func event(_ values: Values, _ context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    guard let source = values.source else { return .skipped }
    guard let kind = kind(values) else { return .skipped }
    var event = context.event(kind)
    event.inside = source
    event.fields.insert(.inside)
    if let proto = values.proto, proto < 256 {
      event.proto = TransportProtocol(rawValue: UInt8(proto))
      event.fields.insert(.proto)
    }
    if let outside = values.postSource {
      event.outside = outside
      event.fields.insert(.outside)
    }
    if kind == .blockAllocate || kind == .blockRelease {
      let end =
        values.blockEnd > 0
        ? values.blockEnd : LineCursor.saturate(values.blockStart, values.blockSize - 1)
      guard event.fields.contains(.outside) else { throw LineFault(.missingField) }
      guard values.blockStart <= end, end <= 65535 else { throw LineFault(.portOutOfRange) }
      event.outsidePort = UInt16(values.blockStart)
      event.outsidePortLast = UInt16(end)
      event.fields.formUnion([.outsidePort, .outsidePortLast])
    } else {
      setEndpoints(&event, values)
    }
    if values.packets > 0 || kind == .flow {
      event.packets = values.packets
      event.bytes = values.bytes
      event.fields.formUnion([.packets, .bytes])
    }
    if values.session > 0 {
      event.session = values.session
      event.fields.insert(.session)
    }
    if let router = values.router { event.exporter = context.texts.intern("\(router)") }
    if values.vrf > 0, kind != .flow { event.realm = context.texts.intern("vrf \(values.vrf)") }
    if !values.user.isEmpty {
      event.subscriber = context.texts.intern(values.user.span)
      event.fields.insert(.subscriber)
    }
    try setTimes(&event, values, context.rules)
    context.addStamped(&event)
    return .events
  }

  /// What a record is; `nil` for what is no event.
  private func kind(_ values: Values) -> EventKind? {
    let isBlock = values.blockStart > 0 && (values.blockEnd > 0 || values.blockSize > 0)
    if let number = values.natEvent, number > 0 {
      let meaning = NATEventNumbering.registry.meaning(of: UInt8(clamping: number))
      if isBlock {
        switch meaning {
        case .addressesExhausted, .portsExhausted, .thresholdReached: return nil
        default:
          return number == 1 || number > 2 && number.isMultiple(of: 2)
            ? .blockAllocate : .blockRelease
        }
      }
      switch meaning {
      case .create: return .sessionOpen
      case .delete: return .sessionClose
      default: return nil
      }
    }
    if let number = values.firewallEvent, number > 0 {
      return number == 1 ? .sessionOpen : number == 2 ? .sessionClose : nil
    }
    if isBlock { return .blockAllocate }
    return values.postSource == nil ? .flow : .session
  }

  private func setEndpoints(_ event: inout Event, _ values: Values) {
    if let port = values.sourcePort {
      event.insidePort = port
      event.fields.insert(.insidePort)
    }
    if values.postSource != nil, let port = values.postSourcePort {
      event.outsidePort = port
      event.fields.insert(.outsidePort)
    }
    guard let destination = values.destination else {
      if event.kind != .flow { event.fields.insert(.binding) }
      return
    }
    event.destination = destination
    event.fields.insert(.destination)
    if let port = values.destinationPort {
      event.destinationPort = port
      event.fields.insert(.destinationPort)
    }
  }

  /// The event's own time, else the last packet's; throws `missingField` without any.
  private func setTimes(_ event: inout Event, _ values: Values, _ rules: TimeRules)
    throws(LineFault)
  {
    let isWhole = event.kind == .flow || event.kind == .session
    guard let clock = (isWhole ? values.last : values.eventTime) ?? values.last ?? values.first
    else { throw LineFault(.missingField) }
    try clock.set(&event, by: rules)
    guard event.kind != .sessionOpen, event.kind != .blockAllocate, let first = values.first else {
      return
    }
    var start = Event(event.kind)
    try first.set(&start, by: rules)
    guard start.time <= event.time else { return }
    event.start = start.time
    event.fields.insert(.start)
  }
}
