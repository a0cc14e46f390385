import NATModel
import Testing

@testable import LogFormats

/// How templates come, change and go, and what happens to records meanwhile.
struct TemplateTests {
  private typealias Build = ExportBuilder

  private let template = Build.set(2, Build.template(256, Build.sessionFields))
  private let data = Build.set(256, Build.session(4))

  @Test func templatesBelongToOneDomain() {
    let run = ExportRun([
      Build.ipfix([template], domain: 1), Build.ipfix([data], domain: 1),
      Build.ipfix([data], domain: 2),
    ])
    #expect(run.events.count == 1)
    #expect(run.rejects.counts == [.missingTemplate: 1])
    #expect(run.exporters.map(\.domain) == [1, 2])
    #expect(run.exporters.map(\.counts.withoutTemplate) == [0, 1])
    #expect(run.texts.string(run.events[0].exporter) == "domain 1")
  }

  @Test func dataBeforeItsTemplateIsHeld() {
    let run = ExportRun([
      Build.ipfix([data], time: Build.now), Build.ipfix([template, data], sequence: 1),
    ])
    #expect(run.events.count == 2 && run.rejects.total == 0)
    #expect(run.exporters[0].counts.heldAndRead == 1)
    // The records of the first message could not be counted when it came.
    #expect(run.exporters[0].sequence.lost == 0 && run.exporters[0].sequence.unknownGaps == 1)
  }

  @Test func heldDataIsBounded() {
    var options = FlowExportOptions()
    options.maximumHeldBytes = 100
    let run = ExportRun(
      [[UInt8]](repeating: Build.ipfix([data]), count: 50) + [Build.ipfix([template])],
      options: options)
    #expect(run.events.count == 100 / (data.count - 4))
    #expect(run.rejects.counts[.missingTemplate] == 50 - run.events.count)
    #expect(run.rejects.examples.count == 3)
  }

  @Test func changedTemplateReadsNewRecords() {
    let other = [(8, 4), (12, 4), (4, 1)]
    let record = Build.address("192.0.2.1") + Build.address("192.0.2.2") + [17]
    let run = ExportRun([
      Build.ipfix([template, data]), Build.ipfix([template]),
      Build.ipfix([Build.set(2, Build.template(256, other)), Build.set(256, record)]),
    ])
    #expect(run.events.map(\.kind) == [.sessionOpen, .flow])
    #expect(run.exporters[0].counts.templateChanges == 1)
    #expect(run.exporters[0].counts.templateDeclarations == 3)
    // Fields of the template that is gone are still counted.
    #expect(run.exporters[0].elements.first { $0.id.number == 225 }?.counts.present == 1)
    #expect(run.exporters[0].elements.first { $0.id.number == 8 }?.counts.present == 2)
  }

  @Test func withdrawal() {
    let withdrawn = Build.set(2, Build.template(256, []))
    for peer in [ExportPeer.file, Build.tcp] {
      let run = ExportRun(
        [Build.ipfix([template, data]), Build.ipfix([withdrawn, data])], from: peer)
      #expect(run.events.count == 1 && run.rejects.counts == [.missingTemplate: 1])
      #expect(run.exporters[0].counts.templateWithdrawals == 1)
    }
    // Over UDP there is no withdrawal (RFC 7011 section 8.4).
    let run = ExportRun(
      [Build.ipfix([template, data]), Build.ipfix([withdrawn, data])], from: Build.udp)
    #expect(run.events.count == 2 && run.rejects.counts == [.malformedRecord: 1])
  }

  @Test func withdrawalOfAll() {
    let all = Build.set(2, Build.template(2, []))
    let run = ExportRun([Build.ipfix([template, data]), Build.ipfix([all]), Build.ipfix([data])])
    #expect(run.events.count == 1 && run.exporters[0].counts.templateWithdrawals == 1)
  }

  @Test func templatesRunOutOverUDP() {
    let later = Build.now + 7201
    let messages = [Build.ipfix([template, data]), Build.ipfix([data], time: later)]
    let run = ExportRun(messages, from: Build.udp)
    #expect(run.events.count == 1 && run.exporters[0].counts.templateTimeouts == 1)
    #expect(ExportRun(messages).events.count == 2)
    // A repetition keeps it alive.
    let kept = ExportRun(
      [
        Build.ipfix([template, data]), Build.ipfix([template], time: Build.now + 5000),
        Build.ipfix([data], time: later),
      ], from: Build.udp)
    #expect(kept.events.count == 2)
  }

  @Test func recordsWithoutOctetsAreRejected() {
    let run = ExportRun([
      Build.ipfix([
        Build.set(2, Build.template(256, [(8, 0), (12, 0)])),
        Build.set(256, [UInt8](repeating: 0, count: 1000)), template,
        Build.set(256, Build.session(4)),
      ])
    ])
    #expect(run.rejects.counts == [.malformedRecord: 1] && run.events.count == 1)
  }

  @Test func templateBombsAreBounded() {
    var options = FlowExportOptions()
    options.maximumTemplates = 64
    options.maximumFields = 4096
    let fields = [(Int, Int)](repeating: (8, 4), count: 300)
    var messages: [[UInt8]] = []
    for index in 0..<500 {
      messages.append(
        Build.ipfix([Build.set(2, Build.template(256 + index, fields))], time: Build.now))
    }
    let run = ExportRun(messages, options: options)
    #expect(run.exporters[0].templates == 4096 / 300)
    #expect(run.exporters[0].counts.templateEvictions == UInt64(500 - 4096 / 300))
  }

  @Test func exportersAreBounded() {
    var options = FlowExportOptions()
    options.maximumExporters = 10
    let messages = (0..<100).map { Build.ipfix([template, data], domain: UInt32($0)) }
    let run = ExportRun(messages, options: options)
    #expect(run.events.count == 100 && run.rejects.counts == [.evicted: 90])
  }

