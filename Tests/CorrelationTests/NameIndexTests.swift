import Correlation
import NATModel
import Testing

@Suite struct NameIndexTests {
  private static func session(_ log: inout Log, from start: Double, to end: Double) {
    log.add(.session, at: end) { event in
      event.start = Log.seconds(start)
      event.fields.insert(.start)
    }
  }

  @Test func `a name seen in the connection decides before an older answer`() {
    var log = Log()
    Self.session(&log, from: 100, to: 200)
    log.name("dns.example", at: 99, source: .dns)
    log.name("tls.example", at: 101, source: .tls)
    log.name("later.example", at: 150, source: .http)
    let ledger = log.ledger()
    #expect(ledger.hosts == ["tls.example"])
    #expect(ledger.pairing.namedByConnection == 1)
  }

  @Test func `a capture outside the NAT is joined by the outside endpoint`() {
    var log = Log()
    Self.session(&log, from: 100, to: 200)
    log.name("tls.example", at: 101, source: .tls, client: Log.outside, port: 1024)
    #expect(log.ledger().hosts == ["tls.example"])
  }

  @Test func `answers seen outside the NAT name nobody's session`() {
    var log = Log()
    Self.session(&log, from: 100, to: 200)
    log.name("dns.example", at: 99, source: .dns, client: Log.outside)
    #expect(log.ledger().hosts == [""])
  }

  @Test func `other ports and other times do not match`() {
    var log = Log()
    Self.session(&log, from: 100, to: 200)
    log.name("port.example", at: 101, source: .tls, port: 50_001)
    log.name("early.example", at: 50, source: .tls)
    log.name("late.example", at: 300, source: .tls)
    #expect(log.ledger().hosts == [""])
  }

  @Test func `the latest answer before the session counts, for one hour`() {
    var log = Log()
    log.name("first.example", at: 100, source: .dns)
    log.name("second.example", at: 200, source: .dns)
    log.name("third.example", at: 5000, source: .dns)
    Self.session(&log, from: 150, to: 151)
    Self.session(&log, from: 3799, to: 3800)
    Self.session(&log, from: 3803, to: 3804)
    let ledger = log.ledger()
    #expect(ledger.hosts == ["first.example", "second.example", ""])
    #expect(ledger.pairing.namedByLookup == 2)
  }

  @Test func `a host in the record itself stays`() {
    var log = Log()
    let own = log.texts.intern("own.example")
    log.name("tls.example", at: 101, source: .tls)
    log.add(.session, at: 101) { event in
      event.host = own
      event.fields.insert(.host)
    }
    #expect(log.ledger().hosts == ["own.example"])
  }
}
