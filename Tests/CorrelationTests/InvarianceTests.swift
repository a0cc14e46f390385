import Correlation
import NATModel
import Testing

/// Answers do not depend on how the records of a log are spread over files and batches.
@Suite struct InvarianceTests {
  /// Events of sessions that are known, as opening and closing records or as whole records.
  private struct RandomLog {
    var events: [Event] = []
    var sessions: [Session] = []

    init(seed: UInt64, sessions count: Int) {
      var random = SeededGenerator(seed: seed)
      let second: Int64 = 1_000_000_000
      for number in 0..<count {
        let holder = UInt32(random.below(6))
        let start = Timestamp(nanoseconds: Int64(random.below(400)) * second)
        let end = start.advanced(by: Int64(1 + random.below(30)) * second)
        var event = Event(.sessionOpen)
        event.inside = IPAddress(ipv4: 0x6440_0001 + holder)
        event.insidePort = UInt16(number + 1)
        event.outside = SmallWorld.shared[random.below(2)]
        event.outsidePort = UInt16(1 + random.below(4))
        event.destination = SmallWorld.servers[random.below(3)]
        event.destinationPort = 443
        event.proto = random.oneIn(3) ? .udp : .tcp
        event.resolution = 1_000_000_000
        event.fields = [
          .time, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
          .proto,
        ]
        if random.oneIn(2) {
          event.kind = .session
          event.time = end
          event.start = start
          event.fields.insert(.start)
          events.append(event)
        } else {
          event.time = start
          events.append(event)
          event.kind = .sessionClose
          event.time = end
          events.append(event)
        }
        sessions.append(
          Session(
            span: TimeSpan(start: start, end: end), resolution: 1_000_000_000,
            subscriber: SubscriberID(rawValue: holder), inside: event.inside,
            insidePort: event.insidePort, outside: event.outside, outsidePort: event.outsidePort,
            destination: event.destination, destinationPort: 443, proto: event.proto))
      }
      for index in events.indices {
        events[index].location = SourceLocation(file: 0, record: UInt64(index + 1))
      }
    }
  }

  private func ledger(_ batches: [[Event]]) -> Ledger {
    var correlator = Correlator()
    let texts = TextTable()
    for batch in batches { _ = correlator.receive(EventBatch(events: batch), texts: texts) }
    return correlator.finish(texts: texts)
  }

  /// What an answer says, in words that do not depend on the numbering of subscribers.
  private func said(_ ledger: Ledger, _ request: Request) -> [String] {
    let index = AttributionIndex(ledger.sessions, seeing: .all, completeness: .always)
    let answer = index.answer(request)
    return [answer.verdict.rawValue]
      + answer.candidates.map {
        "\(ledger.subscribers.identity(of: $0.subscriber)) \($0.span) \($0.records)"
      }.sorted()
  }

  @Test func `order of records, batches and files, and copies of lines change nothing`() {
    for seed in 0..<60 {
      var random = SeededGenerator(seed: UInt64(seed) + 900)
      let log = RandomLog(seed: UInt64(seed), sessions: 10 + seed * 4)
      let plain = ledger([log.events])
      #expect(plain.sessions.count == log.sessions.count)
      #expect(plain.pairing.duplicates == 0)
      var shuffled = log.events
      shuffled.shuffle(using: &random)
      let middle = random.below(shuffled.count)
      let copies = shuffled.filter { _ in random.oneIn(4) }.map { event in
        var copy = event
        copy.location.file = 1
        return copy
      }
      let variants = [
        ledger([shuffled]), ledger([Array(shuffled[middle...]), Array(shuffled[..<middle])]),
        ledger([copies, shuffled]), ledger([shuffled, copies, copies]),
      ]
      #expect(variants[2].pairing.duplicates == copies.count)
      for _ in 0..<20 {
        let time = Timestamp(nanoseconds: Int64(random.below(420)) * 1_000_000_000)
        let request = Request(
          time: time, resolution: 1_000_000_000, tolerance: Int64(random.below(3)) * 1_000_000_000,
          outside: random.oneIn(5) ? nil : SmallWorld.shared[random.below(2)],
          outsidePort: random.oneIn(2) ? nil : UInt16(1 + random.below(4)),
          proto: random.oneIn(2) ? nil : .tcp, destination: SmallWorld.servers[random.below(3)])
        let expected = said(plain, request)
        let known = log.sessions.filter { session in
          (request.outside == nil || session.outside == request.outside)
            && (request.outsidePort == nil || session.outsidePort == request.outsidePort)
            && (request.proto == nil || session.proto == request.proto)
            && session.destination == request.destination
            && TimeSpan(
              start: session.span.start, end: session.span.end.advanced(by: 1_000_000_000)
            ).overlaps(request.window)
        }
        #expect(expected.count - 1 == Set(known.map(\.subscriber)).count, "seed \(seed)")
        for variant in variants { #expect(said(variant, request) == expected, "seed \(seed)") }
      }
    }
  }

  @Test func `records of two devices that are alike are not copies`() {
    var log = RandomLog(seed: 3, sessions: 1).events[0]
    log.kind = .session
    log.start = log.time
    log.fields.insert(.start)
    var other = log
    var texts = TextTable()
    log.exporter = texts.intern("cgn-1")
    other.exporter = texts.intern("cgn-2")
    other.location.record = 9
    var correlator = Correlator()
    _ = correlator.receive(EventBatch(events: [log, other, log]), texts: texts)
    let ledger = correlator.finish(texts: texts)
    #expect(ledger.sessions.count == 2)
    #expect(ledger.pairing.duplicates == 1)
  }

  @Test func `an hour that occurs twice leaves answers open`() {
    var log = Log()
    log.add(.sessionOpen, at: 100) { $0.fields.insert(.ambiguousTime) }
    log.add(.sessionClose, at: 160) { $0.fields.insert(.ambiguousTime) }
    log.add(.sessionOpen, at: 5000)
    log.add(.sessionClose, at: 5100)
    let ledger = log.ledger()
    #expect(ledger.doubts.count == 1)
    let index = AttributionIndex(
      ledger.sessions, seeing: .all, completeness: ledger.completeness)
    func verdict(_ time: Double) -> Verdict {
      index.answer(
        Request(time: Log.seconds(time), outside: Log.outside, outsidePort: 1024, proto: .tcp)
      ).verdict
    }
    #expect(verdict(130) == .undetermined)
    #expect(verdict(5050) == .unique)
  }
}
