import NATModel
import Testing

@testable import LogFormats

/// Records of NAT events, by the documents and ways of vendors that they follow.
struct NATEventTests {
  private typealias Build = ExportBuilder

  /// The events of records under one template.
  private func events(
    _ fields: [(Int, Int)], _ records: [[UInt8]], numbering: NATEventNumbering? = nil
  ) -> ExportRun {
    var options = FlowExportOptions()
    options.numbering = numbering
    return ExportRun([Build.message(fields, records)], options: options)
  }

  private func notices(_ run: ExportRun) -> [String: UInt64] {
    Dictionary(
      uniqueKeysWithValues: (run.exporters.first?.counts.notices ?? [:]).map { ($0.name, $1) })
  }

  @Test func sessionsOfRFC8158() throws {
    let run = events(Build.sessionFields, [Build.session(4), Build.session(5)])
    #expect(run.events.map(\.kind) == [.sessionOpen, .sessionClose])
    let event = try #require(run.events.first)
    #expect(event.inside == IPAddress("100.64.0.7") && event.insidePort == 40000)
    #expect(event.outside == IPAddress("203.0.113.5") && event.outsidePort == 5000)
    #expect(event.destination == IPAddress("198.51.100.80") && event.destinationPort == 443)
    #expect(event.proto == .tcp && event.resolution == 1_000_000)
    #expect(event.time == Timestamp(seconds: Int64(Build.now)))
    #expect(!event.fields.contains(.binding))
    #expect(run.exporters.first?.numbering == .registry)
    #expect(run.exporters.first?.numberingVotes == [2, 0, 0])
  }

  @Test func bindingsHaveNoDestination() throws {
    let fields = [(323, 8), (230, 1), (8, 4), (225, 4), (4, 1), (7, 2), (227, 2), (234, 4)]
    let record =
      Build.nowMilliseconds + [8] + Build.address("100.64.0.9") + Build.address("203.0.113.9")
      + [17] + Build.uint16(1111) + Build.uint16(2222) + Build.uint32(7)
    let run = events(fields, [record])
    let event = try #require(run.events.first)
    #expect(event.fields.contains(.binding) && !event.fields.contains(.destination))
    #expect(run.texts.string(event.realm) == "vrf 7")
  }

  @Test func nat64() throws {
    let fields = [
      (323, 8), (230, 1), (27, 16), (225, 4), (4, 1), (7, 2), (227, 2), (28, 16), (226, 4),
      (11, 2), (228, 2),
    ]
    let record =
      Build.nowMilliseconds + [6] + Build.address("2001:db8::7") + Build.address("203.0.113.9")
      + [6] + Build.uint16(1111) + Build.uint16(2222) + Build.address("64:ff9b::c633:6450")
      + Build.address("198.51.100.80") + Build.uint16(443) + Build.uint16(443)
    let event = try #require(events(fields, [record]).events.first)
    #expect(event.kind == .sessionOpen && event.inside == IPAddress("2001:db8::7"))
    #expect(event.outside == IPAddress("203.0.113.9"))
    // The server's own address counts, not the one that stands for it inside.
    #expect(event.destination == IPAddress("198.51.100.80") && event.destinationPort == 443)
  }

  @Test func dsLiteSubscribersDifferByTheirSoftwire() throws {
    let fields = [(323, 8), (230, 1), (27, 16), (8, 4), (225, 4), (4, 1), (7, 2), (227, 2)]
    let record =
      Build.nowMilliseconds + [4] + Build.address("2001:db8::b4") + Build.address("192.168.1.2")
      + Build.address("203.0.113.9") + [6] + Build.uint16(1111) + Build.uint16(2222)
    let run = events(fields, [record])
    let event = try #require(run.events.first)
    #expect(event.inside == IPAddress("192.168.1.2"))
    #expect(run.texts.string(event.realm) == "2001:db8::b4")
  }

  // MARK: - Numberings

  @Test(arguments: [(1, true), (2, false), (4, true), (5, false), (6, true), (7, false)])
  func createAndDeleteAgreeInBothNumberings(number: Int, isOpen: Bool) {
    for numbering in NATEventNumbering.allCases {
      let run = events(Build.sessionFields, [Build.session(number)], numbering: numbering)
      #expect(run.events.map(\.kind) == [isOpen ? .sessionOpen : .sessionClose])
    }
  }

