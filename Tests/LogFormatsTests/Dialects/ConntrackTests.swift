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

  @Test func wordsOfVendorsKernelsArePassedOver() {
    let event = parse(
      dialect,
      "ipv4     2 tcp      6 599 ESTABLISHED src=10.0.0.1 dst=9.9.9.9 sport=5 dport=80 [FASTNAT] "
        + "packets=3 bytes=100 src=9.9.9.9 dst=192.0.2.1 sport=80 dport=1024 packets=2 bytes=50 "
        + "[ASSURED] [HW_OFFLOAD] mark=0 nmark=0x10 ifw=3 mac=00:11:22:33:44:55 hwnat use=2"
    ).event
    #expect(event.kind == .sessionOpen && event.inside == ip("10.0.0.1"))
    #expect(event.outside == ip("192.0.2.1") && event.outsidePort == 1024)
    #expect(event.packets == 5 && event.bytes == 150)
  }

  @Test func destroyMayHaveAStateAndAddressesMayBeExpanded() {
    let event = parse(
      dialect,
      "[DESTROY] ipv6     10 tcp      6 FIN_WAIT src=fd00:0000:0000:0000:0000:0000:0000:0001 "
        + "dst=2001:0db8:0000:0000:0000:0000:0000:0002 sport=5 dport=80 "
        + "src=2001:0db8:0000:0000:0000:0000:0000:0002 dst=2001:0db8:ffff:0000:0000:0000:0000:0001 "
        + "sport=80 dport=6 [ASSURED]"
    ).event
    #expect(event.kind == .sessionClose && event.proto == .tcp)
    #expect(event.inside == ip("fd00::1") && event.outside == ip("2001:db8:ffff::1"))
    #expect(event.outsidePort == 6)
  }

  @Test func kernelStampsTellTheTimeOfALineWithoutOne() {
    let tuple =
      "udp 17 src=10.0.0.1 dst=9.9.9.9 sport=5 dport=53 src=9.9.9.9 dst=192.0.2.1 sport=53 dport=6"
    let stamps =
      "delta-time=30 [start=Tue Nov 24 12:00:00 2026] [stop=Tue Nov 24 12:00:30 2026] id=9"
    let closed = parse(dialect, "[DESTROY] \(tuple) \(stamps)").event
    #expect(closed.time == at("2026-11-24T12:00:30Z") && closed.start == at("2026-11-24T12:00:00Z"))
    #expect(closed.fields.contains(.assumedZone) && closed.session == 9)
    let stamped = parse(dialect, "[1795522412.5] [DESTROY] \(tuple) \(stamps)").event
    #expect(stamped.time == Timestamp(seconds: 1_795_522_412, nanoseconds: 500_000_000))
    #expect(!stamped.fields.contains(.assumedZone))
    #expect(
      parse(dialect, "[NEW] \(tuple) [start=Tue Nov 24 12:00:00 2026]").event.time
        == at("2026-11-24T12:00:00Z"))
    #expect(
      parse(dialect, "[DESTROY] \(tuple) [stop=Tue Nov 31 12:00:00 2026]").fault == .malformedTime)
  }

  @Test func idOfTheFlowIsNoIdentifierOfAMessageWithoutOne() {
    let event = parse(
      dialect,
      "[NEW] icmp 1 30 src=10.0.0.1 dst=9.9.9.9 type=13 code=0 [UNREPLIED] src=9.9.9.9 "
        + "dst=192.0.2.1 type=14 code=0 mark=0 id=70000"
    ).event
    #expect(event.session == 70000)
    #expect(event.fields.isDisjoint(with: [.insidePort, .outsidePort]))
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
    "    [NEW] 300 proto=6 src=10.0.0.1 dst=9.9.9.9 sport=0 dport=21 mask-src=255.255.255.255",
    "297 l3proto = 2 proto=6 src=10.0.0.1 dst=9.9.9.9 sport=0 dport=10236",
    "conntrack v1.4.7 (conntrack-tools): 3 expectations have been shown.",
  ])
  func proseIsSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }
}
