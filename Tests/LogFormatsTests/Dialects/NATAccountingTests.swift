import LogFormats
import NATModel
import Testing

@Suite struct NATAccountingTests {
  let dialect = NATAccounting()

  @Test func startAndStop() throws {
    let line = try #require(sampleLines["nat-acct"]?[0])
    let result = parse(dialect, line)
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .udp)
    #expect(event.inside == ip("20.142.142.146") && event.insidePort == 63)
    #expect(event.outside == ip("115.243.77.202") && event.outsidePort == 1035)
    #expect(event.destination == ip("14.14.14.2") && event.destinationPort == 63)
    #expect(event.time == at("2026-04-15T17:21:45Z"))
    #expect(result.texts.string(event.exporter) == "115.243.77.202")
    #expect(
      parse(dialect, line.replacing("START", with: "STOP") + " ").event.kind == .sessionClose)
  }

  @Test(arguments: [
    ("START x SourceIp :1.1.1.1 Sourceport:1", RejectReason.malformedRecord),
    ("START tcp SourceIp :1.1.1.1", .missingField),
    ("START tcp SourceIp :1.1.1 Sourceport:1", .malformedAddress),
    ("START tcp SourceIp :1.1.1.1 Sourceport:70000", .portOutOfRange),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(dialect, "NAT_ACCT:" + line).fault == reason)
  }

  @Test func otherMessagesAreSkipped() {
    #expect(parse(dialect, "NAT_ACCT:POOL empty").isSkipped)
    #expect(parse(dialect, "<141>Apr 15 17:21:45 10.0.0.1 SHELL: login").isSkipped)
  }
}
