import LogFormats
import NATModel
import Testing

@Suite struct CaddyTests {
  let dialect = Caddy()

  @Test func whoConnectedAndWhatWasAsked() throws {
    let result = parse(dialect, try #require(sampleLines["caddy"]?[0]))
    #expect(result.event.outside == ip("61.211.1.233") && result.event.outsidePort == 1151)
    #expect(result.event.time.nanoseconds == 1_756_272_307_070_259_800)
    #expect(result.event.time.since(result.event.start) == 500_000_000)
    #expect(result.texts.string(result.event.host) == "awf.example")
    #expect(result.texts.string(result.event.label) == "/rest/cta")
    #expect(result.event.proto == .tcp)
  }

  @Test func otherLinesAreSkippedAndDamageIsRejected() {
    let other = "{\"level\":\"info\",\"ts\":1756272041.59,\"logger\":\"admin\",\"msg\":\"stopped\"}"
    #expect(parse(dialect, other).isSkipped)
    let head = "{\"ts\":1,\"logger\":\"http.log.access\""
    #expect(parse(dialect, head + "}").fault == .missingField)
    #expect(parse(dialect, head).fault == .malformedRecord)
    #expect(
      parse(dialect, head + ",\"request\":{\"remote_ip\":\"x\"}}").fault == .malformedAddress)
    let bare = "{\"logger\":\"http.log.access\",\"request\":{\"remote_ip\":\"1.2.3.4\"}}"
    #expect(parse(dialect, bare).fault == .malformedTime)
  }
}
