import LogFormats
import NATModel
import Testing

@Suite struct NetElasticTests {
  let dialect = NetElastic()

  @Test func sessionNamesItsUser() throws {
    let result = parse(dialect, try #require(sampleLines["netelastic"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.inside == ip("100.75.0.9") && event.insidePort == 4000)
    #expect(event.outside == ip("203.0.113.9") && event.outsidePort == 10001)
    #expect(event.destination == ip("198.51.100.7") && event.destinationPort == 443)
    #expect(result.texts.string(event.subscriber) == "sub001")
    #expect(event.time == at("2026-11-24T12:00:00Z") && event.resolution == 1_000_000)
    #expect(!event.fields.contains(.assumedZone))
  }

  @Test func innerTimeStandsInForAHeaderWithoutZone() throws {
    let event = parse(dialect, try #require(sampleLines["netelastic"]?[1])).event
    #expect(event.kind == .sessionClose && event.time == at("2026-11-24T12:00:03Z"))
    #expect(event.fields.contains(.assumedZone) && !event.fields.contains(.assumedYear))
    #expect(!event.fields.contains(.subscriber))
  }

  @Test func rangeIsABlock() throws {
    let event = parse(dialect, try #require(sampleLines["netelastic"]?[2])).event
    #expect(event.kind == .blockAllocate && event.inside == ip("100.75.0.9"))
    #expect(event.outsidePort == 1024 && event.outsidePortLast == 2047)
    // A range in parameters that are not known is a reject, not silence.
    #expect(
      parse(dialect, "<134>1 - - NAT 1 PRADD [nprng ISADDR=\"10.0.0.1\" XSADDR=\"1.1.1.1\"]").fault
        == .missingField)
  }

  @Test func otherMessagesAreSkipped() {
    #expect(parse(dialect, "<134>1 - - NAT 1 START [info A=\"1\"]").isSkipped)
    #expect(parse(dialect, "").isSkipped)
  }
}
