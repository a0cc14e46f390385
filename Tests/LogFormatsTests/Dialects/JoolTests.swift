import LogFormats
import NATModel
import Testing

@Suite struct JoolTests {
  let dialect = Jool()

  @Test func bindingHasNoDestination() throws {
    let event = parse(dialect, try #require(sampleLines["jool"]?[0])).event
    #expect(event.kind == .sessionOpen && event.proto == .udp)
    #expect(event.inside == ip("2001:db8::5") && event.insidePort == 19945)
    #expect(event.outside == ip("192.0.2.2") && event.outsidePort == 8208)
    // Not padded, and UTC.
    #expect(event.time == at("2015-04-08T16:13:02Z") && event.resolution == 1_000_000_000)
    #expect(
      event.fields == [.time, .proto, .inside, .insidePort, .outside, .outsidePort, .binding])
  }

  @Test func sessionHasTheServerItself() throws {
    let result = parse(dialect, try #require(sampleLines["jool"]?[1]))
    let event = result.event
    #expect(event.kind == .sessionClose && event.proto == .tcp)
    #expect(event.inside == ip("1::5") && event.insidePort == 47073)
    #expect(event.outside == ip("192.0.2.2") && event.outsidePort == 63527)
    #expect(event.destination == ip("192.0.2.5") && event.destinationPort == 80)
    // The header's time is local; the inner one wins.
    #expect(event.time == at("2015-04-08T17:05:48Z"))
    #expect(!event.fields.contains(.assumedZone))
    #expect(result.texts.string(event.exporter) == "gw")
  }

  @Test(arguments: [
    ("alpha 2015/4/31 16:13:2 (GMT) - Mapped ::1#1 to 1.1.1.1#1 (UDP)", RejectReason.malformedTime),
    ("alpha 2015/4/8 16:13 (GMT) - Mapped ::1#1 to 1.1.1.1#1 (UDP)", .malformedTime),
    ("a 2015/4/8 16:13:2 (GMT) - Mapped ::1#70000 to 1.1.1.1#1 (UDP)", .portOutOfRange),
    ("a 2015/4/8 16:13:2 (GMT) - Mapped ::1 to 1.1.1.1#1 (UDP)", .malformedPort),
    ("a 2015/4/8 16:13:2 (GMT) - Mapped ::1#1 1.1.1.1#1 (UDP)", .missingField),
    ("a 2015/4/8 16:13:2 (GMT) - Mapped ::1#1 to 1.1.1.1#1 (X)", .malformedRecord),
    ("a 2015/4/8 16:13:2 (GMT) - Added session ::1#1|::2#2|1.1.1.1#1", .missingField),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(dialect, "[  312.493235] " + line).fault == reason)
  }

  @Test(arguments: [
    "", "[  312.4] Jool: NAT64 module inserted.", "a 2015/4/8 16:13:2 (GMT) - Something else",
  ])
  func otherMessagesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }
}
