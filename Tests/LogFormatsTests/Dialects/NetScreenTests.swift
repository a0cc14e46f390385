import LogFormats
import NATModel
import Testing

@Suite struct NetScreenTests {
  let dialect = NetScreen()

  @Test func permittedSessionIsWrittenWhenItEnds() throws {
    let result = parse(dialect, try #require(sampleLines["netscreen"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionClose && event.proto == .udp && event.session == 48059)
    #expect(event.inside == ip("192.168.2.1") && event.insidePort == 55687)
    #expect(event.outside == ip("203.0.113.7") && event.outsidePort == 1024)
    #expect(event.destination == ip("198.51.100.4") && event.destinationPort == 53)
    #expect(event.start == at("2006-06-02T14:55:45Z") && event.time == at("2006-06-02T14:56:44Z"))
    #expect(event.bytes == 148 && event.fields.contains(.assumedZone))
    #expect(result.texts.string(event.exporter) == "fire00")
  }

  @Test func creationOpens() throws {
    let event = parse(dialect, try #require(sampleLines["netscreen"]?[1])).event
    #expect(event.kind == .sessionOpen && event.proto == .icmp)
    #expect(event.outside == ip("203.0.113.7") && event.time == at("2016-06-16T11:45:42Z"))
    #expect(event.fields.isDisjoint(with: [.insidePort, .outsidePort, .start, .bytes]))
  }

  @Test func withoutATranslationOutsideIsInside() {
    let event = parse(
      dialect,
      "NetScreen device_id=a [Root]system-notification-00257(traffic): start_time=\"2006-06-02 "
        + "14:55:45\" duration=0 proto=6 action=Permit src=10.0.0.1 dst=9.9.9.9 src_port=1 dst_port=2"
    ).event
    #expect(event.outside == event.inside && event.outsidePort == 1)
  }

  @Test(arguments: [
    "NetScreen device_id=fire00  [Root]system-notification-00257(traffic): start_time=\"2006-06-02 "
      + "14:55:45\" duration=0 proto=17 action=Deny src=192.168.2.1 dst=1.2.3.4 src_port=3036",
    "NetScreen device_id=ns5gt  [Root]system-alert-00016: Port scan! From 1.2.3.4:54886 to "
      + "2.3.4.5:406, proto TCP (zone Untrust, int untrust).",
  ])
  func denialsAndAlertsAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test(arguments: [
    ("src=10.0.0.1", RejectReason.missingField), ("src=x dst=1.1.1.1", .malformedAddress),
    ("src=10.0.0.1 dst=1.1.1.1 src_port=65536", .portOutOfRange),
    ("src=10.0.0.1 dst=1.1.1.1 start_time=\"2006-02-30 14:55:45\"", .malformedTime),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(
      parse(dialect, "NetScreen device_id=a x(traffic): proto=6 action=Permit \(text)").fault
        == reason)
  }
}
