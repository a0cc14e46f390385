import LogFormats
import NATModel
import Testing

@Suite struct ConntrackTests {
  let dialect = Conntrack()

  @Test func sourceNATIsReadFromTheReplyTuple() {
    let result = parse(
      dialect,
      "[1514557030.811279]\t [DESTROY] tcp      6 src=192.168.17.22 dst=23.56.184.45 sport=55787 "
        + "dport=80 packets=7 bytes=450 src=23.56.184.45 dst=192.168.8.17 sport=80 dport=1024 "
        + "packets=5 bytes=1679 [ASSURED] delta-time=9 id=359961377")
    let event = result.event
    #expect(event.kind == .sessionClose)
    #expect(event.time == at("2017-12-29T14:17:10.811279Z"))
    #expect(event.resolution == 1000)
    #expect(event.start == at("2017-12-29T14:17:01.811279Z"))
    #expect(event.inside == ip("192.168.17.22") && event.insidePort == 55787)
    #expect(event.outside == ip("192.168.8.17") && event.outsidePort == 1024)
    #expect(event.destination == ip("23.56.184.45") && event.destinationPort == 80)
    #expect(event.proto == .tcp && event.session == 359_961_377)
    #expect(event.bytes == 2129 && event.packets == 12)
    #expect(event.fields.isDisjoint(with: [.assumedYear, .assumedZone]))
  }

  @Test func identifierAndFlowIdAreToldApartByPosition() {
    let event = parse(
      dialect,
      "[1795521991.260488]\t    [NEW] ipv4     2 icmp     1 5 src=100.64.0.15 dst=198.51.100.11 "
        + "type=8 code=0 id=2306 [UNREPLIED] src=198.51.100.11 dst=203.0.113.1 type=0 code=0 "
        + "id=20023 id=1441570977"
    ).event
    #expect(event.kind == .sessionOpen && event.proto == .icmp)
    #expect(event.insidePort == 2306 && event.outsidePort == 20023)
    #expect(event.session == 1_441_570_977)
    #expect(!event.fields.contains(.destinationPort))
  }

  @Test func updateIsSkippedAndListingIsAnOpenWithoutTime() {
    let tuple =
      "src=10.0.0.1 dst=9.9.9.9 sport=5 dport=53 src=9.9.9.9 dst=10.0.0.1 sport=53 dport=5"
    #expect(parse(dialect, "[UPDATE] udp 17 29 \(tuple)").isSkipped)
    let listed = parse(dialect, "ipv4     2 udp      17 29 \(tuple) mark=0 use=1").event
    #expect(listed.kind == .sessionOpen && !listed.fields.contains(.time))
    #expect(listed.inside == listed.outside && listed.insidePort == listed.outsidePort)
  }

  @Test func strangerAtForwardedPortIsNoSubscriber() {
    let event = parse(
      dialect,
      "ipv4     2 tcp      6 7428 ESTABLISHED src=110.42.53.227 dst=112.93.49.21 sport=39451 "
        + "dport=10091 src=192.168.0.173 dst=110.42.53.227 sport=10091 dport=39451 [ASSURED]"
    ).event
    #expect(!event.fields.contains(.inside))
    #expect(event.outside == ip("112.93.49.21") && event.outsidePort == 10091)
    #expect(event.destination == ip("110.42.53.227") && event.destinationPort == 39451)
  }

  @Test func redirectedSubscriberKeepsWhatItAddressed() {
    let event = parse(
      dialect,
      "[NEW] udp 17 30 src=100.64.0.9 dst=8.8.8.8 sport=4000 dport=53 [UNREPLIED] "
        + "src=192.0.2.53 dst=203.0.113.1 sport=5353 dport=4001"
    ).event
    #expect(event.inside == ip("100.64.0.9") && event.outside == ip("203.0.113.1"))
    #expect(event.destination == ip("8.8.8.8") && event.destinationPort == 53)
  }

  @Test func microsecondsOfOldReleasesAreAColumn() {
    let line = "NEW] tcp 6 9 src=10.0.0.1 dst=9.9.9.9 sport=1 dport=2 src=9.9.9.9 dst=1.1.1.1"
    #expect(
      parse(dialect, "[1338987414.52626 ]  [\(line)").event.time
        == at("2012-06-06T12:56:54.052626Z"))
    #expect(
      parse(dialect, "[1338987414.5]  [\(line)").event.time == at("2012-06-06T12:56:54.5Z"))
  }

  @Test func headerOfALoggerGivesTimeAndDevice() {
    let result = parse(
      dialect,
      "Nov 24 11:00:00 gw conntrack[12]: [NEW] tcp 6 9 src=10.0.0.1 dst=9.9.9.9 sport=1 dport=2 "
        + "src=9.9.9.9 dst=1.1.1.1 sport=2 dport=3")
    #expect(result.event.time == at("2026-11-24T11:00:00Z"))
    #expect(result.event.has([.assumedYear, .assumedZone]))
    #expect(result.texts.string(result.event.exporter) == "gw")
  }

  @Test(arguments: [
    ("[NEW] tcp 6 120 SYN_SENT", RejectReason.missingField),
    ("[NEW] tcp 6 1 src=10.0.0.1 dst=9.9.9.9 sport=1 dport=2", .missingField),
    ("tcp 6 1 src=10.0.0.1 dst=9.9.9 src=9.9.9.9 dst=1.1.1.1", .malformedAddress),
    ("tcp 6 1 src=10.0.0.1 dst=9.9.9.9 sport=65536 src=9.9.9.9 dst=1.1.1.1", .portOutOfRange),
    ("tcp 6 1 src=10.0.0.1 dst=9.9.9.9 sport=x src=9.9.9.9 dst=1.1.1.1", .malformedPort),
    ("tcp 6 1 src=1.1.1.1 dst=1.1.1.1 src=1.1.1.1 dst=1.1.1.1 src=1.1.1.1", .malformedRecord),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    let result = parse(dialect, line)
    #expect(result.fault == reason && result.events.isEmpty)
  }

  @Test(arguments: [
    "", "With conntrack records the IDs are unique", "     $ echo 1 > /proc/sys/net",
    "conntrack v1.4.5 (conntrack-tools): 12 flow entries have been shown.",
    "300 proto=6 src=10.0.0.1 dst=9.9.9.9 mask-src=0.0.0.0",
  ])
  func proseIsSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }
}
