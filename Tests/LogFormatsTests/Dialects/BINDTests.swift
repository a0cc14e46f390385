import LogFormats
import NATModel
import Testing

@Suite struct BINDTests {
  let dialect = BIND()

  @Test func queryNamesAClientAndAHost() throws {
    let result = parse(dialect, try #require(sampleLines["bind"]?[0]))
    #expect(result.event.kind == .name && result.event.inside == ip("192.168.1.3"))
    #expect(result.texts.string(result.event.host) == "abc.com")
    #expect(result.texts.string(result.event.exporter) == "ns1")
    #expect(!result.event.fields.contains(.destination))
    let bare =
      "client @0x7f0c74087120 192.168.1.3#61568 (abc.com): query: abc.com IN A + (192.168.1.2)"
    #expect(parse(dialect, bare).event.fields == [.inside, .host])
  }

  @Test func itsOwnFileHasMilliseconds() throws {
    let result = parse(dialect, try #require(sampleLines["bind"]?[1]))
    #expect(result.event.time == at("2026-11-24T12:00:00.123Z"))
    #expect(result.event.resolution == 1_000_000 && result.event.fields.contains(.assumedZone))
    #expect(result.texts.string(result.event.host) == "example.com")
    #expect(result.event.inside == ip("2001:db8::1"))
  }

  @Test(arguments: [
    "client 194.145.196.18#4795: query 'ricreig.com/NS/IN' denied",
    "client 1.2.3.4#5 (a.example): query: a.example IN MX + (10.0.0.1)",
    "client x#5 (a.example): query: a.example IN A + (10.0.0.1)", "zone a.example/IN: loaded",
  ])
  func otherLinesAreSkipped(message: String) {
    #expect(parse(dialect, "Jul 24 14:16:55 raid5 named[3935]: \(message)").isSkipped)
  }
}
