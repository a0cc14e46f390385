import LogFormats
import NATModel
import Testing

@Suite struct AccessLogTests {
  let dialect = AccessLog()

  @Test func portHostAndServer() throws {
    let result = parse(dialect, try #require(sampleLines["access-log"]?[0]))
    let event = result.event
    #expect(event.kind == .request && event.proto == .tcp)
    #expect(event.outside == ip("203.0.113.1") && event.outsidePort == 20026)
    #expect(event.destination == ip("198.18.0.11") && event.destinationPort == 443)
    #expect(result.texts.string(event.host) == "push.chat.test")
    #expect(result.texts.string(event.label) == "/p/74a7")
    #expect(event.time == at("2026-11-24T12:06:28Z") && event.resolution == 1_000_000_000)
    #expect(!event.fields.contains(.assumedZone))
  }

  @Test func virtualHostAndBracketedClient() throws {
    let result = parse(dialect, try #require(sampleLines["access-log"]?[1]))
    #expect(result.event.outside == ip("2001:db8::7") && result.event.outsidePort == 4711)
    #expect(result.texts.string(result.event.host) == "shop.example")
    #expect(result.event.time == at("2000-10-10T20:55:36Z"))
    #expect(!result.event.fields.contains(.destination))
  }

  @Test func bareServerAndPlainCombined() {
    let tail = "[10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"curl\""
    let bare = parse(dialect, "192.0.2.1 - - \(tail) \"A.Example.\" 198.51.100.1:80")
    #expect(bare.texts.string(bare.event.host) == "a.example" && bare.event.destinationPort == 80)
    let plain = parse(dialect, "192.0.2.1 - - \(tail)").event
    #expect(plain.fields == [.time, .proto, .outside])
    let forwarded = parse(dialect, "192.0.2.1 - - \(tail) X-Forwarded-For=\"10.0.0.2,10.0.0.1\"")
    #expect(forwarded.event.fields == [.time, .proto, .outside])
  }

  @Test func `a request by HTTP/3 came by UDP`() {
    func proto(_ version: String) -> TransportProtocol {
      parse(
        dialect,
        "192.0.2.1:4711 - - [10/Oct/2000:13:55:36 +0000] \"GET /x\(version)\" 200 5 \"-\" \"-\""
      ).event.proto
    }
    #expect(proto(" HTTP/3.0") == .udp && proto(" HTTP/3") == .udp)
    #expect(proto(" HTTP/2.0") == .tcp && proto(" HTTP/1.1") == .tcp && proto("") == .tcp)
    #expect(proto("?v=HTTP/3.0") == .tcp)
  }

  @Test(arguments: ["localhost", "unix:", "10.0.0.2, 10.0.0.1, 127.0.0.1", "1.2.3.4x"])
  func clientThatIsNoAddressIsRejected(client: String) {
    #expect(
      parse(dialect, "\(client) - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 -").fault
        == .malformedAddress)
  }

  @Test func impossibleDayIsRejected() {
    #expect(
      parse(dialect, "1.2.3.4 - - [31/Feb/2000:13:55:36 +0000] \"-\" 408 -").fault
        == .malformedTime)
  }
}
