import LogFormats
import NATModel
import Testing

@Suite struct FortiGateTests {
  let dialect = FortiGate()
  let head =
    "<189>date=2020-04-23 time=12:11:51 devname=\"fw\" type=\"traffic\" subtype=\"forward\" "
  let flow = "srcip=192.168.10.10 srcport=6000 dstip=67.43.156.13 dstport=6001 proto=17 "

  @Test func traffic() throws {
    let line = try #require(sampleLines["fortigate"]?[0])
    #expect(
      rendered(parse(dialect, line)) == [
        "{'kind':'session-close','start':'2020-04-18T17:12:23.291463928Z',"
          + "'time':'2020-04-18T17:14:29.291463928Z','proto':6,'inside':'192.168.50.50',"
          + "'inside_port':56603,'outside':'67.43.156.14','outside_port':603,"
          + "'destination':'67.43.156.13','destination_port':442,'session':2345,'bytes':78577,"
          + "'packets':183,'subscriber':'alice','realm':'v1','exporter':'fw3'}"
      ])
  }

  @Test func hardwareSessions() {
    let start =
      "Oct 5 23:29:33 172.16.200.26 date=2022-10-06 time=02:29:32 sn=F2K61FTK21900840 vd=cgn-hw1 "
      + "pid=805306369 type=sess act=start tran=snat proto=6 ipold=v4 ipnew=v4 sip=10.1.100.11 "
      + "dip=172.16.200.155 sport=40836 dport=80 nsip=172.16.201.182 ndip=172.16.200.155 "
      + "nsport=8117 ndport=80 sentp=0 sentb=0 rcvdp=0 rcvdb=0"
    #expect(
      rendered(parse(dialect, start)) == [
        "{'kind':'session-open','time':'2022-10-06T02:29:32Z','proto':6,'inside':'10.1.100.11',"
          + "'inside_port':40836,'outside':'172.16.201.182','outside_port':8117,"
          + "'destination':'172.16.200.155','destination_port':80,'realm':'cgn-hw1',"
          + "'exporter':'172.16.200.26','assumed_zone':true}"
      ])
  }

  /// An interim record repeats a session that has its own end.
  @Test func interimRecordsAreSkipped() {
    #expect(
      parse(
        dialect,
        head + "logid=\"0000000020\" " + flow
          + "action=\"accept\" trandisp=\"snat\" transip=67.43.156.14 transport=60964 duration=5462"
      ).isSkipped)
  }

  @Test func clockWithAndWithoutZone() {
    let rest = flow + "action=start trandisp=noop"
    let stated = parse(dialect, head + "tz=\"-0500\" " + rest).event
    #expect(stated.time == at("2020-04-23T17:11:51Z") && !stated.fields.contains(.assumedZone))
    #expect(stated.kind == .sessionOpen && stated.outside == stated.inside)
    #expect(stated.outsidePort == 6000)
    let assumed = parse(dialect, head + rest).event
    #expect(assumed.time == at("2020-04-23T12:11:51Z") && assumed.fields.contains(.assumedZone))
  }

  @Test(arguments: [
    ("1587229911", UInt32(1_000_000_000)), ("1587229911000", 1_000_000),
    ("1587229911000000", 1000), ("1587229911000000000", 1),
  ])
  func digitsOfTheEventTimeTellItsUnit(text: String, resolution: UInt32) {
    let event = parse(
      dialect, head + "eventtime=\(text) " + flow + "action=close trandisp=noop"
    ).event
    #expect(event.time == at("2020-04-18T17:11:51Z") && event.resolution == resolution)
  }

  @Test func destinationTranslation() {
    let inbound = parse(
      dialect,
      head + "srcip=198.51.100.7 srcport=6000 dstip=203.0.113.9 dstport=443 proto=6 action=close "
        + "trandisp=\"dnat\" tranip=10.0.0.8 tranport=8443"
    ).event
    #expect(inbound.inside == ip("10.0.0.8") && inbound.insidePort == 8443)
    #expect(inbound.outside == ip("203.0.113.9") && inbound.outsidePort == 443)
    #expect(inbound.destination == ip("198.51.100.7") && inbound.destinationPort == 6000)
    #expect(
      parse(dialect, head + flow + "action=close trandisp=\"dnat\" tranip=10.0.0.8 tranport=1")
        .isSkipped)
    let both = parse(
      dialect,
      head + flow + "action=close trandisp=\"snat+dnat\" transip=203.0.113.1 transport=7 "
        + "tranip=10.0.0.8 tranport=1"
    ).event
    #expect(both.outside == ip("203.0.113.1") && both.destination == ip("67.43.156.13"))
  }

  @Test func identifierOfICMP() {
    let event = parse(
      dialect,
      head + "srcip=10.0.0.1 identifier=61 dstip=8.8.8.8 proto=1 action=accept trandisp=snat "
        + "transip=203.0.113.1 transport=62"
    ).event
    #expect(event.insidePort == 61 && event.outsidePort == 62 && event.kind == .sessionClose)
    #expect(!event.fields.contains(.destinationPort))
  }

  @Test(arguments: [
    "action=\"deny\" trandisp=\"noop\"", "action=\"dns\"", "action=\"ip-conn\"",
    "action=\"close\"",
  ])
  func denialsAndFailuresAreSkipped(rest: String) {
    #expect(parse(dialect, head + flow + rest).isSkipped)
  }

  @Test(arguments: [
    "<189>date=2020-04-23 time=12:12:00 type=\"utm\" subtype=\"dns\" srcip=x proto=\"y\" action=\"pass\"",
    "<189>date=2020-04-23 time=12:12:00 type=\"event\" subtype=\"vpn\" action=\"negotiate\"",
    "<189>date=2020-04-23 time=12:12:00 type=\"traffic\" subtype=\"local\" srcip=10.0.0.1 "
      + "dstip=1.1.1.1 proto=6 action=\"accept\" trandisp=\"snat\" transip=1.1.1.2",
    "date= desc=\"Object update\" msg=\"type=traffic srcip=10.0.0.1\"",
  ])
  func otherRecordsAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }

  @Test(arguments: [
    ("action=close trandisp=snat transip=1.1.1.1 transport=70000", RejectReason.portOutOfRange),
    ("action=close trandisp=snat transip=host", .malformedAddress),
    ("action=close trandisp=snat", .missingField),
    ("action=close trandisp=noop eventtime=15", .malformedTime),
    ("action=close trandisp=noop sentbyte=x", .malformedNumber),
    ("action=close trandisp=noop logid=\"x\"", .malformedNumber),
  ])
  func damagedRecordsAreRejected(rest: String, reason: RejectReason) {
    #expect(parse(dialect, head + flow + rest).fault == reason)
  }

  @Test func timeThatDoesNotExistIsRejected() {
    #expect(
      parse(
        dialect, "date=2020-02-30 time=12:00:00 type=traffic " + flow + "action=close trandisp=noop"
      )
      .fault == .malformedTime)
  }
}
