import LogFormats
import NATModel
import Testing

@Suite struct UnboundTests {
  let dialect = Unbound()

  @Test func queryNamesAClientAndAHost() throws {
    let result = parse(dialect, try #require(sampleLines["unbound"]?[0]))
    #expect(result.event.kind == .name && result.event.nameSource == .dns)
    #expect(result.event.inside == ip("192.168.1.1"))
    #expect(result.texts.string(result.event.host) == "api.opensubtitles.org")
    #expect(result.event.time == at("2026-08-15T16:19:02Z"))
    #expect(!result.event.fields.contains(.destination))
  }

  @Test func itsOwnFileCountsSeconds() throws {
    let event = parse(dialect, try #require(sampleLines["unbound"]?[1])).event
    #expect(event.time.nanoseconds == 1_516_374_132_000_000_000)
    #expect(event.fields == [.time, .inside, .host])
  }

  @Test(arguments: [
    "192.168.1.1 1.1.168.192.in-addr.arpa. PTR IN", "192.168.1.1 a.example. A IN NOERROR 0.0 1 60",
    "start of service (unbound 1.9.0).", "192.168.1.1 . A IN",
  ])
  func otherLinesAreSkipped(message: String) {
    #expect(parse(dialect, "Aug 15 16:19:02 unbound[1]: [1:0] info: \(message)").isSkipped)
  }
}
