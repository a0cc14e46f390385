import LogFormats
import NATModel
import Testing

@Suite struct SonicWallTests {
  let dialect = SonicWall()

  @Test func anyMessageWithATranslationOpens() throws {
    let result = parse(dialect, try #require(sampleLines["sonicwall"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.inside == ip("10.0.0.96") && event.insidePort == 54606)
    #expect(event.outside == ip("2a02:cf40::1") && event.outsidePort == 1234)
    #expect(event.destination == ip("169.254.169.254") && event.destinationPort == 80)
    #expect(event.time == at("2022-05-16T08:19:21Z") && event.fields.contains(.assumedZone))
    #expect(result.texts.string(event.exporter) == "0040103CE114")
  }

  @Test func closedConnectionHasBytesAndAZone() throws {
    let result = parse(dialect, try #require(sampleLines["sonicwall"]?[1]))
    let event = result.event
    #expect(event.kind == .sessionClose && event.proto == .udp && event.bytes == 152)
    #expect(event.outside == ip("203.0.113.9") && event.outsidePort == 1024)
    #expect(!event.fields.contains(.assumedZone))
    #expect(result.texts.string(event.subscriber) == "ann")
  }

  @Test func translationToTheSameAddressIsNone() {
    let head = "id=firewall sn=1 time=\"2022-05-16 08:19:21\" fw=10.0.0.96 m=1235 "
    let same = parse(
      dialect, head + "src=10.0.0.96:54606:X1 natSrc=10.0.0.96 dst=9.9.9.9:80:X1 proto=tcp/http"
    ).event
    #expect(same.outside == same.inside && same.outsidePort == 54606)
    let unknown = parse(
      dialect, head + "src=10.0.0.96:54606:X1 natSrc=192.0.2.1 dst=9.9.9.9:80:X1 proto=tcp/http"
    ).event
    #expect(unknown.outside == ip("192.0.2.1") && !unknown.fields.contains(.outsidePort))
  }

  @Test(arguments: [
    "id=firewall sn=1 time=\"2022-05-16 08:19:21\" fw=1.1.1.1 m=36 src=1.1.1.1:1:X1 dst=2.2.2.2:2",
    "id=firewall sn=1 time=\"2022-05-16 08:19:21\" fw=1.1.1.1 m=98 src=1.1.1.1:1:X1 dst=2.2.2.2:2 "
      + "fw_action=\"drop\"",
    "id=firewall sn=1 time=\"2022-05-16 08:19:21\" fw=1.1.1.1 m=31 msg=\"src=1.1.1.1 logged in\"",
  ])
  func otherMessagesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test(arguments: [
    ("natSrcV6=not_an_IP src=1.1.1.1:1 dst=2.2.2.2:2", RejectReason.malformedAddress),
    ("src=1.1.1.1:70000:X1 dst=2.2.2.2:2", .portOutOfRange),
    ("src=1.1.1.1:1 dst=2.2.2.2:2 sent=x", .malformedNumber),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(
      parse(dialect, "id=firewall sn=1 time=\"2022-05-16 08:19:21\" fw=1.1.1.1 m=98 \(text)").fault
        == reason)
  }
}
