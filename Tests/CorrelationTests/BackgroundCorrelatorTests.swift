import Correlation
import NATModel
import Testing

@Suite struct BackgroundCorrelatorTests {
  @Test func `the ledger is that of a correlator on the reader's own thread`() {
    var log = Log()
    for number in 0..<3000 {
      log.add(number % 3 == 2 ? .sessionClose : .sessionOpen, at: Double(number / 2)) {
        $0.insidePort = UInt16(number % 50)
      }
    }
    let background = BackgroundCorrelator()
    for first in stride(from: 0, to: log.events.count, by: 70) {
      let events = Array(log.events[first..<min(first + 70, log.events.count)])
      #expect(background.receive(EventBatch(events: events), texts: log.texts))
    }
    let ledger = background.finished().finish(texts: log.texts)
    let expected = log.ledger()
    #expect(ledger.allSessions == expected.allSessions)
    #expect(ledger.pairing == expected.pairing)
    #expect(background.finished().finish(texts: log.texts).sessions.count == 0)
  }
}
