import LogFormats
import NATModel
import Testing

@Suite struct PFStateTests {
  let dialect = PFState()

  @Test func outgoingStateIsASessionWithoutTime() throws {
    let event = parse(dialect, try #require(sampleLines["pf-state"]?[0])).event
    #expect(event.kind == .sessionOpen && event.proto == .udp)
    #expect(event.inside == ip("192.168.1.178") && event.insidePort == 56094)
    #expect(event.outside == ip("162.202.41.52") && event.outsidePort == 17449)
    #expect(event.destination == ip("79.127.160.158") && event.destinationPort == 51820)
    #expect(event.packets == 482_651_466 && event.bytes == 365_930_104_432)
    #expect(event.session == 0xa1b2_c3d4)
    #expect(!event.fields.contains(.time) && !event.fields.contains(.start))
  }

  @Test func subscriberBehindAProxyKeepsWhatItDialled() throws {
    let event = parse(dialect, try #require(sampleLines["pf-state"]?[1])).event
    #expect(event.inside == ip("10.99.0.162") && event.outside == event.inside)
    #expect(event.destination == ip("140.82.114.3") && event.destinationPort == 443)
    #expect(event.packets == 681)
  }

  @Test func strangerAtForwardedPortIsNoSubscriber() {
    let event = parse(
      dialect,
      "all tcp 192.168.1.105:32400 (162.202.41.52:41952) <- 73.96.122.167:36068       "
        + "ESTABLISHED:ESTABLISHED"
    ).event
    #expect(!event.fields.contains(.inside) && event.outside == ip("162.202.41.52"))
    #expect(event.outsidePort == 41952 && event.destination == ip("73.96.122.167"))
    #expect(event.destinationPort == 36068)
  }

  @Test func portOfIPv6StandsInBrackets() throws {
    let event = parse(dialect, try #require(sampleLines["pf-state"]?[2])).event
    #expect(event.inside == ip("2600:1700::9") && event.insidePort == 52034)
    #expect(event.outside == event.inside && event.destination == ip("2001:db8::1"))
  }

  @Test func identifierOfICMP() {
    let event = parse(dialect, "all icmp 192.168.1.9:11 -> 1.1.1.1:11       0:0").event
    #expect(event.proto == .icmp && event.insidePort == 11 && event.outsidePort == 11)
    #expect(!event.fields.contains(.destinationPort))
  }

  @Test(arguments: [
    "all tcp 127.0.0.1:3129 <- 10.99.0.162:59216       FIN_WAIT_2:FIN_WAIT_2", "No ALTQ support",
    "   age 00:00:02, expires in 00:00:08, 1:1 pkts, 84:84 bytes, rule 9", "",
  ])
  func otherLinesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test(arguments: [
    ("all tcp 1.1.1.1:1 (10.0.0.1:70000) -> 9.9.9.9:2  X:Y", RejectReason.portOutOfRange),
    ("all tcp 1.1.1.1:1 (10.0.0.1:7 -> 9.9.9.9:2  X:Y", .malformedRecord),
    ("all tcp 1.1.1.1:1 -> host:2  X:Y", .malformedAddress),
    ("all tcp 1.1.1.1:1 -> 2.2.2.2:2  X\n  age 0, expires in 1, a", .malformedNumber),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(dialect, line).fault == reason)
  }
}
