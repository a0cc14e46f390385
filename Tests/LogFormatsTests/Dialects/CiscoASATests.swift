import LogFormats
import NATModel
import Testing

@Suite struct CiscoASATests {
  let dialect = CiscoASA()

  @Test func outboundConnectionNamesTheSubscriberSecond() {
    let result = parse(
      dialect,
      "<166>Oct 10 2018 12:34:56 fw1 : %ASA-6-302013: Built outbound TCP connection 11757 for "
        + "outside:192.168.205.104/80 (192.168.205.104/80) to inside:172.31.98.44/1772 "
        + "(203.0.113.9/40001)(LOCAL\\alice)")
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp && event.session == 11757)
    #expect(event.inside == ip("172.31.98.44") && event.insidePort == 1772)
    #expect(event.outside == ip("203.0.113.9") && event.outsidePort == 40001)
    #expect(event.destination == ip("192.168.205.104") && event.destinationPort == 80)
    #expect(event.time == at("2018-10-10T12:34:56Z") && event.resolution == 1_000_000_000)
    #expect(event.fields.contains(.assumedZone) && !event.fields.contains(.assumedYear))
    #expect(result.texts.string(event.exporter) == "fw1")
    #expect(result.texts.string(event.subscriber) == "LOCAL\\alice")
  }

  @Test func inboundConnectionReachesTheInsideHost() {
    let event = parse(
      dialect,
      "%ASA-6-302015: Built inbound UDP connection 7 for outside:81.2.69.142/3424 "
        + "(81.2.69.142/3424)(LOCAL\\a, 123) to dmz:10.0.0.7/9803 (89.160.20.112/53) (bob)"
    ).event
    #expect(event.inside == ip("10.0.0.7") && event.outside == ip("89.160.20.112"))
    #expect(event.outsidePort == 53 && event.destination == ip("81.2.69.142"))
    #expect(!event.fields.contains(.subscriber) && !event.fields.contains(.time))
  }

  @Test func inboundWithATranslatedInitiatorIsSourceNAT() {
    let event = parse(
      dialect,
      "<166>May 09 2023 15:50:47 fw-bld1-1 : %FTD-6-302013: Built inbound TCP connection 15 for "
        + "Inside1:10.0.1.50/5248 (175.16.199.6/40846) to Outside1:89.160.20.131/443 "
        + "(89.160.20.131/443)"
    ).event
    #expect(event.inside == ip("10.0.1.50") && event.outside == ip("175.16.199.6"))
    #expect(event.outsidePort == 40846 && event.destination == ip("89.160.20.131"))
  }

  @Test func teardownHasStartAndBytesAndNoOutside() {
    let event = parse(
      dialect,
      "Apr 27 2020 02:03:03 dev01: %ASA-4-302016: Teardown UDP connection 123364823 for "
        + "OUTSIDE:67.43.156.13/500 to identity:216.160.83.61/500 duration 92:24:20 bytes 4671944"
    ).event
    #expect(event.kind == .sessionClose && event.bytes == 4_671_944)
    #expect(event.start == at("2020-04-23T05:38:43Z"))
    #expect(!event.fields.contains(.outside) && event.inside == ip("216.160.83.61"))
  }

  @Test func translationIsABindingWithoutDestination() {
    let built = parse(
      dialect,
      "May  5 18:40:50 dev01: %ASA-6-305011: Built dynamic TCP translation from "
        + "fw111:10.10.10.10/57006 to out111:192.168.2.2/57006")
    #expect(built.event.has([.binding, .inside, .insidePort, .outside, .outsidePort, .proto]))
    #expect(!built.event.fields.contains(.destination))
    #expect(built.event.time == at("2026-05-05T18:40:50Z"))
    #expect(built.texts.string(built.event.exporter) == "dev01")
    let torn = parse(
      dialect,
      "May  5 18:40:50 dev01: %ASA-6-305012: Teardown dynamic UDP translation from "
        + "fw111:10.10.10.10/54230 to out111:192.168.2.2/54231 duration 0:00:30"
    ).event
    #expect(torn.kind == .sessionClose && torn.start == at("2026-05-05T18:40:20Z"))
    let plain = parse(
      dialect, "%ASA-6-305009: Built static translation from dmz(acl):10.0.0.1 to out:192.0.2.1"
    ).event
    #expect(plain.has([.binding, .inside, .outside]) && !plain.fields.contains(.outsidePort))
  }

  @Test func addressNumberOfICMPIsTheIdentifier() {
    let event = parse(
      dialect,
      "May  5 18:16:21 dev01: %ASA-6-302021: Teardown ICMP connection for faddr 192.168.2.2/0 "
        + "gaddr 81.2.69.144/2 laddr 10.10.10.10/2 type 8 code 0"
    ).event
    #expect(event.kind == .sessionClose && event.proto == .icmp)
    #expect(event.inside == ip("10.10.10.10") && event.insidePort == 2)
    #expect(event.outside == ip("81.2.69.144") && event.outsidePort == 2)
    #expect(event.destination == ip("192.168.2.2") && !event.fields.contains(.destinationPort))
  }

  @Test func blocksOfPorts() {
    let event = parse(
      dialect,
      "%ASA-6-305014: Allocated 512 block of ports for translation from in:100.64.0.1 to "
        + "out:203.0.113.1/1024-1535"
    ).event
    #expect(event.kind == .blockAllocate && event.outsidePort == 1024)
    #expect(event.outsidePortLast == 1535 && event.fields.contains(.binding))
    #expect(
      parse(
        dialect,
        "%ASA-6-305014: Allocated 512 block of ports for translation from in:100.64.0.1 to "
          + "out:203.0.113.1/1535-1024"
      ).fault == .portOutOfRange)
    let interim = parse(
      dialect,
      "%ASA-3-305017: Pba-interim-logging: Active TCP block of ports for translation from "
        + "in:100.64.0.1 to out:203.0.113.1/1024-1535"
    ).event
    #expect(interim.kind == .blockInterim && interim.proto == .tcp)
  }

  @Test func namesAreNotResolved() {
    #expect(
      parse(
        dialect,
        "Oct 10 2019 10:21:36 localhost: %ASA-6-302021: Teardown ICMP connection for faddr "
          + "target.destination.hostname.local/10005 gaddr 10.0.55.66/0 laddr Prod-host/0"
      ).fault == .malformedAddress)
    #expect(
      parse(
        dialect,
        "%ASA-2-302016: Teardown UDP connection 1671727 for intfacename:10.10.10.10/161 to "
          + "net:1192.168.2.2/53356 duration 0:02:04 bytes 64585"
      ).fault == .malformedAddress)
  }

  @Test func timeThatDoesNotExistIsRejected() {
    #expect(
      parse(
        dialect,
        "Feb 30 2020 10:00:00: %ASA-6-305009: Built static translation from a:10.0.0.1 to b:1.1.1.1"
      ).fault == .malformedTime)
  }

  @Test func sameHeaderGivesTheSameTimeAgain() throws {
    let tail = "Built static translation from a:10.0.0.1 to b:192.0.2.1"
    var context = LineContext(file: 0, rules: TimeRules(reference: reference))
    let headers = [
      "Oct 10 2018 12:34:56 fw1 : %ASA-6-305009: ", "Oct 10 2018 12:34:56 fw1 : %ASA-6-305009: ",
      "Oct 10 2018 12:34:57 fw1 : %ASA-6-305009: ", "Oct 10 2018 12:34:57 fw11 : %ASA-6-305009: ",
      "Oct 10 2018 12:34:57: %ASA-6-305009: ", "%ASA-6-305009: ",
    ]
    for header in headers {
      let line = Array((header + tail).utf8)
      _ = try dialect.parse(LineCursor(line.span), into: &context)
    }
    let times = context.events.map(\.time)
    #expect(times[0] == times[1] && times[2] == times[1].advanced(by: 1_000_000_000))
    let names = context.events.map { context.texts.string($0.exporter) }
    #expect(names == ["fw1", "fw1", "fw1", "fw11", "", ""])
    #expect(!context.events[5].fields.contains(.time) && context.events[4].fields.contains(.time))
  }

  /// The vendor's example: source and destination before and after the translation.
  @Test func translationOfAMAPDomain() {
    let result = parse(
      dialect,
      "%ASA-6-305018: MAP translation from "
        + "inside:2001:DB8:0000:0000:0000:0000:0000:0002/57964-"
        + "outside:2001:DB8:FFFF:0000:0000:0000:0000:0001/22 to "
        + "inside:192.168.101.210/57964-outside:192.168.100.203/22")
    #expect(
      rendered(result) == [
        "{'kind':'session-open','inside':'2001:db8::2','inside_port':57964,"
          + "'outside':'192.168.101.210','outside_port':57964,'destination':'2001:db8:ffff::1',"
          + "'destination_port':22}"
      ])
  }

  @Test(arguments: [
    "%PIX-6-302001: Built outbound TCP connection 3 for ",
    "%PIX-6-302013: Built outbound TCP connection 3 for ",
  ])
  func oldConnectionsNameTheRoles(words: String) {
    let result = parse(
      dialect, words + "faddr 192.0.2.9/80 gaddr 203.0.113.1/1024 laddr 10.0.0.1/4000 (alice)")
    #expect(
      rendered(result) == [
        "{'kind':'session-open','proto':6,'inside':'10.0.0.1','inside_port':4000,"
          + "'outside':'203.0.113.1','outside_port':1024,'destination':'192.0.2.9',"
          + "'destination_port':80,'session':3,'subscriber':'alice'}"
      ])
  }

  @Test(arguments: [
    "%PIX-6-302002: Teardown TCP connection 3 faddr ",
    "%PIX-6-302014: Teardown TCP connection 3 for faddr ",
  ])
  func oldTeardownsKeepTheOutside(words: String) {
    let event = parse(
      dialect,
      "Nov 24 2003 12:00:00: " + words + "192.0.2.9/80 gaddr 203.0.113.1/1024 laddr 10.0.0.1/4000 "
        + "duration 0:00:07 bytes 1234 (TCP FINs)"
    ).event
    #expect(event.kind == .sessionClose && event.bytes == 1234 && event.session == 3)
    #expect(event.outside == ip("203.0.113.1") && event.outsidePort == 1024)
    #expect(event.time.since(event.start) == 7_000_000_000)
  }

  @Test func oldConnectionsOfUDPHaveNoNumber() {
    let event = parse(
      dialect,
      "%PIX-6-302005: Built UDP connection for faddr 192.0.2.9/53 gaddr 203.0.113.1/1024 laddr "
        + "10.0.0.1/4000"
    ).event
    #expect(event.proto == .udp && !event.fields.contains(.session))
  }

  @Test(arguments: [
    "Oct 10 2018 12:34:56 localhost CiscoASA[999]: ", "Oct 10 2018 12:34:56 localhost : ",
    "Oct 10 2018 12:34:56: ", "<166>Oct 10 2018 12:34:56: ",
    "<166>Oct 10 2018 12:34:56 localhost : ",
    "<166>:Oct 10 2018 12:34:56 UTC: ",
    "Oct 10 12:34:56 10.0.0.1 Oct 10 2018 12:34:56 localhost : ",
  ])
  func headers(text: String) {
    let event = parse(
      dialect,
      text + "%ASA-6-305011: Built dynamic TCP translation from inside:172.31.98.44/1772 to "
        + "outside:192.168.98.44/8256"
    ).event
    #expect(event.time == at("2018-10-10T12:34:56Z") && event.outsidePort == 8256)
  }
}
