import Correlation
import NATModel
import Testing

@Suite struct BlockPairingTests {
  private static let neighbour = IPAddress(ipv4: 0x6440_0003)

  @Test func `allocated and released`() {
    var log = Log()
    log.block(.blockAllocate, at: 10, ports: 1024...1151)
    log.block(.blockInterim, at: 20, ports: 1024...1151)
    log.block(.blockRelease, at: 30, ports: 1024...1151)
    log.block(.blockAllocate, at: 30, inside: Self.neighbour, ports: 1024...1151)
    log.block(.blockRelease, at: 60, inside: Self.neighbour, ports: 1024...1151)
    let ledger = log.ledger()
    #expect(ledger.blocks.map(\.span) == [Log.span(10, 30), Log.span(30, 60)])
    #expect(ledger.blocks.map(\.inside) == [Log.inside, Self.neighbour])
    #expect(ledger.blocks.map(\.knowledge) == [[], []])
    #expect(
      ledger.blocks.map { ledger.subscribers.identity(of: $0.subscriber) }
        == ["100.64.0.2", "100.64.0.3"])
    #expect(ledger.coverage == Log.span(10, 60.000000001))
  }

  @Test func `a lost release ends where the ports are next given to somebody`() {
    var log = Log()
    log.block(.blockAllocate, at: 10, ports: 1024...1151)
    log.block(.blockAllocate, at: 50, inside: Self.neighbour, ports: 1024...1151)
    let ledger = log.ledger()
    #expect(ledger.blocks.map(\.span) == [Log.span(10, 50), Log.span(50, 50.000000001)])
    #expect(ledger.blocks.map(\.knowledge) == [.endInferred, [.endInferred, .openAtEnd]])
  }

  @Test func `a block released without an allocation was held since the log began`() {
    var log = Log()
    log.block(.blockAllocate, at: 5, ports: 2000...2099)
    log.block(.blockRelease, at: 30, ports: 1024...1151)
    let found = log.ledger().blocks.filter { $0.ports.lowerBound == 1024 }
    #expect(found.map(\.span) == [Log.span(5, 30)])
    #expect(found.map(\.knowledge) == [.startInferred])
  }

  @Test func `a block first seen in an interim record`() {
    var log = Log()
    log.block(.blockInterim, at: 20, ports: 1024...1151)
    log.block(.blockRelease, at: 30, ports: 1024...1151)
    let ledger = log.ledger()
    #expect(ledger.blocks.map(\.span) == [Log.span(20, 30)])
    #expect(ledger.blocks.map(\.knowledge) == [.startInferred])
  }

  @Test func `copies count once and incomplete records not at all`() {
    var log = Log()
    for _ in 0..<2 {
      log.block(.blockAllocate, at: 10, ports: 1024...1151)
      log.block(.blockRelease, at: 30, ports: 1024...1151)
    }
    log.add(.blockAllocate, at: 15) { $0.fields.remove(.outside) }
    log.add(.blockAllocate, at: 15) { event in
      event.outsidePortLast = 3
      event.fields.insert(.outsidePortLast)
    }
    let ledger = log.ledger()
    #expect(ledger.blocks.count == 1)
    #expect(ledger.pairing.duplicates == 2)
    #expect(ledger.pairing.unusable == 2)
  }

  @Test func `one range of ports may belong to two, one for each protocol`() {
    var log = Log()
    for (inside, proto) in [(Log.inside, TransportProtocol.tcp), (Self.neighbour, .udp)] {
      log.block(.blockAllocate, at: 10, inside: inside, ports: 1024...1151)
      log.events[log.events.count - 1].proto = proto
      log.events[log.events.count - 1].fields.insert(.proto)
    }
    let ledger = log.ledger()
    #expect(ledger.blocks.count == 2)
    let index = BlockIndex(ledger.blocks, completeness: ledger.completeness)
    var request = Request(time: Log.seconds(10), outside: Log.outside, outsidePort: 1100)
    #expect(index.answer(request).verdict == .ambiguous)
    request.proto = .udp
    #expect(index.answer(request).candidates.map(\.inside) == [Self.neighbour])
  }
}