  @Test func numbersThatClashFollowTheNumbering() {
    let registry = events(
      Build.sessionFields, [10, 11, 12, 13].map { Build.session($0) }, numbering: .registry)
    #expect(registry.events.map(\.kind) == [.sessionOpen, .sessionClose])
    #expect(notices(registry) == ["ports exhausted": 1, "quota exceeded: 0": 1])
    let draft = events(
      Build.sessionFields, [10, 11, 12, 13].map { Build.session($0) }, numbering: .draft02)
    #expect(draft.events.isEmpty)
    #expect(
      notices(draft) == [
        "ports exhausted": 1, "quota exceeded: 0": 1, "address binding created": 1,
        "address binding deleted": 1,
      ])
  }

  /// A block of ports under 14 speaks for the draft; from then on 10 is exhaustion.
  @Test func numberingIsToldFromRecords() {
    let block = [(323, 8), (230, 1), (8, 4), (225, 4), (361, 2), (362, 2)]
    let record = { (number: UInt8) in
      Build.nowMilliseconds + [number] + Build.address("100.64.0.9")
        + Build.address("203.0.113.9") + Build.uint16(1024) + Build.uint16(2047)
    }
    let run = ExportRun([
      Build.ipfix([
        Build.set(2, Build.template(256, block) + Build.template(257, Build.sessionFields)),
        Build.set(256, record(14) + record(15)), Build.set(257, Build.session(10)),
      ])
    ])
    #expect(run.events.map(\.kind) == [.blockAllocate, .blockRelease])
    #expect(run.exporters.first?.numbering == .draft02)
    #expect(notices(run) == ["ports exhausted": 1])
  }

  @Test func numbersWithoutMeaningAreShown() {
    let run = events(Build.sessionFields, [0, 99, 255].map { Build.session($0) })
    #expect(run.events.isEmpty && run.rejects.total == 0)
    #expect(run.histogram(\.natEvents) == ["0": 1, "99": 1, "255": 1])
    #expect(notices(run).count == 3)
  }

  // MARK: - Port blocks

  /// Start, step and number without an end, as Cisco's templates have it.
  @Test func blockByStartStepAndNumber() throws {
    let fields = [(8, 4), (225, 4), (234, 4), (230, 1), (323, 8), (361, 2), (363, 2), (364, 2)]
    let record = { (event: UInt8, step: Int, count: Int) in
      Build.address("10.1.2.3") + Build.address("203.0.113.9") + Build.uint32(0) + [event]
        + Build.nowMilliseconds + Build.uint16(4096) + Build.uint16(step) + Build.uint16(count)
    }
    let run = events(fields, [record(1, 1, 512), record(2, 0, 512)])
    #expect(run.events.map(\.kind) == [.blockAllocate, .blockRelease])
    #expect(run.events.map(\.outsidePort) == [4096, 4096])
    #expect(run.events.map(\.outsidePortLast) == [4607, 4607])
    // Scattered ports are blocks of one port each.
    let scattered = events(fields, [record(1, 8, 4)])
    #expect(scattered.events.map(\.outsidePort) == [4096, 4104, 4112, 4120])
    #expect(scattered.events.allSatisfy { $0.outsidePort == $0.outsidePortLast })
    let impossible = events(fields, [record(1, 8, 60000), record(1, 1, 0)])
    #expect(impossible.events.isEmpty && impossible.rejects.total == 2)
  }

  @Test func rangesThatCannotBe() {
    let fields = [(323, 8), (230, 1), (8, 4), (225, 4), (361, 2), (362, 2)]
    let record = { (first: Int, last: Int) in
      Build.nowMilliseconds + [16] + Build.address("100.64.0.9") + Build.address("203.0.113.9")
        + Build.uint16(first) + Build.uint16(last)
    }
    let run = events(fields, [record(2000, 1000), record(1024, 1024), record(1024, 65535)])
    #expect(run.events.map(\.outsidePortLast) == [1024, 65535])
    #expect(run.rejects.counts == [.portOutOfRange: 1])
  }

  /// A scattered block may not make more ports than a message is allowed.
  @Test func scatteredPortsAreBounded() {
    let fields = [(230, 1), (8, 4), (225, 4), (361, 2), (363, 2), (364, 2)]
    let record =
      [1] + Build.address("10.1.2.3") + Build.address("203.0.113.9") + Build.uint16(0)
      + Build.uint16(2) + Build.uint16(32000)
    let run = events(fields, [[UInt8]](repeating: record, count: 100))
    #expect(run.events.isEmpty && run.rejects.counts == [.malformedRecord: 100])
  }

  // MARK: - Beside events

  @Test func exhaustionQuotasAndThresholds() {
    let run = ExportRun([
      Build.ipfix([
        Build.set(
          2,
          Build.template(256, [(323, 8), (230, 1), (283, 4)])
            + Build.template(257, [(323, 8), (230, 1), (225, 4), (4, 1)])
            + Build.template(258, [(323, 8), (230, 1), (466, 4), (473, 4), (8, 4)])
            + Build.template(259, [(323, 8), (230, 1), (467, 4), (476, 4), (283, 4)])
            + Build.template(260, [(323, 8), (230, 1), (8, 4), (225, 4)])),
        Build.set(256, Build.nowMilliseconds + [3] + Build.uint32(1)),
        Build.set(257, Build.nowMilliseconds + [12] + Build.address("203.0.113.1") + [6]),
        Build.set(
          258,
          Build.nowMilliseconds + [13] + Build.uint32(3) + Build.uint32(100)
            + Build.address("100.64.0.1")
            // Older VPP sends the value in its own byte order.
            + Build.nowMilliseconds + [13] + Build.uint32(0x0300_0000) + Build.uint32(100)
            + Build.address("100.64.0.1")),
        Build.set(
          259,
          Build.nowMilliseconds + [18] + Build.uint32(1) + Build.uint32(90)
            + Build.uint32(1)),
        Build.set(
          260,
          Build.nowMilliseconds + [14] + Build.address("100.64.0.1")
            + Build.address("203.0.113.1")),
      ])
    ])
    #expect(run.events.isEmpty && run.rejects.total == 0 && run.records == 6)
    #expect(
      notices(run) == [
        "addresses exhausted": 1, "ports exhausted": 1, "quota exceeded: entries per user": 2,
        "threshold: address pool high": 1, "address binding created": 1,
      ])
  }

  // MARK: - Flows with translation

  /// A flow record with an address after translation is a whole session.
  @Test func translatedFlowsAreSessions() throws {
    let fields = [
      (8, 4), (12, 4), (7, 2), (11, 2), (4, 1), (152, 8), (153, 8), (225, 4), (226, 4), (227, 2),
      (228, 2), (1, 4), (2, 4),
    ]
    let record = { (post: String, postDestination: String) in
      Build.address("192.168.1.5") + Build.address("198.51.100.80") + Build.uint16(1000)
        + Build.uint16(443) + [6] + Build.nowMilliseconds + Build.nowMilliseconds
        + Build.address(post) + Build.address(postDestination) + Build.uint16(2000)
        + Build.uint16(443) + Build.uint32(77) + Build.uint32(3)
    }
    let run = events(
      fields, [record("203.0.113.5", "198.51.100.80"), record("0.0.0.0", "0.0.0.0")])
    #expect(run.events.map(\.kind) == [.session, .flow])
    #expect(run.events[0].outside == IPAddress("203.0.113.5"))
    #expect(run.events[0].outsidePort == 2000 && run.events[0].bytes == 77)
    #expect(!run.events[1].fields.contains(.outside))
  }

  /// ASA, inbound to a static translation: the host behind it is inside.
  @Test func inboundConnectionsOfASA() throws {
    let fields = [
      (148, 4), (8, 4), (7, 2), (12, 4), (11, 2), (4, 1), (40001, 4), (40002, 4), (40003, 2),
      (40004, 2), (40005, 1), (323, 8),
    ]
    let record = { (event: UInt8) in
      Build.uint32(9) + Build.address("198.51.100.7") + Build.uint16(5555)
        + Build.address("203.0.113.5") + Build.uint16(80) + [6] + Build.address("198.51.100.7")
        + Build.address("10.0.0.5") + Build.uint16(5555) + Build.uint16(8080) + [event]
        + Build.nowMilliseconds
    }
    let run = ExportRun([
      Build.netflow9([
        Build.set(0, Build.template(260, fields)),
        Build.set(260, record(1) + record(2) + record(3) + record(5)),
      ])
    ])
    #expect(run.events.map(\.kind) == [.sessionOpen, .sessionClose])
    let event = try #require(run.events.first)
    #expect(event.inside == IPAddress("10.0.0.5") && event.insidePort == 8080)
    #expect(event.outside == IPAddress("203.0.113.5") && event.outsidePort == 80)
    #expect(event.destination == IPAddress("198.51.100.7") && event.destinationPort == 5555)
    #expect(event.session == 9)
    #expect(notices(run) == ["denied": 1, "updated": 1])
  }
}
