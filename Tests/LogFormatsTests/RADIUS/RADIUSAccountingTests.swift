import NATModel
import Testing

@testable import LogFormats

/// RADIUS accounting packets: assignments, blocks, what is sent twice and what is lost.
struct RADIUSAccountingTests {
  /// Builds Accounting-Requests.
  private struct Request {
    var identifier: UInt8 = 1
    var authenticator: UInt8 = 0
    var attributes: [UInt8] = []

    static func attribute(_ type: UInt8, _ value: [UInt8]) -> [UInt8] {
      [type, UInt8(value.count + 2)] + value
    }

    init(
      _ status: UInt32, user: String? = "ann", address: String? = "100.64.0.7",
      session: String = "s1", seconds: UInt32? = nil, delay: UInt32? = nil, event: UInt32? = nil,
      more: [UInt8] = []
    ) {
      attributes += Self.attribute(40, ExportBuilder.uint32(status))
      if let user { attributes += Self.attribute(1, Array(user.utf8)) }
      if let address { attributes += Self.attribute(8, ExportBuilder.address(address)) }
      attributes += Self.attribute(4, ExportBuilder.address("192.0.2.1"))
      attributes += Self.attribute(44, Array(session.utf8))
      if let seconds { attributes += Self.attribute(46, ExportBuilder.uint32(seconds)) }
      if let delay { attributes += Self.attribute(41, ExportBuilder.uint32(delay)) }
      if let event { attributes += Self.attribute(55, ExportBuilder.uint32(event)) }
      attributes += more
    }

    func packet(code: UInt8 = 4, length: Int? = nil) -> [UInt8] {
      [code, identifier] + ExportBuilder.uint16(length ?? 20 + attributes.count)
        + [UInt8](repeating: authenticator, count: 16) + attributes
    }
  }

  /// What some packets give; each has an identifier of its own unless it was given one.
  private struct Run {
    var events: [Event]
    var statistics: RADIUSStatistics
    var reasons: [RejectReason]
    var texts: TextTable

    init(_ packets: [[UInt8]], times: [Int64]? = nil, keepsIdentifiers: Bool = false) {
      let accounting = RADIUSAccounting(file: 0)
      var texts = TextTable()
      var reasons: [RejectReason] = []
      for (index, packet) in packets.enumerated() {
        var packet = packet
        if !keepsIdentifiers, packet.count > 4 { packet[4] = UInt8(index & 255) }
        let seconds = times?[index] ?? Int64(ExportBuilder.now) + Int64(index) * 100
        let arrival = RADIUSAccounting.Arrival(
          packet: UInt64(index + 1), time: Timestamp(nanoseconds: seconds * 1_000_000_000),
          resolution: 1000, source: IPAddress(ipv4: 0xc000_0201), port: 40000)
        if let reason = accounting.decode(packet.span, arrival, texts: &texts) {
          reasons.append(reason)
        }
      }
      accounting.finish()
      events = accounting.events
      statistics = accounting.statistics
      self.reasons = reasons
      self.texts = texts
    }
  }

  @Test func startAndStop() throws {
    let run = Run([Request(1).packet(), Request(2, seconds: 100).packet()])
    #expect(run.events.map(\.kind) == [.assignmentStart, .assignmentStop])
    #expect(run.events.allSatisfy { $0.inside == IPAddress("100.64.0.7") })
    #expect(run.texts.string(run.events[0].subscriber) == "ann")
    #expect(run.texts.string(run.events[0].exporter) == "192.0.2.1")
    #expect(run.events[1].time.since(run.events[1].start) == 100_000_000_000)
    #expect(run.statistics.starts == 1 && run.statistics.stops == 1)
    #expect(run.statistics.openAtEnd == 0)
  }

  @Test func timeIsTheEventsOwn() throws {
    let run = Run([
      Request(1, event: ExportBuilder.now - 50).packet(),
      Request(1, address: "100.64.0.8", session: "s2", delay: 30).packet(),
    ])
    #expect(run.events[0].time == Timestamp(seconds: Int64(ExportBuilder.now) - 50))
    #expect(run.events[1].time == Timestamp(seconds: Int64(ExportBuilder.now) + 70))
    #expect(run.events[1].resolution == 1_000_000_000)
  }

