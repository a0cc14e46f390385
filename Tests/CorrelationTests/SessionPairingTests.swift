import Correlation
import NATModel
import Testing

@Suite struct SessionPairingTests {
  @Test func `an opening and a closing record make a half-open session`() {
    var log = Log()
    log.add(.sessionOpen, at: 10)
    log.add(.sessionClose, at: 25) { event in
      event.bytes = 77
      event.fields.insert(.bytes)
    }
    let ledger = log.ledger()
    #expect(ledger.sessions.count == 1)
    #expect(
      ledger.sessions[0]
        == Session(
          span: Log.span(10, 25), subscriber: SubscriberID(rawValue: 0), inside: Log.inside,
          insidePort: 50_000, outside: Log.outside, outsidePort: 1024, destination: Log.server,
          destinationPort: 443, proto: .tcp, bytes: 77,
          location: SourceLocation(file: 0, record: 1)))
    #expect(ledger.pairing.paired == 1)
    #expect(ledger.coverage?.start == Log.seconds(10))
  }

  @Test func `records may stand in any order`() {
    var log = Log()
    log.add(.sessionClose, at: 25)
    log.add(.sessionOpen, at: 40)
    log.add(.sessionOpen, at: 10)
    log.add(.sessionClose, at: 41)
    #expect(log.ledger().allSessions.map(\.span) == [Log.span(10, 25), Log.span(40, 41)])
  }

  @Test func `a teardown without outside endpoint joins its opening by id`() {
    var log = Log()
    let firewall = log.texts.intern("fw1")
    log.add(.sessionOpen, at: 10) { event in
      event.exporter = firewall
      event.session = 11_757
      event.fields.insert(.session)
    }
    // The teardown names the two sides the other way round and states no mapped address.
    log.add(.sessionClose, at: 30) { event in
      event.exporter = firewall
      event.session = 11_757
      swap(&event.inside, &event.destination)
      swap(&event.insidePort, &event.destinationPort)
      event.fields.insert(.session)
      event.fields.subtract([.outside, .outsidePort])
      event.outside = .unspecified
      event.outsidePort = 0
    }
    let sessions = log.ledger().allSessions
    #expect(sessions.count == 1)
    #expect(sessions.first?.span == Log.span(10, 30))
    #expect(sessions.first?.outside == Log.outside)
    #expect(sessions.first?.inside == Log.inside)
    #expect(sessions.first?.destination == Log.server)
  }

  @Test func `ids are used again over time`() {
    var log = Log()
    let firewall = log.texts.intern("fw1")
    for (index, times) in [(10.0, 20.0), (20, 35), (50, 60)].enumerated() {
      for (kind, time) in [(EventKind.sessionOpen, times.0), (.sessionClose, times.1)] {
        log.add(kind, at: time) { event in
          event.exporter = firewall
          event.session = 7
          event.insidePort = UInt16(50_000 + index)
          event.fields.insert(.session)
        }
      }
    }
    let ledger = log.ledger()
    #expect(
      ledger.allSessions.map(\.span) == [Log.span(10, 20), Log.span(20, 35), Log.span(50, 60)])
    #expect(ledger.allSessions.map(\.insidePort) == [50_000, 50_001, 50_002])
    #expect(ledger.pairing.superseded == 0)
  }

  @Test func `the same id of two devices without names stays apart`() {
    var log = Log()
    func write(_ kind: EventKind, _ time: Double, device: UInt16) {
      log.add(kind, at: time) { event in
        event.session = 1
        event.fields.insert(.session)
        event.insidePort = device
        event.outsidePort = device
      }
    }
    write(.sessionOpen, 10, device: 1)
    write(.sessionOpen, 12, device: 2)
    write(.sessionClose, 20, device: 1)
    write(.sessionClose, 30, device: 2)
    let ledger = log.ledger()
    #expect(ledger.allSessions.map(\.span) == [Log.span(10, 20), Log.span(12, 30)])
    #expect(ledger.pairing.paired == 2)
  }

  @Test func `a named device that gives out an id again has ended the former session`() {
    var log = Log()
    let firewall = log.texts.intern("fw1")
    for (time, port) in [(10.0, UInt16(1)), (12, 2)] {
      log.add(.sessionOpen, at: time) { event in
        event.exporter = firewall
        event.session = 1
        event.fields.insert(.session)
        event.insidePort = port
      }
    }
    let ledger = log.ledger()
    #expect(ledger.allSessions.first?.span == Log.span(10, 12))
    #expect(ledger.pairing.superseded == 1)
  }

  @Test func `a close without an opening uses its duration, or its own time`() {
    var log = Log()
    log.add(.sessionOpen, at: 1) { $0.insidePort = 9 }
    log.add(.sessionClose, at: 50) { event in
      event.start = Log.seconds(20)
      event.fields.insert(.start)
    }
    log.add(.sessionClose, at: 60) { $0.insidePort = 7 }
    let ledger = log.ledger()
    let closed = ledger.allSessions.filter { $0.knowledge.contains(.startInferred) }
    #expect(closed.map(\.span) == [Log.span(20, 50), Log.span(60, 60)])
    #expect(ledger.pairing.closedWithoutOpen == 2)
  }

  @Test(arguments: [
    (TransportProtocol.tcp, 7440.0), (.udp, 300), (.icmp, 60),
    (TransportProtocol(rawValue: 47), 300),
  ])
  func `an opening without a close lasts for its timeout`(proto: TransportProtocol, timeout: Double)
  {
    var log = Log()
    log.add(.sessionOpen, at: 10) { $0.proto = proto }
    log.add(.sessionClose, at: 100_000) { $0.insidePort = 1 }
    let ledger = log.ledger()
    #expect(ledger.sessions[0].span == Log.span(10, 10 + timeout))
    #expect(ledger.sessions[0].knowledge == .endInferred)
    #expect(ledger.pairing.openWithoutClose == 1)
  }

  @Test func `no inferred end lies after the end of the log`() {
    var log = Log()
    log.add(.sessionOpen, at: 10)
    log.add(.sessionClose, at: 20) { event in
      event.insidePort = 1
      event.resolution = 1_000_000_000
    }
    let ledger = log.ledger()
    #expect(ledger.sessions[0].span == Log.span(10, 21))
    #expect(ledger.sessions[0].knowledge == [.endInferred, .openAtEnd])
    #expect(ledger.coverage == Log.span(10, 21))
  }

  @Test func `the same tuple opened again ends the first`() {
    var log = Log()
    log.add(.sessionOpen, at: 10)
    log.add(.sessionOpen, at: 30)
    log.add(.sessionClose, at: 40)
    let ledger = log.ledger()
    #expect(ledger.allSessions.map(\.span) == [Log.span(10, 30), Log.span(30, 40)])
    #expect(ledger.pairing.superseded == 1)
    #expect(ledger.pairing.openWithoutClose == 1)
    #expect(ledger.pairing.paired == 1)
  }

  @Test(arguments: [false, true])
  func `a port freed and given out again at one instant makes two sessions`(reversed: Bool) {
    var log = Log()
    log.add(.sessionOpen, at: 10)
    log.add(reversed ? .sessionOpen : .sessionClose, at: 20)
    log.add(reversed ? .sessionClose : .sessionOpen, at: 20)
    log.add(.sessionClose, at: 30)
    #expect(log.ledger().allSessions.map(\.span) == [Log.span(10, 20), Log.span(20, 30)])
  }

  @Test func `an opening and a close at one instant with nothing before are one session`() {
    var log = Log()
    log.add(.sessionOpen, at: 10)
    log.add(.sessionClose, at: 10)
    let ledger = log.ledger()
    #expect(ledger.allSessions.map(\.span) == [Log.span(10, 10)])
    #expect(ledger.pairing.paired == 1)
  }

  @Test func `a writer that closes before it opens at the start of a log means two sessions`() {
    var log = Log()
    log.add(.sessionClose, at: 10)
    log.add(.sessionOpen, at: 10)
    log.add(.sessionClose, at: 30)
    let ledger = log.ledger()
    #expect(
      ledger.allSessions.map(\.span).sorted { $0.end < $1.end }
        == [Log.span(10, 10), Log.span(10, 30)])
    #expect(ledger.pairing.closedWithoutOpen == 1)
  }

  @Test func `a close that states a much later start does not belong to the opening`() {
    var log = Log()
    log.add(.sessionOpen, at: 10)
    log.add(.sessionClose, at: 4000) { event in
      event.start = Log.seconds(3900)
      event.fields.insert(.start)
    }
    let ledger = log.ledger()
    #expect(ledger.allSessions.map(\.span) == [Log.span(10, 3900), Log.span(3900, 4000)])
    #expect(ledger.allSessions.map(\.knowledge) == [.endInferred, .startInferred])
  }

  @Test func `records that repeat are counted once`() {
    var log = Log()
    for file in UInt32(0)..<3 {
      log.add(.sessionOpen, at: 10, file: file)
      log.add(.sessionClose, at: 20, file: file)
      log.add(.session, at: 90, file: file) { event in
        event.start = Log.seconds(80)
        event.fields.insert(.start)
        event.insidePort = 3
      }
    }
    let ledger = log.ledger()
    #expect(ledger.allSessions.map(\.span) == [Log.span(10, 20), Log.span(80, 90)])
    #expect(ledger.pairing.duplicates == 6)
    #expect(ledger.pairing.paired == 2)
  }

  @Test func `records that state too little are counted`() {
    var log = Log()
    log.add(.sessionOpen, at: 10) { $0.fields.remove(.time) }
    log.add(.sessionOpen, at: 10) { $0.fields.subtract([.inside, .outside]) }
    let ledger = log.ledger()
    #expect(ledger.sessions.count == 0)
    #expect(ledger.pairing.unusable == 2)
    #expect(ledger.coverage == nil)
  }

  /// Sessions of a few tuples, one after the other, as the records of both their ends.
  private static func history(seed: UInt64) -> (truth: [Set<TimeSpan>], log: Log) {
    var random = SeededGenerator(seed: seed)
    var log = Log()
    var truth = [Set<TimeSpan>](repeating: [], count: 4)
    for tuple in 0..<4 {
      var time = random.below(5)
      for _ in 0..<random.below(6) {
        let end = time + 1 + random.below(6)
        truth[tuple].insert(Log.span(Double(time), Double(end)))
        for (kind, instant) in [(EventKind.sessionOpen, time), (.sessionClose, end)] {
          log.add(kind, at: Double(instant), file: UInt32(random.below(3))) { event in
            event.insidePort = UInt16(tuple + 1)
          }
        }
        // The next one begins at the same instant now and then.
        time = end + random.below(3)
      }
    }
    log.events.shuffle(using: &random)
    return (truth, log)
  }

  @Test func `shuffled records give back every session`() {
    for seed in UInt64(0)..<400 {
      let (truth, log) = Self.history(seed: seed)
      let sessions = log.ledger().allSessions
      for tuple in 0..<4 {
        let found = sessions.filter { $0.insidePort == UInt16(tuple + 1) }
        #expect(Set(found.map(\.span)) == truth[tuple], "seed \(seed)")
        #expect(found.count == truth[tuple].count, "seed \(seed)")
      }
    }
  }

  @Test func `the order of files does not change what is found`() {
    for seed in UInt64(0)..<300 {
      var (_, log) = Self.history(seed: seed)
      var random = SeededGenerator(seed: seed &+ 1)
      // Losses and copies, so that every rule is at work.
      log.events.removeAll { _ in random.oneIn(5) }
      for event in log.events where random.oneIn(6) {
        var copy = event
        copy.location.file = 3
        log.events.append(copy)
      }
      let before = log.ledger()
      let files: [UInt32] = [2, 0, 3, 1]
      for index in log.events.indices {
        log.events[index].location.file = files[Int(log.events[index].location.file)]
      }
      log.events.sort { $0.location < $1.location }
      let after = log.ledger()
      func essence(_ ledger: Ledger) -> Set<Session> {
        Set(
          ledger.allSessions.map { session in
            var copy = session
            copy.location = SourceLocation(file: 0, record: 0)
            return copy
          })
      }
      let isSame = essence(before) == essence(after)
      #expect(isSame, "seed \(seed)")
      #expect(before.pairing == after.pairing, "seed \(seed)")
      #expect(before.coverage == after.coverage, "seed \(seed)")
    }
  }
}
