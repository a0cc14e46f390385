import LogFormats
import NATModel
import Testing

@Suite struct JuniperSRXTests {
  let dialect = JuniperSRX()

  @Test func structuredCloseHasStartBytesAndSession() throws {
    let line = try #require(sampleLines["juniper-srx"]?[0])
    let result = parse(dialect, line)
    let event = result.event
    #expect(event.kind == .sessionClose && event.proto == .tcp && event.session == 298)
    #expect(event.inside == ip("10.1.1.100") && event.insidePort == 38128)
    #expect(event.outside == ip("192.168.222.164") && event.outsidePort == 25257)
    #expect(event.destination == ip("67.43.156.15") && event.destinationPort == 443)
    #expect(event.time == at("2023-01-31T12:42:18.657Z") && event.resolution == 1_000_000)
    #expect(event.start == at("2023-01-31T12:40:28.657Z"))
    #expect(event.packets == 2865 && event.bytes == 166_523)
    #expect(!event.fields.contains(.subscriber))
    #expect(result.texts.string(event.exporter) == "vSRX")
  }

  @Test func plainCloseIsReadByItsGroups() throws {
    let line = try #require(sampleLines["juniper-srx"]?[1])
    let event = parse(dialect, line).event
    #expect(event.inside == ip("10.10.10.2") && event.insidePort == 53836)
    #expect(event.outside == ip("10.10.10.3") && event.outsidePort == 53837)
    #expect(event.destination == ip("10.10.10.1") && event.destinationPort == 22)
    #expect(event.proto == .tcp && event.session == 5)
    #expect(event.packets == 200 && event.bytes == 19962)
    #expect(event.time.since(event.start) == 45_000_000_000)
    #expect(event.fields.contains(.assumedYear))
  }

  @Test func newerPlainLinesHaveMoreWords() {
    let event = parse(
      dialect,
      "RT_FLOW: RT_FLOW_SESSION_CREATE: session created 100.64.0.1/5000->9.9.9.9/443 0x0 "
        + "junos-https 203.0.113.9/6000->9.9.9.9/443 0x0 source rule 3 N/A N/A 6 permit trust "
        + "untrust 92317 N/A(N/A) ge-0/0/0.0"
    ).event
    #expect(event.proto == .tcp && event.session == 92317 && event.outsidePort == 6000)
  }

  @Test func epochOfABlockStandsInForAHeaderWithoutZone() throws {
    let structured = parse(dialect, try #require(sampleLines["juniper-srx"]?[2])).event
    #expect(structured.kind == .blockRelease && structured.time == Timestamp(seconds: 0x624b_0cc7))
    #expect(structured.outsidePort == 48640 && structured.outsidePortLast == 48895)
    let plain = parse(dialect, try #require(sampleLines["juniper-srx"]?[3]))
    #expect(plain.event.kind == .blockAllocate && plain.event.inside == ip("100.64.60.74"))
    #expect(plain.event.time == Timestamp(seconds: 0x6a44_007a))
    #expect(plain.event.fields.isDisjoint(with: [.assumedYear, .assumedZone]))
    #expect(plain.texts.string(plain.event.exporter) == "BNG-01")
  }

  @Test func interimKeepsAllocationAsStart() {
    let event = parse(
      dialect,
      "<14>1 2022-04-04T15:00:00.000Z r RT_NAT - RT_SRC_NAT_PBA_INTERIM [internal-ip=\"10.0.0.1\" "
        + "block-port-low=\"1\" block-port-high=\"2\" reflexive-ip=\"1.2.3.4\" "
        + "epoch-time-64=\"624b0492\"]"
    ).event
    #expect(event.kind == .blockInterim && event.time == at("2022-04-04T15:00:00Z"))
    #expect(event.start == Timestamp(seconds: 0x624b_0492))
  }

  @Test(arguments: [
    "<14>1 2023-01-31T12:42:18.657Z vSRX RT_FLOW - APPTRACK_SESSION_CLOSE [source-address=\"1.1.1.1\"]",
    "<14>1 2023-01-31T12:42:18.657Z vSRX RT_FLOW - RT_FLOW_SESSION_DENY [source-address=\"1.1.1.1\"]",
    "<14>1 2023-01-31T12:42:18.657Z vSRX RT_IDS - RT_SCREEN_TCP [a=\"RT_FLOW_SESSION_CREATE [\"]",
  ])
  func repeatsAndDenialsAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test(arguments: [
    ("source-address=\"host\"", RejectReason.malformedAddress),
    ("source-address=\"1.1.1.1\" source-port=\"70000\"", .portOutOfRange),
    ("source-address=\"1.1.1.1\" protocol-id=\"x\"", .malformedNumber),
    ("source-address=\"1.1.1.1\"", .missingField),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, "RT_FLOW - RT_FLOW_SESSION_CREATE [\(text)]").fault == reason)
  }
}