  /// The same packet again, and the same record with a longer delay and so a new authenticator.
  @Test func retransmissionsGiveNothing() {
    let now = Int64(ExportBuilder.now)
    let first = Request(1)
    var delayed = Request(1, delay: 5)
    delayed.authenticator = 9
    let run = Run(
      [first.packet(), first.packet(), delayed.packet()], times: [now, now + 2, now + 5],
      keepsIdentifiers: true)
    #expect(run.events.count == 1 && run.statistics.retransmissions == 2)
    #expect(run.statistics.codes == [4: 3])
  }

  @Test func interimUpdatesGoOn() {
    let run = Run([
      Request(1).packet(), Request(3, seconds: 100).packet(), Request(3, seconds: 200).packet(),
    ])
    #expect(run.events.map(\.kind) == [.assignmentStart])
    #expect(run.statistics.interims == 2 && run.statistics.openAtEnd == 1)
  }

  @Test func lostStart() throws {
    let run = Run([Request(3, seconds: 600).packet()])
    let event = try #require(run.events.first)
    #expect(event.kind == .assignmentStart)
    #expect(event.time.since(event.start) == 600_000_000_000)
    #expect(run.statistics.lostStarts == 1)
  }

  @Test func lostStop() {
    let run = Run([
      Request(1).packet(), Request(1, user: "bob", session: "s2").packet(),
    ])
    #expect(run.events.map(\.kind) == [.assignmentStart, .assignmentStart])
    #expect(run.statistics.lostStops == 1 && run.statistics.openAtEnd == 1)
  }

  @Test func stopMayLeaveOutTheAddress() throws {
    let run = Run([Request(1).packet(), Request(2, user: nil, address: nil).packet()])
    #expect(run.events.map(\.kind) == [.assignmentStart, .assignmentStop])
    #expect(run.events[1].inside == IPAddress("100.64.0.7"))
    #expect(run.texts.string(run.events[1].subscriber) == "ann")
  }

