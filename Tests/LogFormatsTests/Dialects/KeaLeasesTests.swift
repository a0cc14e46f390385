import LogFormats
import NATModel
import Testing

@Suite struct KeaLeasesTests {
  let dialect = KeaLeases()

  @Test func leaseBeginsALifetimeBeforeItExpires() throws {
    let result = parse(dialect, try #require(sampleLines["kea-csv"]?[0]))
    #expect(result.event.kind == .assignmentStart && result.event.inside == ip("192.0.2.1"))
    #expect(result.event.time.nanoseconds == (1_642_000_000 - 40) * 1_000_000_000)
    #expect(result.texts.string(result.event.subscriber) == "aa:bb:cc:00:11:22")
  }

  @Test func reclaimedLeaseEndedWhenItExpired() throws {
    let result = parse(dialect, try #require(sampleLines["kea-csv"]?[1]))
    #expect(result.event.kind == .assignmentStop && result.event.inside == ip("2001:db8::1"))
    #expect(result.event.time.nanoseconds == 1_642_000_000_000_000_000)
    #expect(result.texts.string(result.event.subscriber) == "00:01:02")
  }

  @Test func statesAndDamage() {
    func row(_ row: String) -> LineResult {
      parse(dialect, "address,hwaddr,client_id,valid_lifetime,expire,state\n" + row)
    }
    #expect(row("10.0.0.1,aa,,40,100,1").isSkipped)
    #expect(row("10.0.0.1,aa,,0,100,0").isSkipped)
    #expect(row("10.0.0.1,,,40,100,0").fault == .missingField)
    #expect(row("10.0.0.1,aa,,40,100").fault == .missingField)
    #expect(row("10.0.0.1,aa,,400,100,0").fault == .malformedTime)
    #expect(row("10.0.0,aa,,40,100,0").fault == .malformedAddress)
    #expect(parse(dialect, "10.0.0.1,aa,,40,100,0").fault == .missingField)
  }
}
