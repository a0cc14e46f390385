import LogFormats
import NATModel
import Testing

@Suite struct VPPTests {
  let dialect = VPP()

  @Test func sessionOfAnOldReleaseHasNoDestination() throws {
    let result = parse(dialect, try #require(sampleLines["vpp"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.time == at("2018-11-12T11:25:30.252715Z") && event.resolution == 1000)
    #expect(event.inside == ip("172.16.1.2") && event.insidePort == 6303)
    #expect(event.outside == ip("10.0.0.3") && event.outsidePort == 16253)
    #expect(
      event.fields == [.time, .proto, .inside, .insidePort, .outside, .outsidePort, .binding])
    #expect(result.texts.string(event.exporter) == "172.16.4.1" && event.realm == .none)
  }

  @Test func destinationIsWhatTheSubscriberAddressed() throws {
    let result = parse(dialect, try #require(sampleLines["vpp"]?[1]))
    #expect(result.event.kind == .sessionClose)
    #expect(result.event.destination == ip("10.9.9.9") && result.event.destinationPort == 8080)
    #expect(result.texts.string(result.event.realm) == "7")
    let plain = parse(
      dialect,
      "<134>1 2019-01-20T23:43:41.087236Z 172.16.3.1 NAT 15634 SADD [nsess SSUBIX=\"0\" SVLAN=\"0\" "
        + "IATYP=\"IPv4\" ISADDR=\"172.16.1.2\" ISPORT=\"6303\" XATYP=\"IPv4\" XSADDR=\"10.0.0.3\" "
        + "XSPORT=\"16253\" PROTO=\"6\" XDADDR=\"172.16.2.2\" XDPORT=\"80\"]"
    ).event
    #expect(plain.destination == ip("172.16.2.2") && plain.destinationPort == 80)
    #expect(!plain.fields.contains(.binding))
  }

  @Test func softwireOfDSLiteIsRealmAndSubscriber() throws {
    let result = parse(dialect, try #require(sampleLines["vpp"]?[2]))
    #expect(result.event.kind == .sessionOpen && result.event.proto == .udp)
    #expect(result.texts.string(result.event.realm) == "2001:db8::7")
    #expect(result.texts.string(result.event.subscriber) == "2001:db8::7")
    #expect(result.event.has([.subscriber, .binding]))
  }

  @Test func insideOfNAT64IsIPv6() {
    var event = Event(.sessionOpen)
    event.fields = [
      .time, .proto, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
    ]
    event.time = at("2026-11-24T12:00:00.000001Z")
    event.proto = .icmpv6
    event.inside = ip("2001:db8::9")
    event.outside = ip("203.0.113.9")
    event.destination = ip("198.51.100.7")
    (event.insidePort, event.outsidePort, event.destinationPort) = (7, 1024, 7)
    var output = TextOutput()
    #expect(dialect.write(event, texts: TextTable(), to: &output))
    let text = String(decoding: output.bytes.dropLast(), as: UTF8.self)
    #expect(text.contains("IATYP=\"IPv6\"") && text.contains("XATYP=\"IPv4\""))
    let read = parse(dialect, text).event
    #expect(read.inside == event.inside && read.outside == event.outside)
    #expect(read.destination == event.destination && read.proto == .icmpv6)
  }

  @Test(arguments: [
    ("ISADDR=\"10.0.0.1\"", RejectReason.missingField),
    ("ISADDR=\"x\"", .malformedAddress), ("XSPORT=\"65536\"", .portOutOfRange),
    ("XSPORT=\"1-2\"", .malformedPort), ("PROTO=\"256\"", .malformedNumber),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, "<134>1 - - NAT 1 SADD [nsess \(text)]").fault == reason)
  }

  @Test(arguments: [
    "<134>1 2019-01-20T23:43:41Z h NAT 1 QUOTA [nat SSUBIX=\"0\"]",
    "<134>1 2019-01-20T23:43:41Z h sshd 1 - - nsess", "", "<134>1 - - NAT 1 SMOD [nsess A=\"\"]",
  ])
  func otherMessagesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }
}
