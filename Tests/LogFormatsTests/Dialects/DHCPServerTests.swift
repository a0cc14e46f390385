import LogFormats
import NATModel
import Testing

@Suite struct DHCPServerTests {
  let dialect = DHCPServer()

  @Test func acknowledgementBeginsAnAssignment() throws {
    let result = parse(dialect, try #require(sampleLines["dhcpd"]?[0]))
    #expect(result.event.kind == .assignmentStart && result.event.inside == ip("192.168.56.50"))
    #expect(result.texts.string(result.event.subscriber) == "08:00:27:a5:b8:87")
    #expect(result.texts.string(result.event.exporter) == "server")
    #expect(result.event.time == at("2026-09-24T15:21:25Z"))
  }

  @Test(arguments: [
    "DHCPRELEASE of 192.168.0.4 from 00:50:56:83:6c:a0 (D) via eth3 (found) TransID 1",
    "DHCPEXPIRE on 192.168.0.4 to 00:50:56:83:6c:a0", "RELEASE on 192.168.0.4 to 00:50:56:83:6c:a0",
  ])
  func releaseAndExpiryEndOne(message: String) {
    let result = parse(dialect, "<30>Mar 27 08:32:59 a.example 10.0.0.1 dhcpd[20397]: \(message)")
    #expect(result.event.kind == .assignmentStop && result.event.inside == ip("192.168.0.4"))
    #expect(result.texts.string(result.event.subscriber) == "00:50:56:83:6c:a0")
  }

  @Test(arguments: [
    "DHCPACK to 192.168.0.4 (9c:ad:97:7a:fd:33) via eth2",
    "DHCPRELEASE of 192.168.0.4 from 00:50:56:83:6c:a0 via eth3 (not found) TransID 665fd9f1",
    "DHCPOFFER on 192.168.0.4 to 00:50:56:83:6c:a0 via eth3", "DHCPREQUEST some text", "some text",
  ])
  func otherMessagesAreSkipped(message: String) {
    #expect(parse(dialect, "Mar 27 08:32:59 a dhcpd[1]: \(message)").isSkipped)
  }

  @Test func damageIsRejected() {
    #expect(
      parse(dialect, "Mar 27 08:32:59 a dhcpd[1]: DHCPACK some text").fault == .malformedRecord)
    #expect(
      parse(dialect, "Mar 27 08:32:59 a dhcpd[1]: DHCPACK on x to y").fault == .malformedAddress)
    #expect(parse(dialect, "dhcpd: DHCPACK on 10.0.0.1 to y").fault == .missingField)
    #expect(
      parse(dialect, "Feb 30 08:32:59 a dhcpd[1]: DHCPACK on 10.0.0.1 to y").fault != nil)
  }
}