  // MARK: - Lengths

  @Test func numbersInFewerOctets() throws {
    let fields = [(8, 4), (12, 4), (7, 1), (11, 2), (1, 3), (2, 5), (148, 7)]
    let record =
      Build.address("192.0.2.1") + Build.address("192.0.2.2") + [200] + Build.uint16(443)
      + [1, 0, 0] + [0, 0, 0, 1, 2] + [0, 0, 0, 0, 0, 3, 4]
    let event = try #require(ExportRun([Build.message(fields, [record])]).events.first)
    #expect(event.insidePort == 200 && event.bytes == 65536 && event.packets == 258)
    #expect(event.session == 772)
  }

  @Test func fieldsOfVariableLength() {
    let fields = [(371, 65535), (8, 4), (12, 4), (284, 65535), (4, 1)]
    let start = Build.address("192.0.2.1") + Build.address("192.0.2.2")
    let short = [3] + Array("ann".utf8) + start + [0] + [6]
    let long = [255] + Build.uint16(3) + Array("bob".utf8) + start + [255, 0, 2, 1, 1] + [17]
    let run = ExportRun([Build.message(fields, [short, long])])
    #expect(run.events.map(\.proto) == [.tcp, .udp])
    #expect(run.events.map { run.texts.string($0.subscriber) } == ["ann", "bob"])
    // A length past the end of the set ends it, with what came before kept.
    let cut = ExportRun([Build.message(fields, [short, [200] + Array("bob".utf8) + start])])
    #expect(cut.events.count == 1 && cut.rejects.counts == [.truncatedRecord: 1])
  }

  @Test func structuredDataIsPassedOver() {
    let fields = [(293, 65535), (8, 4), (12, 4)]
    let record =
      [5, 1, 2, 3, 4, 5] + Build.address("192.0.2.1") + Build.address("192.0.2.2")
    #expect(ExportRun([Build.message(fields, [record])]).events.count == 1)
  }

  /// Fifty octets for an IPv4 address have broken collectors.
  @Test func lengthsThatATypeCannotHave() {
    let fields = [(8, 50), (12, 4), (225, 3), (7, 9), (4, 1)]
    let record = [UInt8](repeating: 1, count: 50 + 4 + 3 + 9 + 1)
    let run = ExportRun([Build.message(fields, [record])])
    #expect(run.exporters[0].oddFields == 3 && run.records == 1 && run.events.isEmpty)
  }

  @Test func privateElementsArePassedOver() {
    let specifier = Build.uint16(0x8000 | 8) + Build.uint16(4) + Build.uint32(99)
    let body =
      Build.uint16(256) + Build.uint16(3) + specifier + Build.uint16(8) + Build.uint16(4)
      + Build.uint16(12) + Build.uint16(4)
    let record = [9, 9, 9, 9] + Build.address("192.0.2.1") + Build.address("192.0.2.2")
    let run = ExportRun([Build.ipfix([Build.set(2, body), Build.set(256, record)])])
    #expect(run.events.first?.inside == IPAddress("192.0.2.1"))
    #expect(run.exporters[0].elements.map(\.name).contains("element 99/8"))
  }

  // MARK: - Options

  @Test func optionsNameVRFsAndTellSampling() {
    let vrf = Build.set(3, Build.optionsTemplate(300, scopes: 1, [(234, 4), (236, 32)]))
    let name = Array("blue".utf8) + [UInt8](repeating: 0, count: 28)
    let sampling = Build.set(
      3, Build.optionsTemplate(301, scopes: 1, [(302, 4), (305, 4), (306, 4)]))
    let fields = [(323, 8), (230, 1), (8, 4), (225, 4), (7, 2), (227, 2), (234, 4)]
    let record =
      Build.nowMilliseconds + [4] + Build.address("10.0.0.1") + Build.address("203.0.113.1")
      + Build.uint16(1) + Build.uint16(2) + Build.uint32(5)
    let run = ExportRun([
      Build.ipfix([
        vrf, sampling, Build.set(300, Build.uint32(5) + name),
        Build.set(301, Build.uint32(1) + Build.uint32(1) + Build.uint32(999)),
        Build.set(2, Build.template(256, fields)), Build.set(256, record),
      ])
    ])
    #expect(run.texts.string(run.events[0].realm) == "blue")
    #expect(run.exporters[0].counts.samplingInterval == 1000)
    #expect(run.exporters[0].counts.optionsRecords == 2 && run.records == 3)
  }

  /// IPFIX has no uptime; the exporter's start in an options record gives one.
  @Test func uptimesNeedTheExportersStart() throws {
    let fields = [(8, 4), (12, 4), (22, 4), (21, 4)]
    let record =
      Build.address("192.0.2.1") + Build.address("192.0.2.2") + Build.uint32(5000)
      + Build.uint32(9000)
    let start = UInt64(Build.now - 3600) * 1000
    let data = [Build.set(2, Build.template(256, fields)), Build.set(256, record)]
    let known = ExportRun([
      Build.ipfix(
        [
          Build.set(3, Build.optionsTemplate(300, scopes: 1, [(144, 4), (160, 8)])),
          Build.set(300, Build.uint32(1) + Build.uint64(start)),
        ] + data)
    ])
    let event = try #require(known.events.first)
    #expect(event.time == Timestamp(seconds: Int64(Build.now) - 3591))
    #expect(event.time.since(event.start) == 4_000_000_000)
    let unknown = ExportRun([Build.ipfix(data)])
    #expect(unknown.events.first?.time == Timestamp(seconds: Int64(Build.now)))
    #expect(unknown.exporters[0].counts.timesOfExport == 1)
  }
}
