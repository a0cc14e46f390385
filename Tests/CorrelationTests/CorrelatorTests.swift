import Correlation
import NATModel
import Testing

@Suite struct CorrelatorTests {
  private static let neighbour = IPAddress(ipv4: 0x6440_0003)

  @Test func `bindings stand apart and complete connections without outside endpoint`() {
    var log = Log()
    func binding(_ kind: EventKind, _ time: Double) {
      log.add(kind, at: time) { event in
        event.fields.subtract([.destination, .destinationPort])
        event.fields.insert(.binding)
        event.destination = .unspecified
        event.destinationPort = 0
      }
    }
    func connection(_ kind: EventKind, _ time: Double) {
      log.add(kind, at: time) { event in
        event.fields.subtract([.outside, .outsidePort])
        event.outside = .unspecified
        event.outsidePort = 0
      }
    }
    binding(.sessionOpen, 10)
    connection(.sessionOpen, 10)
    connection(.sessionClose, 20)
    binding(.sessionClose, 50)
    connection(.sessionOpen, 60)
    connection(.sessionClose, 70)
    let ledger = log.ledger()
    #expect(ledger.allBindings.map(\.span) == [Log.span(10, 50)])
    #expect(ledger.allBindings.map(\.destination) == [nil])
    #expect(ledger.allSessions.map(\.span) == [Log.span(10, 20), Log.span(60, 70)])
    #expect(ledger.allSessions.map(\.outside) == [Log.outside, nil])
    #expect(ledger.allSessions.map(\.outsidePort) == [1024, 0])
    #expect(ledger.allSessions.map(\.destination) == [Log.server, Log.server])
  }

  @Test func `flows are sessions only where no NAT session is logged`() {
    var log = Log()
    log.add(.flow, at: 20) { event in
      event.start = Log.seconds(10)
      event.fields.insert(.start)
      event.fields.subtract([.outside, .outsidePort])
      event.outside = .unspecified
    }
    let alone = log.ledger()
    #expect(alone.allSessions.map(\.span) == [Log.span(10, 20)])
    #expect(!alone.sessions.statesOutside)
    #expect(alone.coverage?.start == Log.seconds(10))
    log.add(.sessionOpen, at: 30)
    log.add(.sessionClose, at: 40)
    #expect(log.ledger().allSessions.map(\.span) == [Log.span(30, 40)])
  }

  @Test func `the subscriber is the assignment, else the stated identity, else the address`() {
    var log = Log()
    let stated = log.texts.intern("from-the-record")
    log.assign(.assignmentStart, at: 10, to: "alice")
    log.assign(.assignmentStop, at: 50, to: "alice")
    log.assign(.assignmentStart, at: 50, to: "bob")
    for time in [5.0, 10, 49, 50] {
      log.add(.session, at: time) { event in
        event.subscriber = stated
        event.fields.insert(.subscriber)
      }
    }
    log.add(.session, at: 60) { $0.inside = Self.neighbour }
    let ledger = log.ledger()
    #expect(ledger.holders == ["from-the-record", "alice", "alice", "bob", "100.64.0.3"])
    #expect(ledger.assignments.map(\.span) == [Log.span(10, 50), Log.span(50, 60.000000001)])
  }

  @Test func `a static list joins the addresses of one subscriber`() {
    var log = Log()
    log.assign(.assignmentStart, at: nil, to: "carol", inside: Self.neighbour)
    log.add(.session, at: 10)
    log.add(.session, at: 11) { $0.inside = Self.neighbour }
    let ledger = log.ledger { $0.addStatic(inside: Log.inside, subscriber: "carol") }
    #expect(ledger.holders == ["carol", "carol"])
    #expect(ledger.subscribers.count == 1)
    #expect(ledger.assignments.allSatisfy { $0.isPermanent })
  }

  @Test func `one address in two realms is two subscribers`() {
    var log = Log()
    let realm = log.texts.intern("vrf7")
    log.add(.session, at: 10)
    log.add(.session, at: 11) { $0.realm = realm }
    #expect(log.ledger().holders == ["100.64.0.2", "vrf7/100.64.0.2"])
  }

