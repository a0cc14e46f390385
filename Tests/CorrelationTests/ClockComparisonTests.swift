import Correlation
import NATModel
import Testing

@Suite struct ClockComparisonTests {
  /// Sessions of many ports, each used several times, and requests of a server whose clock is off.
  private func world(
    offset: Int64, requests count: Int
  ) -> (sessions: SessionStore, requests: [Request]) {
    var random = SeededGenerator(seed: 12)
    let second: Int64 = 1_000_000_000
    let server = SmallWorld.servers[0]
    var sessions: [Session] = []
    var requests: [Request] = []
    for number in 0..<count {
      let port = UInt16(1024 + number)
      // The same port is used at other times, by others.
      for use in 0..<4 {
        let start = Int64(random.below(40_000)) * second + Int64(random.below(1_000_000_000))
        sessions.append(
          Session(
            span: TimeSpan(
              start: Timestamp(nanoseconds: start),
              end: Timestamp(nanoseconds: start + 5 * second)),
            subscriber: SubscriberID(rawValue: UInt32(use)), outside: SmallWorld.shared[0],
            outsidePort: port, destination: server, destinationPort: 443, proto: .tcp))
        guard use == 0 else { continue }
        let seen = start + offset + Int64(random.below(100_000_000))
        requests.append(
          Request(
            time: Timestamp(nanoseconds: seen), outside: SmallWorld.shared[0], outsidePort: port,
            proto: .tcp, destination: server))
      }
    }
    return (SessionStore(sessions), requests)
  }

  @Test(arguments: [0, 800_000_000, -47_000_000_000, 3_600_000_000_000, -43_200_000_000_000])
  func `the offset of a server's clock is found among the uses of its ports`(offset: Int) throws {
    let (sessions, requests) = world(offset: Int64(offset), requests: 60)
    let finding = try #require(
      ClockComparison.findings(requests, in: sessions).first)
    #expect(finding.server == SmallWorld.servers[0])
    #expect(finding.isPlain, "\(finding)")
    #expect(abs(finding.offset - Int64(offset)) < 110_000_000, "\(finding.offset)")
    #expect(finding.agreeing >= 57 && finding.compared == 60)
    #expect(finding.spread < 100_000_000)
  }

  @Test func `what agrees by chance only is not plain`() throws {
    var (sessions, requests) = world(offset: 0, requests: 60)
    var random = SeededGenerator(seed: 5)
    for index in requests.indices {
      requests[index].time = Timestamp(nanoseconds: Int64(random.below(40_000)) * 1_000_000_000)
    }
    let finding = try #require(ClockComparison.findings(requests, in: sessions).first)
    #expect(!finding.isPlain)
    sessions = SessionStore()
    #expect(ClockComparison.findings(requests, in: sessions).isEmpty)
  }

  @Test func `clocks of exporters are told apart by the servers that both saw`() throws {
    var log = Log()
    let names = ["cgn-1", "cgn-2"].map { log.texts.intern($0) }
    var requests: [Request] = []
    for number in 0..<80 {
      let isSecond = number % 4 == 3
      let server = SmallWorld.servers[number / 4 % 2]
      let start = 1000 + Double(number) * 37
      let port = UInt16(2000 + number)
      // The second exporter's clock is 5 s ahead; that of the second server 2 s behind.
      log.add(.session, at: start + 9 + (isSecond ? 5 : 0)) { event in
        event.start = Log.seconds(start + (isSecond ? 5 : 0))
        event.fields.insert(.start)
        event.exporter = names[isSecond ? 1 : 0]
        event.outsidePort = port
        event.destination = server
      }
      requests.append(
        Request(
          time: Log.seconds(start + 0.1 - Double(number / 4 % 2) * 2), outside: Log.outside,
          outsidePort: port, proto: .tcp, destination: server))
    }
    let findings = ClockComparison.findings(requests, in: log.ledger().sessions)
    let second = try #require(findings.first { $0.exporter == names[1] })
    #expect(second.isPlain && abs(second.offset - 5_000_000_000) < 10_000_000, "\(second)")
    let servers = findings.filter { $0.exporter == .none }
    #expect(servers.map(\.server) == Array(SmallWorld.servers[..<2]))
    #expect(servers.map { $0.offset / 100_000_000 } == [1, -19], "\(servers)")
    #expect(findings.allSatisfy { $0.isPlain })
    // What is reported puts it right.
    var correction = ClockCorrection(EventCollector(), ahead: ["cgn-2": second.offset])
    _ = try correction.receive(EventBatch(events: log.events), texts: log.texts)
    log.events = correction.sink.events
    let corrected = ClockComparison.findings(requests, in: log.ledger().sessions)
    #expect(corrected.filter { $0.exporter == names[1] }.map(\.offset) == [0])
  }
}
