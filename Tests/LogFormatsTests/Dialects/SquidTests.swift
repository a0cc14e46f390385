import LogFormats
import NATModel
import Testing

@Suite struct SquidTests {
  let dialect = Squid()

  @Test func timeIsTheEnd() throws {
    let result = parse(dialect, try #require(sampleLines["squid"]?[0]))
    #expect(result.event.outside == ip("10.105.21.199"))
    #expect(result.event.time.nanoseconds == 1_157_689_312_049_000_000)
    #expect(result.event.time.since(result.event.start) == 5_006_000_000)
    #expect(result.texts.string(result.event.host) == "login.yahoo.com")
    #expect(result.event.fields == [.time, .start, .proto, .outside, .host])
  }

  @Test func hostAndPathOfAURL() throws {
    let result = parse(dialect, try #require(sampleLines["squid"]?[1]))
    #expect(result.texts.string(result.event.host) == "a.example")
    #expect(result.texts.string(result.event.label) == "/b")
  }

  @Test func damageIsRejected() {
    #expect(parse(dialect, "1157689312.049 5006 client TCP_MISS/200 1").fault == .malformedAddress)
    #expect(parse(dialect, "1157689312.049 5006 1.2.3.4 TCP_MISS/200 1").fault == .missingField)
    #expect(parse(dialect, "644 1.2.3.4 TCP_MISS/404 4456 GET http://a/ - NONE/- -").isSkipped)
  }
}
