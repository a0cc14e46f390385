import NATModel
import Simulation
import Testing

@Suite struct NATEngineTests {
  private static let second = NATWorkload.second

  /// Everything that must hold of every behaviour.
  private func checkCommon(
    _ flows: [Flow],
    _ result: (events: [Event], translations: [Translation], statistics: NATStatistics)
  ) {
    let (events, translations, statistics) = result
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
    let opened = translations.count { $0.outcome == .opened }
    #expect(statistics.sessions == opened)
    #expect(events.count { $0.kind == .sessionOpen } == opened)
    #expect(events.count { $0.kind == .sessionClose } == opened)
    #expect(
      statistics.sessions + statistics.extended + statistics.blocked + statistics.untranslated
        == flows.count)
    var byID: [UInt64: Event] = [:]
    for event in events where event.kind == .sessionOpen { byID[event.session] = event }
    #expect(byID.count == opened)
    for (flow, translation) in zip(flows, translations) where translation.isTranslated {
      let event = byID[translation.session]
      #expect(event?.outsidePort == translation.outsidePort)
      #expect(event?.outside.ipv4 == translation.outside)
      #expect(event?.inside.ipv4 == flow.inside && event?.insidePort == flow.insidePort)
      #expect(event?.destination.ipv4 == flow.destination && event?.proto == flow.proto)
    }
  }

  @Test(arguments: NATSettings.Selection.allCases)
  func `dynamic: one holder of a port at a time, and none within the hold-down`(
    selection: NATSettings.Selection
  ) {
    var settings = NATWorkload.settings(.dynamic)
    settings.selection = selection
    let flows = NATWorkload.flows(clients: 8, seconds: 2400, perSecond: 0.25)
    let result = NATWorkload.run(flows, settings)
    checkCommon(flows, result)
    var byPort: [String: [NATWorkload.Holding]] = [:]
    for holding in NATWorkload.holdings(result.events) {
      byPort["\(holding.outside) \(holding.proto.name) \(holding.port)", default: []]
        .append(holding)
    }
    var changes = 0
    for holdings in byPort.values {
      for left in holdings {
        for right in holdings where left.inside != right.inside && left.start <= right.start {
          changes += 1
          #expect(right.start >= left.end + 120 * NATEngineTests.second)
        }
      }
    }
    #expect(changes > 50)
    #expect(result.statistics.sessions > 3000)
  }

  @Test func `without hold-down ports come back at once`() {
    var settings = NATWorkload.settings(.dynamic, ports: 5000...5000)
    settings.holdDown = 0
    settings.tcpTransitory = 0
    settings.outside = [0xcb00_7101]
    func flow(_ start: Int64, _ client: UInt32) -> Flow {
      Flow(
        start: start, end: start + 5, inside: 0x6440_0000 + client, insidePort: 9,
        destination: 1, destinationPort: 443, proto: .tcp)
    }
    var engine = NATEngine(settings)
    #expect(engine.open(flow(0, 1)).outcome == .opened)
    #expect(engine.open(flow(4, 2)).outcome == .exhausted)
    #expect(engine.open(flow(5, 2)).outcome == .opened)
    settings.holdDown = 10
    engine = NATEngine(settings)
    #expect(engine.open(flow(0, 1)).outcome == .opened)
    #expect(engine.open(flow(14, 2)).outcome == .exhausted)
    #expect(engine.open(flow(15, 2)).outcome == .opened)
    #expect(engine.statistics.exhausted == 1)
  }

  @Test func `overloaded: a port is shared at one time only towards different destinations`() {
    let settings = NATWorkload.settings(.overloaded, ports: 1024...1087)
    let flows = NATWorkload.flows(clients: 8, seconds: 1200, perSecond: 0.25)
    let result = NATWorkload.run(flows, settings)
    checkCommon(flows, result)
    let holdings = NATWorkload.holdings(result.events)
    var shared = 0
    for (index, left) in holdings.enumerated() {
      for right in holdings[(index + 1)...]
      where left.port == right.port && left.outside == right.outside && left.proto == right.proto {
        let overlap = left.start < right.end && right.start < left.end
        if overlap, left.inside != right.inside { shared += 1 }
        if left.destination == right.destination,
          left.destinationPort == right.destinationPort
        {
          let first = left.start <= right.start ? left : right
          let second = left.start <= right.start ? right : left
          #expect(second.start >= first.end + 120 * NATEngineTests.second)
        }
      }
    }
    #expect(shared > 100)
  }

  @Test func `port blocks: disjoint, limited in number, and every port lies in its holder's`() {
    var settings = NATWorkload.settings(.portBlock)
    settings.blocksPerSubscriber = 4
    let flows = NATWorkload.flows(clients: 8, seconds: 2400, perSecond: 0.2)
    let result = NATWorkload.run(flows, settings)
    checkCommon(flows, result)
    let blocks = result.events.filter { $0.kind == .blockRelease }
    #expect(blocks.count == result.events.count { $0.kind == .blockAllocate })
    #expect(blocks.count == result.statistics.blocks && blocks.count > 10)
    for (index, left) in blocks.enumerated() {
      #expect(left.outsidePortLast - left.outsidePort == 31)
      for right in blocks[(index + 1)...]
      where left.outside == right.outside && left.start < right.time && right.start < left.time {
        #expect(
          left.outsidePortLast < right.outsidePort || right.outsidePortLast < left.outsidePort)
      }
      let together = blocks.count {
        $0.inside == left.inside && $0.start <= left.start && left.start < $0.time
      }
      #expect(together <= 4)
    }
    for holding in NATWorkload.holdings(result.events) {
      let holders = blocks.filter {
        $0.outside == holding.outside && $0.outsidePort <= holding.port
          && holding.port <= $0.outsidePortLast && $0.start.nanoseconds <= holding.start
          && holding.end + 120 * NATEngineTests.second <= $0.time.nanoseconds
      }
      #expect(holders.map(\.inside) == [holding.inside])
    }
  }

  @Test func `deterministic: ports follow from the inside address, the rest from logged blocks`() {
    var settings = NATWorkload.settings(.deterministic, ports: 1024...1343)
    settings.overflowFactor = 1
    let flows = NATWorkload.flows(clients: 8, seconds: 1200, perSecond: 0.3)
    let result = NATWorkload.run(flows, settings)
    checkCommon(flows, result)
    let configuration = NATEngine(settings).configuration
    #expect(configuration.ranges.count == 8 && settings.deterministicPorts == 64)
    let blocks = result.events.filter { $0.kind == .blockRelease }
    var overflow = 0
    for holding in NATWorkload.holdings(result.events) {
      let range = configuration.ranges.first { $0.inside == [holding.inside] }
      #expect(range?.outside == holding.outside)
      if range?.ports.contains(holding.port) == true { continue }
      overflow += 1
      #expect(
        blocks.contains {
          $0.inside == holding.inside && $0.outsidePort <= holding.port
            && holding.port <= $0.outsidePortLast && $0.start.nanoseconds <= holding.start
            && holding.end <= $0.time.nanoseconds
        })
    }
    #expect(overflow > 0 && result.statistics.blocked > 0)
  }

  @Test func `RFC 7422: 64,512 ports over 16 are 4,032, with two shares kept back 3,584`() {
    var settings = NATSettings(outside: [0xcb00_7101])
    settings.behavior = .deterministic
    settings.sharing = 16
    settings.insideFirst = 0x6440_0000
    settings.insideCount = 16
    #expect(settings.deterministicPorts == 4032)
    let engine = NATEngine(settings)
    #expect(engine.fixedRange(ofClient: 0) == 1024...5055)
    #expect(engine.fixedRange(ofClient: 15) == 61_504...65_535)
    #expect(engine.fixedRange(ofClient: 16) == nil)
    settings.overflowFactor = 2
    #expect(settings.deterministicPorts == 3584)
  }

  @Test func `mapping is endpoint-independent, and a five-tuple is one session`() {
    var engine = NATEngine(NATWorkload.settings(.dynamic))
    func flow(_ start: Int64, to destination: UInt32) -> Flow {
      Flow(
        start: start * NATEngineTests.second, end: (start + 5) * NATEngineTests.second,
        inside: 0x6440_0001, insidePort: 5000, destination: destination, destinationPort: 53,
        proto: .udp)
    }
    let first = engine.open(flow(0, to: 1))
    let second = engine.open(flow(10, to: 2))
    #expect(first.outsidePort == second.outsidePort && first.session != second.session)
    let again = engine.open(flow(20, to: 1))
    #expect(again.outcome == .extended && again.session == first.session)
    engine.drain()
    let closes = engine.events.filter { $0.kind == .sessionClose }
    #expect(closes.map(\.session) == [second.session, first.session])
    #expect(closes.map { $0.time.nanoseconds / NATEngineTests.second } == [135, 145])
    #expect(engine.statistics.mappings == 1 && engine.statistics.extended == 1)
  }

  @Test func `timeouts are those of the protocol`() {
    func end(_ proto: TransportProtocol, isClosed: Bool) -> Int64? {
      var engine = NATEngine(NATWorkload.settings(.dynamic))
      _ = engine.open(
        Flow(
          start: 0, end: 0, inside: 0x6440_0000, insidePort: 7, destination: 1,
          destinationPort: 80, proto: proto, isClosed: isClosed))
      engine.drain()
      return engine.events.last.map { $0.time.nanoseconds / NATEngineTests.second }
    }
    #expect(end(.tcp, isClosed: true) == 240 && end(.tcp, isClosed: false) == 7440)
    #expect(end(.udp, isClosed: true) == 120 && end(.icmp, isClosed: true) == 60)
    #expect(end(TransportProtocol(rawValue: 47), isClosed: true) == nil)
  }

  @Test func `quotas block and are counted apart from exhaustion`() {
    var settings = NATWorkload.settings(.dynamic)
    settings.portsPerSubscriber = 3
    var engine = NATEngine(settings)
    let outcomes = (0..<5).map { port in
      engine.open(
        Flow(
          start: 0, end: 0, inside: 0x6440_0000, insidePort: UInt16(port), destination: 1,
          destinationPort: 80, proto: .tcp)
      ).outcome
    }
    #expect(outcomes == [.opened, .opened, .opened, .overQuota, .overQuota])
    #expect(engine.statistics.overQuota == 2 && engine.statistics.exhausted == 0)
    // UDP has a port space and a quota of its own.
    let udp = engine.open(
      Flow(
        start: 0, end: 0, inside: 0x6440_0000, insidePort: 0, destination: 1, destinationPort: 80,
        proto: .udp))
    #expect(udp.outcome == .opened && engine.mappings(ofClientAt: 0) == 4)
  }

  @Test func `bindings are logged without destination, single records once`() {
    let flows = NATWorkload.flows(clients: 4, seconds: 300, perSecond: 0.2)
    var settings = NATWorkload.settings(.dynamic)
    settings.records = .binding
    let bindings = NATWorkload.run(flows, settings)
    #expect(bindings.events.allSatisfy { $0.fields.contains(.binding) })
    #expect(bindings.events.allSatisfy { !$0.fields.contains(.destination) })
    #expect(bindings.events.count == bindings.statistics.mappings * 2)
    settings.records = .single
    let single = NATWorkload.run(flows, settings)
    #expect(single.events.count == single.statistics.sessions)
    #expect(single.events.allSatisfy { $0.kind == .session && $0.has([.start, .destination]) })
    settings.records = .none
    #expect(NATWorkload.run(flows, settings).events.isEmpty)
  }

  @Test func `times at the ends of the range and out of order do not trap or hang`() {
    var engine = NATEngine(NATWorkload.settings(.dynamic))
    for (start, end) in [
      (Int64.min, Int64.max), (0, .min), (-5, 5), (.max, .max), (100, 200),
      (4_000_000_000_000_000_000, .max),
    ] as [(Int64, Int64)] {
      _ = engine.open(
        Flow(
          start: start, end: end, inside: 0x6440_0000, insidePort: 1, destination: 1,
          destinationPort: 1, proto: .tcp))
    }
    #expect(engine.statistics.late > 0)
    engine.drain()
    #expect(zip(engine.events, engine.events.dropFirst()).allSatisfy { $0.time <= $1.time })
  }

  @Test func `inside addresses out of the range are served in order of appearance`() {
    var settings = NATSettings(outside: [0xcb00_7101])
    settings.behavior = .deterministic
    settings.sharing = 2
    var engine = NATEngine(settings)
    func open(_ inside: UInt32) -> Translation {
      engine.open(
        Flow(
          start: 0, end: 0, inside: inside, insidePort: 1, destination: 1, destinationPort: 1,
          proto: .tcp))
    }
    #expect((1024...33_279).contains(open(0x0a00_0005).outsidePort))
    #expect(open(0x0a00_0001).outsidePort >= 33_280)
    #expect(open(0x0a00_0009).outcome == .untranslated)
  }
}
