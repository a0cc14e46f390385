import LogFormats
import NATModel
import Testing

@Suite struct SuricataEVETests {
  let dialect = SuricataEVE()

  @Test func flowHasItsOwnTimes() throws {
    let event = parse(dialect, try #require(sampleLines["suricata"]?[0])).event
    #expect(event.kind == .flow && event.proto == .udp)
    #expect(event.inside == ip("192.168.86.85") && event.insidePort == 546)
    #expect(event.time == at("2018-07-05T19:51:23.453468Z") && event.start == event.time)
    #expect(event.bytes == 110 && event.packets == 1 && event.resolution == 1000)
  }

  @Test func clientOfAnAnswerIsNotAtPort53() throws {
    let result = parse(dialect, try #require(sampleLines["suricata"]?[1]))
    #expect(result.event.kind == .name && result.event.inside == ip("192.168.86.85"))
    #expect(result.event.destination == ip("175.16.199.1"))
    #expect(result.texts.string(result.event.host) == "clients.l.google.com")
  }

  @Test func laterVersionsListTheAnswers() {
    let result = parse(
      dialect,
      "{\"timestamp\":\"2020-12-09T16:03:50.083307+0000\",\"event_type\":\"dns\",\"src_ip\":"
        + "\"10.0.0.1\",\"src_port\":4000,\"dest_ip\":\"10.0.0.2\",\"dest_port\":53,\"dns\":{"
        + "\"version\":2,\"type\":\"answer\",\"rrname\":\"a.example\",\"rrtype\":\"A\",\"answers\":[{"
        + "\"rrname\":\"a.example\",\"rrtype\":\"CNAME\",\"rdata\":\"b.example\"}, {\"rrname\":"
        + "\"b.example\",\"rrtype\":\"A\",\"rdata\":\"192.0.2.1\"},{\"rrtype\":\"AAAA\",\"rdata\":"
        + "\"2001:db8::1\"}]}}")
    #expect(result.events.map(\.destination) == [ip("192.0.2.1"), ip("2001:db8::1")])
    #expect(result.events.allSatisfy { $0.inside == ip("10.0.0.1") })
    #expect(result.events.allSatisfy { result.texts.string($0.host) == "a.example" })
  }

  @Test func serverNameHasItsEndpoints() throws {
    let result = parse(dialect, try #require(sampleLines["suricata"]?[2]))
    #expect(result.event.nameSource == .tls && result.event.destinationPort == 443)
    #expect(result.texts.string(result.event.host) == "www.example.com")
  }

  @Test func damageIsRejected() {
    #expect(parse(dialect, "{\"timestamp\":\"x\"}").fault == .missingField)
    #expect(parse(dialect, "{\"event_type\":\"flow\"}").fault == .missingField)
    #expect(parse(dialect, "{\"event_type\":\"stats\",\"stats\":{\"a\":[1]}}").isSkipped)
    #expect(parse(dialect, "{\"event_type\":\"flow\"").fault == .malformedRecord)
    let flow =
      "{\"event_type\":\"flow\",\"src_ip\":\"1.1.1.1\",\"dest_ip\":\"2.2.2.2\",\"flow\":{}}"
    #expect(parse(dialect, flow).fault == .malformedTime)
  }
}
