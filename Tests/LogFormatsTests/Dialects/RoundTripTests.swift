import LogFormats
import NATModel
import Testing

/// `parse(write(event)) == event` over the fields that a dialect says it carries.
@Suite struct RoundTripTests {
  @Test(arguments: LogDialects.all.map(\.id))
  func whatIsWrittenIsReadBack(id: String) throws {
    let dialect = try #require(LogDialects.dialect(id))
    var generator = EventGenerator(seed: 7)
    var written: Set<String> = []
    for number in 0..<4000 {
      var event = generator.event()
      // Some devices have no name in their records.
      if number % 5 == 0 { event.exporter = .none }
      var output = TextOutput()
      let isWritten = dialect.write(event, texts: generator.texts, to: &output)
      guard let carried = dialect.fields(writing: event) else {
        #expect(!isWritten && output.bytes.isEmpty)
        continue
      }
      #expect(isWritten && output.bytes.last == 0x0a)
      written.insert(event.kind.rawValue)
      let line = String(decoding: output.bytes.dropLast(), as: UTF8.self)
      #expect(
        dialect.recognise(LineCursor(output.bytes.span.extracting(droppingLast: 1))).strength
          == .strong)
      let result = parse(dialect, Array(output.bytes.dropLast()))
      let context: Comment = "\(id) event \(number) of seed 7: \(line)"
      guard result.events.count == 1 else {
        Issue.record("\(context) gave \(result)")
        continue
      }
      compare(event, result, carried, dialect, generator.texts, context)
    }
    let kinds = Set(dialect.kinds.map(\.rawValue)).subtracting(
      RoundTripTests.onlyRead[id, default: []])
    #expect(written == (dialect.isReadOnly ? [] : kinds))
  }

  /// Kinds of event that a dialect's records give beside those that are written.
  private static let onlyRead: [String: Set<String>] = [
    "juniper-mx": ["flow"], "a10-cgn": ["flow"],
  ]

  /// An IPv6 inside behind IPv4 (NAT64), in every dialect that has a record for it.
  @Test(arguments: LogDialects.all.map(\.id))
  func insideMayBeIPv6BehindIPv4(id: String) throws {
    let dialect = try #require(LogDialects.dialect(id))
    var generator = EventGenerator(seed: 64)
    for number in 0..<1500 {
      var event = generator.event()
      guard event.outside.isIPv4 else { continue }
      event.inside = IPAddress(high: 0x2001_0db8 << 32, low: UInt64(number))
      if event.proto == .icmp { event.proto = .icmpv6 }
      var output = TextOutput()
      guard dialect.write(event, texts: generator.texts, to: &output),
        let carried = dialect.fields(writing: event)
      else { continue }
      let line = String(decoding: output.bytes.dropLast(), as: UTF8.self)
      let result = parse(dialect, Array(output.bytes.dropLast()))
      let context: Comment = "\(id) event \(number) of seed 64: \(line)"
      #expect(result.events.count == 1, context)
      compare(event, result, carried, dialect, generator.texts, context)
    }
  }

  private func compare(
    _ event: Event, _ result: LineResult, _ carried: EventFields, _ dialect: any LogDialect,
    _ texts: TextTable, _ context: Comment
  ) {
    let read = result.event
    #expect(read.kind == event.kind, context)
    #expect(read.fields == carried, context)
    if carried.contains(.time) {
      #expect(read.time == event.time.floored(to: Int64(dialect.writtenResolution)), context)
    }
    if carried.contains(.start) {
      let late = read.start.since(event.start.floored(to: Int64(dialect.writtenResolution)))
      #expect(abs(late) < 1_000_000_000, context)
      #expect(read.start <= read.time, context)
    }
    if carried.contains(.inside) { #expect(read.inside == event.inside, context) }
    if carried.contains(.insidePort) { #expect(read.insidePort == event.insidePort, context) }
    if carried.contains(.outside) { #expect(read.outside == event.outside, context) }
    if carried.contains(.outsidePort) { #expect(read.outsidePort == event.outsidePort, context) }
    if carried.contains(.outsidePortLast) {
      #expect(read.outsidePortLast == event.outsidePortLast, context)
    }
    if carried.contains(.destination) { #expect(read.destination == event.destination, context) }
    if carried.contains(.destinationPort) {
      #expect(read.destinationPort == event.destinationPort, context)
    }
    if carried.contains(.proto), event.fields.contains(.proto) {
      #expect(read.proto == event.proto, context)
    }
    if carried.contains(.session) { #expect(read.session == event.session, context) }
    if carried.contains(.bytes) { #expect(read.bytes == event.bytes, context) }
    if carried.contains(.packets) { #expect(read.packets == event.packets, context) }
    if carried.contains(.subscriber) {
      #expect(result.texts.string(read.subscriber) == texts.string(event.subscriber), context)
    }
    if carried.contains(.host) {
      #expect(result.texts.string(read.host) == texts.string(event.host), context)
    }
    if read.exporter != .none {
      #expect(result.texts.string(read.exporter) == texts.string(event.exporter), context)
    }
  }
}
