import LogFormats
import NATModel
import Testing

@Suite struct F5BIGIPTests {
  let dialect = F5BIGIP()

  @Test func rawFormWithRouteDomains() {
    let result = parse(
      dialect,
      "<134>1 2026-11-24T12:00:00.250Z bigip1 tmm - - - LSN_ADD 10.0.0.1%3:4000 TCP "
        + "203.0.113.1%0:5000 192.0.2.9 443")
    #expect(
      rendered(result) == [
        "{'kind':'session-open','time':'2026-11-24T12:00:00.250Z','proto':6,"
          + "'inside':'10.0.0.1','inside_port':4000,'outside':'203.0.113.1',"
          + "'outside_port':5000,'destination':'192.0.2.9','destination_port':443,"
          + "'realm':'3','exporter':'bigip1'}"
      ])
    let bare = parse(dialect, "LSN_INBOUND_DELETE 10.0.0.1:4000 17 203.0.113.1:5000").event
    #expect(bare.kind == .sessionClose && bare.proto == .udp && bare.fields.contains(.binding))
    #expect(!bare.fields.contains(.destination) && bare.realm == .none)
    let v6 = parse(
      dialect, "LSN_ADD fd00::1%2:4000 ICMPV6 203.0.113.1:5000 64:ff9b::1 128"
    ).event
    #expect(v6.inside == ip("fd00::1") && v6.insidePort == 4000)
    #expect(v6.destination == ip("64:ff9b::1") && !v6.fields.contains(.destinationPort))
  }

  /// The published record has its addresses blacked out; with addresses it reads.
  @Test func splunkForm() {
    func record(_ client: String, _ outside: String) -> String {
      "ip_protocol=\"TCP\",lsn_event=\"LSN_DELETE\",start=\"1562092616047\",cli=\"\(client)\","
        + "nat=\"\(outside)\",duration=\"8080\",pem_subscriber_id=\"No-lookup\""
    }
    let published = record("X.X.X.X", "Y.Y.Y.Y").dropFirst("ip_protocol=\"TCP\",".count)
    #expect(parse(dialect, String(published)).fault == .malformedAddress)
    let result = parse(dialect, "Nov 24 12:00:00 b1 " + record("10.0.0.1:1", "203.0.113.1:2"))
    #expect(
      rendered(result) == [
        "{'kind':'session-close','start':'2019-07-02T18:36:56.047Z',"
          + "'time':'2019-07-02T18:37:04.127Z','proto':6,'inside':'10.0.0.1','inside_port':1,"
          + "'outside':'203.0.113.1','outside_port':2,'exporter':'b1','binding':true}"
      ])
  }

  @Test func portBlocks() {
    let event = parse(
      dialect,
      "lsn_event=\"LSN_PB_ALLOCATED\",lsn_client=\"10.0.0.1\",lsn_pb=\"203.0.113.1: 1024 - 2047\","
        + "pem_subscriber_id=\"alice\"")
    #expect(
      rendered(event) == [
        "{'kind':'block-allocate','inside':'10.0.0.1','outside':'203.0.113.1',"
          + "'outside_port':1024,'outside_port_last':2047,'subscriber':'alice','binding':true}"
      ])
    let raw = parse(dialect, "LSN_PB_RELEASED 10.0.0.1%1 203.0.113.1%0:1024-2047").event
    #expect(raw.kind == .blockRelease && raw.outsidePortLast == 2047 && raw.realm != .none)
  }

  @Test func objectOverSeveralLines() throws {
    let text = try #require(sampleLines["f5-cgnat"]?[3])
    let got = try read(Array((text + "\n" + text + "\n").utf8))
    #expect(got.events.count == 2 && got.events.map(\.location.record) == [1, 10])
    #expect(got.events.allSatisfy { $0.insidePort == 53954 && $0.outsidePort == 47501 })
  }

  @Test(arguments: [
    "LSN_QUOTA_EXCEEDED 10.0.0.1", "lsn_event=\"LSN_ERROR\",cli=\"10.0.0.1\"",
    "<134>Nov 24 12:00:00 bigip1 tmm[1]: 01010029: clock advanced",
  ])
  func otherRecordsAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }

  @Test(arguments: [
    ("LSN_ADD 10.0.0.1:4000 TCP", RejectReason.missingField),
    ("LSN_ADD 10.0.0.1:4000 TCP 203.0.113.1:70000", .portOutOfRange),
    ("LSN_ADD 10.0.0.1:4000 TCP 203.0.113.1:1 host", .malformedAddress),
    ("LSN_PB_ALLOCATED 10.0.0.1 203.0.113.1:9-8", .portOutOfRange),
    ("lsn_event=\"LSN_ADD\",cli=\"10.0.0.1:1\"", .missingField),
    ("lsn_event=\"LSN_ADD\",cli=\"10.0.0.1:1\",nat=\"1.1.1.1:1\",start=\"x\"", .malformedNumber),
    ("lsn_event=\"LSN_ADD\",cli=\"10.0.0.1:1 x\",nat=\"1.1.1.1:1\"", .malformedAddress),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, text).fault == reason)
  }
}
