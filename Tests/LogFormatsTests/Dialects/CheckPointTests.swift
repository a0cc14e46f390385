import LogFormats
import NATModel
import Testing

@Suite struct CheckPointTests {
  let dialect = CheckPoint()

  @Test func translatedConnectionWithAccountingIsASession() throws {
    let result = parse(dialect, try #require(sampleLines["checkpoint"]?[0]))
    let event = result.event
    #expect(event.kind == .session && event.proto == .tcp)
    #expect(event.inside == ip("10.94.110.204") && event.insidePort == 51900)
    #expect(event.outside == ip("81.2.69.144") && event.outsidePort == 10401)
    #expect(event.destination == ip("172.28.11.213") && event.destinationPort == 80)
    #expect(event.start == at("2022-01-16T22:05:23Z") && event.time == at("2022-01-16T22:05:29Z"))
    #expect(event.bytes == 6281 && event.packets == 24)
    #expect(result.texts.string(event.exporter) == "NPLDCA00001")
  }

  @Test func acceptedConnectionOpens() throws {
    let event = parse(dialect, try #require(sampleLines["checkpoint"]?[1])).event
    #expect(event.kind == .sessionOpen && event.proto == .udp)
    #expect(event.inside == ip("192.168.1.100") && event.outside == event.inside)
    #expect(event.insidePort == 46915 && event.outsidePort == 46915)
    #expect(event.time == at("2020-03-29T13:19:22Z"))
  }

  @Test func zeroAddressIsNoTranslationWhateverItsPort() {
    let event = parse(
      dialect,
      "<134>1 2020-03-29T13:19:22Z gw CheckPoint 1930 - [action:\"Accept\"; dst:\"81.2.69.144\"; "
        + "proto:\"6\"; s_port:\"61794\"; service:\"443\"; src:\"192.168.1.100\"; xlatedport:\"0\"; "
        + "xlatedst:\"0.0.0.0\"; xlatesport:\"26680\"; xlatesrc:\"0.0.0.0\"]"
    ).event
    #expect(event.outside == event.inside && event.outsidePort == 61794)
    #expect(event.destination == ip("81.2.69.144") && event.destinationPort == 443)
  }

  @Test(arguments: [
    "action:\"Drop\"; src:\"10.0.0.1\"; dst:\"9.9.9.9\"; xlatesrc:\"0.0.0.0\"",
    "action:\"Block\"; src:\"10.0.0.1\"; dst:\"9.9.9.9\"", "product:\"System Monitor\"",
    "action:\"Accept\"; product:\"Log Update\"", "sys_message::\"The eth0 [is] \\\"up\\\"\"",
  ])
  func denialsAndNewsAreSkipped(text: String) {
    #expect(parse(dialect, "<134>1 2020-03-29T13:19:20Z gw CheckPoint 1 - [\(text)]").isSkipped)
  }

  @Test(arguments: [
    ("src:\"x\"", RejectReason.malformedAddress), ("s_port:\"65536\"", .portOutOfRange),
    ("bytes:\"\"", .malformedNumber),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(
      parse(dialect, "<134>1 2020-03-29T13:19:20Z gw CheckPoint 1 - [action:\"Accept\"; \(text)]")
        .fault == reason)
  }
}
