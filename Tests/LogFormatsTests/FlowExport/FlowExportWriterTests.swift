import NATModel
import Testing

@testable import LogFormats

/// What is written is read back.
struct FlowExportWriterTests {
  /// Messages of some octets, cut where each says that it ends.
  static func messages(_ bytes: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var start = 0
    while start < bytes.count,
      case .octets(let length) = FlowExportFraming.extent(bytes.span, at: start, isEnd: true)
    {
      found.append(Array(bytes[start..<start + length]))
      start += length
    }
    return found
  }

  private func written(
    _ events: [Event], _ texts: TextTable, _ format: FlowExportWriter.Format
  ) -> (bytes: [UInt8], kept: [(event: Event, fields: EventFields)]) {
    var writer = FlowExportWriter(format)
    var output = TextOutput()
    var kept: [(Event, EventFields)] = []
    for event in events {
      let fields = writer.fields(writing: event)
      #expect(writer.write(event, texts: texts, to: &output) == (fields != nil))
      if let fields { kept.append((event, fields)) }
    }
    writer.finish(to: &output)
    return (output.bytes, kept)
  }

  @Test(arguments: FlowExportWriter.Format.allCases)
  func roundTrip(format: FlowExportWriter.Format) throws {
    var generator = EventGenerator(seed: 8158)
    let events = (0..<3000).map { _ in
      var event = generator.event()
      // A flow of a capture: no translation, and ports only where there are some.
      if event.kind == .flow {
        event.fields.subtract([.outside, .outsidePort])
        event.proto = .udp
        event.fields.formUnion([.insidePort, .destination, .destinationPort])
        event.destination = IPAddress(ipv4: 0xc612_0007)
        event.inside = IPAddress(ipv4: 0x6440_0007)
      }
      return event
    }
    let (bytes, kept) = written(events, generator.texts, format)
    let run = ExportRun(FlowExportWriterTests.messages(bytes))
    #expect(run.rejects.total == 0 && run.events.count == kept.count)
    #expect(run.exporters.count == 1 && run.exporters[0].sequence.lost == 0)
    #expect(Set(kept.map(\.event.kind)).count == 6)
    for (read, (event, fields)) in zip(run.events, kept) {
      let unit: Int64 = event.resolution >= 1_000_000_000 ? 1_000_000_000 : 1_000_000
      #expect(read.kind == event.kind)
      #expect(
        read.fields.subtracting([.destination, .destinationPort])
          == fields.subtracting([.destination, .destinationPort]))
      #expect(read.time == event.time.floored(to: unit))
      if fields.contains(.start) { #expect(read.start == event.start.floored(to: unit)) }
      #expect(read.inside == event.inside)
      if fields.contains(.insidePort) {
        #expect(read.insidePort == event.insidePort || !event.has(.insidePort))
      }
      if fields.contains(.outside) { #expect(read.outside == event.outside) }
      if fields.contains(.outsidePort) { #expect(read.outsidePort == event.outsidePort) }
      if fields.contains(.outsidePortLast) {
        #expect(read.outsidePortLast == event.outsidePortLast)
      }
      if fields.contains(.destination) { #expect(read.destination == event.destination) }
      if fields.contains(.destinationPort) {
        #expect(read.destinationPort == event.destinationPort)
      }
      if fields.contains(.proto) { #expect(read.proto == event.proto) }
      if fields.contains(.session) { #expect(read.session == event.session) }
      if fields.contains(.bytes) { #expect(read.bytes == event.bytes) }
      if fields.contains(.packets) { #expect(read.packets == event.packets) }
      if fields.contains(.subscriber) {
        #expect(run.texts.string(read.subscriber) == generator.texts.string(event.subscriber))
      }
    }
  }

  @Test(arguments: FlowExportWriter.Format.allCases)
  func messagesFitADatagramAndAreAlike(format: FlowExportWriter.Format) {
    var generator = EventGenerator(seed: 7011)
    let events = (0..<500).map { _ in generator.event() }
    let (bytes, _) = written(events, generator.texts, format)
    #expect(bytes == written(events, generator.texts, format).bytes)
    let messages = FlowExportWriterTests.messages(bytes)
    #expect(messages.allSatisfy { $0.count <= FlowExportWriter.messageLimit })
    #expect(messages.reduce(0) { $0 + $1.count } == bytes.count)
  }

  @Test func kindsWithoutARecord() {
    var writer = FlowExportWriter(.ipfix)
    var output = TextOutput()
    for kind in [EventKind.name, .request, .assignmentStart, .assignmentStop, .blockInterim] {
      var event = Event(kind)
      event.fields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
      #expect(!writer.write(event, texts: TextTable(), to: &output))
    }
    writer.finish(to: &output)
    #expect(output.bytes.isEmpty)
  }
}
