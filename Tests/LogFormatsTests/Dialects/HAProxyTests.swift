import LogFormats
import NATModel
import Testing

@Suite struct HAProxyTests {
  let dialect = HAProxy()

  @Test func acceptTimeClientAndPath() throws {
    let result = parse(dialect, try #require(sampleLines["haproxy"]?[0]))
    #expect(result.event.outside == ip("10.0.1.2") && result.event.outsidePort == 33317)
    #expect(result.event.time == at("2009-02-06T12:14:14.655Z"))
    #expect(result.event.resolution == 1_000_000 && result.event.fields.contains(.assumedZone))
    #expect(result.texts.string(result.event.label) == "/index.html")
  }

  @Test func defaultFormatHasADestination() throws {
    let event = parse(dialect, try #require(sampleLines["haproxy"]?[1])).event
    #expect(event.outside == ip("67.43.156.13") && event.outsidePort == 40780)
    #expect(event.destination == ip("192.0.2.1") && event.destinationPort == 5000)
    #expect(event.time == at("2026-09-20T15:42:59Z"))
  }

  @Test func portFollowsTheLastColon() {
    let line = "haproxy[1]: 2001:db8::1:58430 [20/Sep/2018:15:44:23.285] main app/<NOSRV> -1/-1/1"
    let event = parse(dialect, line).event
    #expect(event.outside == ip("2001:db8::1") && event.outsidePort == 58430)
  }

  @Test func clientThatIsNoAddressIsRejected() {
    let tail = "[22/May/2021:02:22:22.222] www~ myapp/node2 0/0/0/18/18 200 200"
    #expect(parse(dialect, "haproxy[5]: -:22222 \(tail)").fault == .malformedAddress)
    #expect(parse(dialect, "haproxy[5]: unix:1 \(tail)").fault == .malformedAddress)
    #expect(parse(dialect, "haproxy[5]: 1.2.3.4:99999 \(tail)").fault == .portOutOfRange)
    #expect(
      parse(dialect, "haproxy[5]: 1.2.3.4:9 [31/Feb/2021:02:22:22.222] x").fault == .malformedTime)
    #expect(parse(dialect, "haproxy[5]: Proxy main started.").isSkipped)
  }
}