  @Test func `requests keep what the server saw, in the order of the input`() {
    var log = Log()
    let label = log.texts.intern("/page")
    log.add(.request, at: 12) { event in
      event.fields = [.time, .outside, .outsidePort, .destination]
      event.resolution = 1_000_000_000
      event.label = label
    }
    log.add(.request, at: 11) { $0.fields = [.time, .outside] }
    log.add(.request, at: 13) { $0.fields = [.outside] }
    var options = CorrelatorOptions()
    options.requestTolerance = 5
    let ledger = log.ledger(options)
    #expect(
      ledger.requests == [
        Request(
          time: Log.seconds(12), resolution: 1_000_000_000, tolerance: 5, outside: Log.outside,
          outsidePort: 1024, destination: Log.server,
          location: SourceLocation(file: 0, record: 1), label: "/page"),
        Request(
          time: Log.seconds(11), tolerance: 5, outside: Log.outside,
          location: SourceLocation(file: 0, record: 2)),
      ])
    #expect(ledger.coverage == nil)
  }

  @Test func `gaps are joined, and a partial file leaves one until the next file begins`() {
    var log = Log()
    log.add(.session, at: 10, file: 0)
    log.add(.session, at: 20, file: 0)
    log.add(.session, at: 50, file: 1)
    log.add(.session, at: 90, file: 1)
    let ledger = log.ledger { correlator in
      correlator.markPartial(file: 0)
      correlator.markGap(Log.span(70, 75))
      correlator.markGap(Log.span(60, 72))
    }
    #expect(ledger.gaps == [Log.span(20.000000001, 50), Log.span(60, 75)])
    #expect(ledger.completeness.coverage == Log.span(10, 90.000000001))
    #expect(ledger.completeness.meetsGap(Log.span(30, 31)))
  }

  @Test func `a partial file at the end of the log leaves no gap inside it`() {
    var log = Log()
    log.add(.session, at: 10)
    log.add(.session, at: 20)
    #expect(log.ledger { $0.markPartial(file: 0) }.gaps.isEmpty)
  }

  @Test func `nothing gives an empty ledger`() {
    let ledger = Log().ledger()
    #expect(ledger.sessions.count == 0)
    #expect(ledger.coverage == nil)
    #expect(ledger.subscribers.count == 0)
  }

  @Test func `events with any contents at all do not trap`() {
    for seed in UInt64(0)..<200 {
      var random = SeededGenerator(seed: seed)
      var log = Log()
      let texts =
        (0..<4).map { log.texts.intern("text\($0)") } + [TextID.none, TextID(rawValue: .max)]
      let instants = [
        Timestamp.distantPast, .distantFuture, Log.seconds(0), Log.seconds(1), Log.seconds(2),
      ]
      let addresses = [
        IPAddress.unspecified, Log.inside, Log.outside, Log.server,
        IPAddress(high: .max, low: .max),
      ]
      for _ in 0..<random.below(60) {
        log.add(EventKind.allCases[random.below(EventKind.allCases.count)], at: 0) { event in
          event.fields = EventFields(rawValue: UInt32(truncatingIfNeeded: random.next()))
          event.time = instants[random.below(5)]
          event.start = instants[random.below(5)]
          event.inside = addresses[random.below(5)]
          event.outside = addresses[random.below(5)]
          event.destination = addresses[random.below(5)]
          event.insidePort = UInt16(random.below(2)) &* .max
          event.outsidePort = UInt16(random.below(2)) &* .max
          event.outsidePortLast = UInt16(random.below(2)) &* .max
          event.destinationPort = UInt16(random.below(2)) &* .max
          event.session = UInt64(random.below(2)) &* .max
          event.bytes = UInt64(random.below(2)) &* .max
          event.resolution = UInt32(random.below(2)) &* .max
          event.realm = texts[random.below(6)]
          event.exporter = texts[random.below(6)]
          event.subscriber = texts[random.below(6)]
          event.host = texts[random.below(6)]
          event.label = texts[random.below(6)]
          event.proto = TransportProtocol(rawValue: UInt8(random.below(256)))
          event.nameSource = NameSource.allCases[random.below(5)]
        }
      }
      let ledger = log.ledger { $0.markPartial(file: 0) }
      let index = AttributionIndex(
        ledger.sessions, seeing: .all, completeness: ledger.completeness)
      for request in ledger.requests { _ = index.answer(request) }
      let blocks = BlockIndex(ledger.blocks, completeness: ledger.completeness)
      for request in ledger.requests { _ = blocks.answer(request) }
      for session in ledger.allSessions { #expect(session.span.start <= session.span.end) }
    }
  }
}
