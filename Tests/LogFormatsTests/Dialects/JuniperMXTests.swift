import LogFormats
import NATModel
import Testing

@Suite struct JuniperMXTests {
  let dialect = JuniperMX()

  /// Lines that their vendor or an operator published, and everything that is in them.
  @Test(arguments: [
    (
      "{service_set_3}MSVCS_LOG_SESSION_OPEN: App:none, xe-3/1/1.0#012 24.0.0.2:18575 "
        + "[198.51.100.17:1048] -> 23.0.0.2:63 (UDP)",
      "{'kind':'session-open','proto':17,'inside':'24.0.0.2','inside_port':18575,"
        + "'outside':'198.51.100.17','outside_port':1048,'destination':'23.0.0.2',"
        + "'destination_port':63}"
    ),
    (
      "JSERVICES_SESSION_OPEN: application:icmp, ge-2/1/4.0 40.1.1.2:56350 [70.0.0.3:1024] ->  "
        + "100.1.1.2:2048 (ICMP ECHO REQUEST)",
      "{'kind':'session-open','proto':1,'inside':'40.1.1.2','inside_port':56350,"
        + "'outside':'70.0.0.3','outside_port':1024,'destination':'100.1.1.2'}"
    ),
    (
      "JSERVICES_SESSION_OPEN: application:icmpv6, ge-2/1/4.0 2001::2:54045 [80.0.0.8:1024] -> "
        + "[100.1.1.2] 64:ff9b::6401:102:32768 (ICMPV6 ECHO REQUEST)",
      "{'kind':'session-open','proto':58,'inside':'2001::2','inside_port':54045,"
        + "'outside':'80.0.0.8','outside_port':1024,'destination':'64:ff9b::6401:102'}"
    ),
    (
      "2026-07-19T16:13:02.123456+00:00 <158>2026-07-19 16:13:02: CGN-KTA{CGN_VRF0_LOG}"
        + "[jservices-nat]: JSERVICES_NAT_RULE_MATCH: proto 17 (UDP) application: any, "
        + "xe-2/0/0.32767:10.20.0.5:28760 -> 162.4.32.33:53, Match NAT rule-set: (null), rule: "
        + "CGN_PLUS_0, term: 1",
      "{'kind':'flow','end':'2026-07-19T16:13:02Z','proto':17,'inside':'10.20.0.5',"
        + "'inside_port':28760,'destination':'162.4.32.33','destination_port':53,"
        + "'assumed_zone':true}"
    ),
  ])
  func published(line: String, event: String) {
    #expect(rendered(parse(dialect, line)) == [event])
  }

