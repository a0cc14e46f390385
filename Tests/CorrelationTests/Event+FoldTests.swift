import Correlation
import NATModel
import Testing

/// The hour at the end of daylight saving time that local clocks show twice.
@Suite struct EventFoldTests {
  private static let hour = 3600
  /// When the clocks go back, in seconds; the hours on both sides of it read alike.
  private static let change = 4 * hour

  /// A session as it was, in seconds.
  private struct Held {
    var holder: UInt32
    var port: UInt16
    var start: Int
    var end: Int
  }

  /// What a local clock shows at an instant, as the earlier instant that it may mean.
  private static func read(_ instant: Int, into event: inout Event) {
    let isSecond = instant >= change && instant < change + hour
    let isFirst = instant >= change - hour && instant < change
    event.time = Log.seconds(Double(isSecond ? instant - hour : instant))
    if isFirst || isSecond { event.fields.insert(.ambiguousTime) }
  }

  /// Sessions of a few ports, each held by one at a time, from before the change to after it.
  private static func held(_ random: inout SeededGenerator) -> [Held] {
    var sessions: [Held] = []
    for port in 1...4 {
      var time = change - 2 * hour + random.below(hour)
      while time < change + 2 * hour {
        let length = 60 + random.below(random.oneIn(3) ? 2 * hour : 900)
        sessions.append(
          Held(
            holder: UInt32(random.below(3)), port: UInt16(port), start: time, end: time + length))
        time += length + 1 + random.below(600)
      }
    }
    return sessions
  }

  /// Records of the sessions; their inside port is the same for one holder and port, as if used again.
  private static func log(_ sessions: [Held], _ random: inout SeededGenerator) -> Log {
    var log = Log()
    func describe(_ event: inout Event, _ session: Held) {
      event.inside = IPAddress(ipv4: 0x6440_0001 + session.holder)
      event.insidePort = session.port
      event.outsidePort = session.port
    }
    for session in sessions {
      if random.oneIn(3) {
        log.add(.session, at: 0) { event in
          describe(&event, session)
          read(session.start, into: &event)
          event.start = event.time
          read(session.end, into: &event)
          event.fields.insert(.start)
        }
      } else {
        log.add(.sessionOpen, at: 0) {
          describe(&$0, session)
          read(session.start, into: &$0)
        }
        log.add(.sessionClose, at: 0) {
          describe(&$0, session)
          read(session.end, into: &$0)
        }
      }
    }
    return log
  }

  @Test func `no answer about a night on which clocks go back names the wrong person`() {
    var verdicts: [Verdict: Int] = [:]
    for seed in 0..<400 {
      var random = SeededGenerator(seed: UInt64(seed))
      let sessions = Self.held(&random)
      let ledger = Self.log(sessions, &random).ledger()
      let index = AttributionIndex(
        ledger.sessions, seeing: .bindings, completeness: ledger.completeness)
      for _ in 0..<40 {
        let about = sessions[random.below(sessions.count)]
        let time = about.start + random.below(about.end - about.start)
        let answer = index.answer(
          Request(
            time: Log.seconds(Double(time)), outside: Log.outside, outsidePort: about.port,
            proto: .tcp))
        let right = "100.64.0.\(about.holder + 1)"
        let named = answer.candidates.map { ledger.subscribers.identity(of: $0.subscriber) }
        #expect(named.contains(right), "seed \(seed), \(about) at \(time): \(named)")
        if answer.verdict == .unique { #expect(named == [right], "seed \(seed)") }
        verdicts[answer.verdict, default: 0] += 1
      }
    }
    #expect(verdicts[.undetermined, default: 0] > 1000)
    #expect(verdicts[.unique, default: 0] > 1000)
  }

  @Test func `an end read in the hour that occurs twice is the later instant`() {
    var log = Log()
    log.add(.sessionOpen, at: 100)
    log.add(.sessionClose, at: 4000) { $0.fields.insert(.ambiguousTime) }
    let ledger = log.ledger()
    #expect(ledger.allSessions.map(\.span) == [Log.span(100, 7600)])
    #expect(ledger.allSessions.map(\.knowledge) == [.endAmbiguous])
    #expect(ledger.doubts.map(\.start) == [Log.seconds(4000)])
    #expect(ledger.doubts.allSatisfy { $0.end > Log.seconds(7600) })
  }

  @Test func `a block taken back in that hour lasts until the second of them`() {
    var log = Log()
    log.block(.blockAllocate, at: 100, ports: 1024...2047)
    log.block(.blockRelease, at: 4000, ports: 1024...2047)
    log.events[1].fields.insert(.ambiguousTime)
    #expect(log.ledger().blocks.map(\.span) == [Log.span(100, 7600)])
  }

  @Test func `nobody is named for a session begun while it is in doubt who had its address`() {
    var log = Log()
    log.assign(.assignmentStart, at: 100, to: "alice")
    log.assign(.assignmentStart, at: 4000, to: "bob")
    log.events[1].fields.insert(.ambiguousTime)
    log.add(.sessionOpen, at: 3000) { $0.insidePort = 1 }
    log.add(.sessionOpen, at: 5000) { $0.insidePort = 2 }
    log.add(.sessionOpen, at: 9000) { $0.insidePort = 3 }
    let ledger = log.ledger()
    #expect(
      ledger.allSessions.map { $0.subscriber == .unknown } == [false, true, false])
    #expect(ledger.subscribers.identity(of: ledger.allSessions[0].subscriber) == "alice")
    #expect(ledger.subscribers.identity(of: ledger.allSessions[2].subscriber) == "bob")
  }

  @Test func `a request read in that hour asks about both instants`() {
    var log = Log()
    log.add(.sessionOpen, at: 100)
    log.add(.request, at: 4000) { $0.fields.insert(.ambiguousTime) }
    let window = log.ledger().requests.map(\.window)
    #expect(window.map(\.start) == [Log.seconds(4000)])
    #expect(window.allSatisfy { $0.end > Log.seconds(7600) })
  }
}
