import LogFormats
import NATModel
import Testing

@Suite struct PaloAltoTests {
  let dialect = PaloAlto()

  @Test func endClosesWithStartAndCounters() throws {
    let result = parse(dialect, try #require(sampleLines["paloalto"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionClose && event.proto == .tcp && event.session == 22751)
    #expect(event.inside == ip("192.168.15.207") && event.insidePort == 55113)
    #expect(event.outside == ip("192.168.1.63") && event.outsidePort == 16418)
    #expect(event.destination == ip("175.16.199.1") && event.destinationPort == 443)
    #expect(event.time == at("2018-11-30T16:09:07Z") && event.start == at("2018-11-30T15:59:04Z"))
    #expect(event.bytes == 7734 && event.packets == 36)
    #expect(event.fields.contains(.assumedZone) && !event.fields.contains(.assumedYear))
    #expect(result.texts.string(event.exporter) == "PA-220")
  }

  @Test func zerosAreNoTranslation() throws {
    let result = parse(dialect, try #require(sampleLines["paloalto"]?[1]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.inside == ip("81.2.69.193"))
    // The port beside 0.0.0.0 means nothing.
    #expect(event.outside == event.inside && event.outsidePort == 64624)
    #expect(result.texts.string(event.subscriber) == "intranet\\sampleuser")
    // The stamp at the end of the line states the offset.
    #expect(event.time == at("2021-10-26T21:31:32Z") && !event.fields.contains(.assumedZone))
    #expect(!event.fields.contains(.bytes) && event.exporter == .none)
  }

  @Test func protocolWithoutPortsHasNone() throws {
    let line = try #require(sampleLines["paloalto"]?[0])
    let event = parse(
      dialect,
      line.replacing("55113,443,16418,443", with: "0,0,0,0").replacing(",tcp,", with: ",icmp,")
    ).event
    #expect(event.proto == .icmp && event.outside == ip("192.168.1.63"))
    #expect(event.fields.isDisjoint(with: [.insidePort, .outsidePort, .destinationPort]))
  }

  @Test(arguments: ["drop", "deny", "", "test"])
  func otherTypesAreSkipped(type: String) throws {
    let line = try #require(sampleLines["paloalto"]?[0])
    #expect(parse(dialect, line.replacing("TRAFFIC,end", with: "TRAFFIC,\(type)")).isSkipped)
    #expect(parse(dialect, line.replacing("TRAFFIC", with: "THREAT")).isSkipped)
  }

  @Test(arguments: [
    ("192.168.15.207", "host", RejectReason.malformedAddress), ("55113", "65536", .portOutOfRange),
    ("2018/11/30 16:09:07,192", "2018/11/31 16:09:07,192", .malformedTime),
    (",192.168.15.207", ",", .missingField), ("22751", "x", .malformedNumber),
    ("new_outbound_from_trust", "\"new", .malformedRecord),
  ])
  func damagedRecordsAreRejected(text: String, other: String, reason: RejectReason) throws {
    let line = try #require(sampleLines["paloalto"]?[0])
    #expect(parse(dialect, line.replacing(text, with: other)).fault == reason)
  }

  @Test func recordThatEndsEarlyIsRejected() throws {
    let line = try #require(sampleLines["paloalto"]?[0])
    #expect(parse(dialect, String(line.prefix(200))).fault == .missingField)
  }
}