  @Test(arguments: [
    "JSERVICES_NAT_RULE_MATCH: proto 58 (ICMPV6) application: icmpv6, 2001::2:54045 -> "
      + "64:ff9b::6401:102:32768, Match NAT rule-set: (null), rule: nat64_rule, term: 0",
    "JSERVICES_NAT_RULE_MATCH: proto 58 (ICMPV6) app: icmpv6, ge-2/1/4.0 2001::2:54045 -> "
      + "64:ff9b::6401:102:32768, Match NAT rule-set (null), rule nat64_rule, term 0",
    "JSERVICES_NAT_RULE_MATCH: proto 58 (ICMPV6 ECHO REQUEST) application: icmpv6, "
      + "ge-2/1/4.0:2001::2:54045 -> 64:ff9b::6401:102:32768, Match NAT rule-set: (null)",
    "JSERVICES_NAT_RULE_MATCH: proto 58(ICMPV6) app: any, ae0.100#012 2001::2/54045 -> "
      + "64:ff9b::6401:102/32768,Match NAT rule-set (null)",
  ])
  func interfacesAreWrittenInManyWays(line: String) {
    #expect(
      rendered(parse(dialect, line)) == [
        "{'kind':'flow','proto':58,'inside':'2001::2','inside_port':54045,"
          + "'destination':'64:ff9b::6401:102'}"
      ])
  }

  @Test(arguments: ["13:18:14", "13:18: 14", "13: 18:14"])
  func blankInTheTimeOfTheRouter(time: String) {
    let result = parse(
      dialect,
      "Jul 19 13:18:20 10.0.0.1 2024-07-19 \(time): CGN-1{ss1}[jservices-nat]: "
        + "JSERVICES_NAT_PORT_BLOCK_RELEASE: 100.64.0.7 -> 203.0.113.9:1024-1535 0x669a65a6")
    #expect(
      rendered(result) == [
        "{'kind':'block-release','time':'2024-07-19T13:18:14Z','inside':'100.64.0.7',"
          + "'outside':'203.0.113.9','outside_port':1024,'outside_port_last':1535,"
          + "'exporter':'10.0.0.1','binding':true,'assumed_zone':true}"
      ])
  }

  @Test func secondsOfABlockStandInForAHeader() {
    let body = "100.64.0.7 -> 203.0.113.9:1024-1535 0x669a65a6"
    let allocated = parse(dialect, "JSERVICES_NAT_PORT_BLOCK_ALLOC: " + body).event
    #expect(allocated.kind == .blockAllocate && allocated.time == Timestamp(seconds: 0x669a_65a6))
    let active = parse(dialect, "JSERVICES_NAT_PORT_BLOCK_ACTIVE: " + body).event
    #expect(active.kind == .blockInterim && active.start == Timestamp(seconds: 0x669a_65a6))
    #expect(!active.fields.contains(.time))
    // What the number in a release means is not known.
    let released = parse(dialect, "JSERVICES_NAT_PORT_BLOCK_RELEASE: " + body).event
    #expect(released.fields.isDisjoint(with: [.time, .start]))
  }

  @Test func untranslatedAndPortlessSides() {
    let plain = parse(
      dialect, "JSERVICES_SESSION_CLOSE: application:none, ge-0/0/0.0 10.0.0.1:1 -> 192.0.2.9:2 (6)"
    ).event
    #expect(plain.kind == .sessionClose && plain.outside == plain.inside)
    #expect(plain.outsidePort == 1 && plain.proto == .tcp)
    let portless = parse(
      dialect,
      "JSERVICES_SESSION_OPEN: application:none, ge-0/0/0.0 10.0.0.1:1 [203.0.113.1] -> "
        + "192.0.2.9:2 [198.51.100.9:3] (TCP)"
    ).event
    #expect(portless.outside == ip("203.0.113.1") && !portless.fields.contains(.outsidePort))
    #expect(portless.destination == ip("192.0.2.9") && portless.destinationPort == 2)
    let translated = parse(
      dialect,
      "JSERVICES_SESSION_OPEN: application:none, ge-0/0/0.0 10.0.0.1:1 -> [192.0.2.9:2] (TCP)"
    ).event
    #expect(translated.destination == ip("192.0.2.9") && translated.destinationPort == 2)
  }

  @Test(arguments: [
    "JSERVICES_NAT_OUTOF_PORTS_APP: natpool p1 out of ports", "term t1",
    "Nov 24 12:00:00 r1 sshd[1]: Failed password for root from 192.0.2.1 port 22 ssh2",
  ])
  func otherMessagesAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }

  @Test(arguments: [
    ("NAT_PORT_BLOCK_ALLOC: 100.64.0.7 -> 203.0.113.9:1535-1024 0x1", RejectReason.portOutOfRange),
    ("NAT_PORT_BLOCK_ALLOC: 100.64.0.7 -> 203.0.113.9:1024-134047", .portOutOfRange),
    ("NAT_PORT_BLOCK_ALLOC: host -> 203.0.113.9:1024-1535", .malformedAddress),
    ("NAT_PORT_BLOCK_ALLOC: 100.64.0.7", .missingField),
    (
      "SESSION_OPEN: application:none, ge-0/0/0.0 10.0.0.1:1 [1.1.1.1:2] -> 1.1.1.2:3",
      .missingField
    ),
    (
      "SESSION_OPEN: application:none, ge-0/0/0.0 10.0.0.1 [1.1.1.1:2] -> 1.1.1.2:3 (TCP)",
      .malformedPort
    ),
    ("NAT_RULE_MATCH: proto 300 (X) app: any, 10.0.0.1:1 -> 1.1.1.1:1, Match", .malformedNumber),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, "JSERVICES_" + text).fault == reason)
  }
}
