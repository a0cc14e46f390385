import Correlation
import NATModel
import Testing

@Suite struct AssignmentPairingTests {
  @Test func `an address given to somebody else ends the assignment`() {
    var log = Log()
    log.assign(.assignmentStart, at: 10, to: "alice")
    log.assign(.assignmentStart, at: 30, to: "bob")
    log.assign(.assignmentStop, at: 40, to: "bob")
    let ledger = log.ledger()
    #expect(ledger.assignments.map(\.span) == [Log.span(10, 30), Log.span(30, 40)])
    #expect(
      ledger.assignments.map { ledger.subscribers.identity(of: $0.subscriber) } == ["alice", "bob"])
  }

  @Test func `a start without a stop lasts to the end of the inputs`() {
    var log = Log()
    log.assign(.assignmentStart, at: 10, to: "alice")
    log.add(.session, at: 99)
    #expect(log.ledger().assignments.map(\.span) == [Log.span(10, 99.000000001)])
    #expect(log.ledger().assignments.allSatisfy { !$0.isPermanent })
  }

  @Test func `a stop without a start uses its session time, or the start of the inputs`() {
    var log = Log()
    log.add(.session, at: 5)
    log.assign(.assignmentStop, at: 40, to: "alice")
    let other = IPAddress(ipv4: 0x6440_0009)
    let bob = log.texts.intern("bob")
    log.add(.assignmentStop, at: 50) { event in
      event.inside = other
      event.subscriber = bob
      event.start = Log.seconds(30)
      event.fields = [.time, .start, .inside, .subscriber]
    }
    #expect(log.ledger().assignments.map(\.span) == [Log.span(5, 40), Log.span(30, 50)])
  }

  @Test func `records that repeat do not make a second assignment`() {
    var log = Log()
    for _ in 0..<2 {
      log.assign(.assignmentStart, at: 10, to: "alice")
      log.assign(.assignmentStop, at: 20, to: "alice")
      log.assign(.assignmentStart, at: nil, to: "bob", inside: IPAddress(ipv4: 1))
    }
    let ledger = log.ledger()
    #expect(ledger.assignments.count == 2)
    #expect(ledger.pairing.duplicates >= 2)
  }

  @Test func `an address taken back and given out at one instant changes hands`() {
    var log = Log()
    log.assign(.assignmentStart, at: 10, to: "alice")
    log.assign(.assignmentStart, at: 20, to: "bob")
    log.assign(.assignmentStop, at: 20, to: "alice")
    log.assign(.assignmentStop, at: 30, to: "bob")
    let ledger = log.ledger()
    #expect(ledger.assignments.map(\.span) == [Log.span(10, 20), Log.span(20, 30)])
  }
}