  @Test func restartOfTheDeviceEndsItsSessions() {
    let run = Run([
      Request(1).packet(),
      Request(1, user: "bob", address: "100.64.0.8", session: "s2").packet(),
      Request(7, user: nil, address: nil, session: "").packet(),
      Request(2).packet(),
    ])
    #expect(run.statistics.endedByDevice == 2 && run.statistics.openAtEnd == 0)
    #expect(
      run.events.prefix(4).map(\.kind) == [
        .assignmentStart, .assignmentStart, .assignmentStop, .assignmentStop,
      ])
    #expect(
      run.events.prefix(4).map { run.texts.string($0.subscriber) } == ["ann", "bob", "ann", "bob"])
  }

  @Test(arguments: ["255.255.255.255", "255.255.255.254", "0.0.0.0"])
  func addressesThatAskForOne(text: String) {
    #expect(Run([Request(1, address: text).packet()]).events.isEmpty)
  }

  // MARK: - Blocks

  private func portRange(_ parts: [[UInt8]]) -> [UInt8] {
    let body: [UInt8] = [6] + parts.flatMap { $0 }
    return Request.attribute(241, body)
  }

  /// IP-Port-Range of RFC 8045, and what IP-Port-Alloc says of it.
  @Test(arguments: [(1, EventKind.blockAllocate), (2, .blockRelease)] as [(UInt32, EventKind)])
  func portRangesOfRFC8045(alloc: UInt32, kind: EventKind) throws {
    let range = portRange([
      Request.attribute(1, ExportBuilder.uint32(1)),
      Request.attribute(3, ExportBuilder.address("203.0.113.5")),
      Request.attribute(4, ExportBuilder.address("100.64.0.7")),
      Request.attribute(8, ExportBuilder.uint32(alloc)),
      Request.attribute(9, ExportBuilder.uint32(2048)),
      Request.attribute(10, ExportBuilder.uint32(4095)),
    ])
    let run = Run([Request(3, address: nil, more: range).packet()])
    let event = try #require(run.events.first)
    #expect(event.kind == kind && event.inside == IPAddress("100.64.0.7"))
    #expect(event.outside == IPAddress("203.0.113.5"))
    #expect(event.outsidePort == 2048 && event.outsidePortLast == 4095)
    #expect(run.texts.string(event.subscriber) == "ann")
  }

  /// Vectors that FreeRADIUS tests its own encoder with: 241.6 and 241.5 without a range.
  @Test func attributesWithoutARangeAreNoBlock() {
    let vectors: [[UInt8]] = [
      [0xf1, 0x09, 0x05, 0x01, 0x06, 0, 0, 0, 1],
      [0xf1, 0x0f, 0x06, 0x01, 0x06, 0, 0, 0, 1, 0x02, 0x06, 0, 0, 0, 2],
    ]
    for vector in vectors {
      let run = Run([Request(1, more: vector).packet()])
      #expect(run.events.map(\.kind) == [.assignmentStart] && run.reasons.isEmpty)
    }
  }

  private func vendor(_ enterprise: UInt32, _ attributes: [UInt8]) -> [UInt8] {
    Request.attribute(26, ExportBuilder.uint32(enterprise) + attributes)
  }

  @Test func portRangesOfVendors() {
    let huawei = vendor(
      2011,
      Request.attribute(161, Array("203.0.113.5".utf8)) + Request.attribute(162, Array("2048".utf8))
        + Request.attribute(163, Array("4095".utf8)))
    let netElastic = vendor(
      54268,
      Request.attribute(161, ExportBuilder.address("203.0.113.5"))
        + Request.attribute(162, ExportBuilder.uint32(2048))
        + Request.attribute(163, ExportBuilder.uint32(4095)))
    let nokia = vendor(
      6527, Request.attribute(121, Array("203.0.113.5 2048-4095 router base".utf8)))
    for range in [huawei, netElastic, nokia] {
      let run = Run([
        Request(1, more: range).packet(), Request(3, seconds: 9, more: range).packet(),
        Request(2, seconds: 99, more: range).packet(),
      ])
      let blocks = run.events.filter { $0.has(.outsidePortLast) }
      #expect(blocks.map(\.kind) == [.blockAllocate, .blockInterim, .blockRelease])
      #expect(blocks.allSatisfy { $0.inside == IPAddress("100.64.0.7") })
      #expect(blocks.allSatisfy { $0.outside == IPAddress("203.0.113.5") })
      #expect(blocks.allSatisfy { $0.outsidePort == 2048 && $0.outsidePortLast == 4095 })
    }
  }

  @Test func rangesThatCannotBe() {
    let backwards = vendor(6527, Request.attribute(121, Array("203.0.113.5 4095-2048".utf8)))
    let text = vendor(6527, Request.attribute(121, Array("nothing".utf8)))
    let alone = vendor(2011, Request.attribute(162, Array("2048".utf8)))
    let reasons = [backwards, text, alone].map { Run([Request(1, more: $0).packet()]).reasons }
    #expect(reasons == [[.portOutOfRange], [.malformedRecord], [.missingField]])
  }

  // MARK: - Hostile

  @Test func lengthsThatCannotBe() {
    #expect(Run([Request(1).packet(length: 19)]).reasons == [.malformedRecord])
    #expect(Run([Request(1).packet(length: 4097)]).reasons == [.malformedRecord])
    #expect(Run([Request(1).packet(length: 4000)]).reasons == [.truncatedRecord])
    #expect(Run([Request(1, more: [1, 1]).packet()]).reasons == [.malformedRecord])
    #expect(Run([Request(1, more: [1, 0]).packet()]).reasons == [.malformedRecord])
    #expect(Run([Request(1, more: [241, 2]).packet()]).reasons == [.malformedRecord])
    // Octets behind the length are padding (RFC 2865 section 3).
    #expect(Run([Request(1).packet() + [0, 0, 0]]).events.count == 1)
  }

  @Test func everyPrefixAndEveryOctetChanged() {
    let range = portRange([
      Request.attribute(3, ExportBuilder.address("203.0.113.5")),
      Request.attribute(9, ExportBuilder.uint32(2048)),
      Request.attribute(10, ExportBuilder.uint32(4095)),
    ])
    let nokia = vendor(6527, Request.attribute(121, Array("203.0.113.5 2048-4095".utf8)))
    let packet = Request(3, seconds: 5, more: range + nokia).packet()
    #expect(Run([packet]).events.count == 3)
    for length in 0..<packet.count {
      let run = Run([Array(packet[..<length])])
      #expect(run.events.isEmpty && (run.reasons.count == 1))
    }
    for index in packet.indices {
      for value in [0, 1, 255, packet[index] ^ 1, packet[index] ^ 0x80] {
        var copy = packet
        copy[index] = value
        #expect(Run([copy], keepsIdentifiers: true).events.count <= 16)
      }
    }
  }
}
