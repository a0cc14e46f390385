import LogFormats
import NATModel
import Testing

@Suite struct ComwareTests {
  let dialect = Comware()

  private static let created = """
    %@250005%Jul 7 04:20:04:72 2005 DeviceA USERLOG/7/NAT:
    ICMP; 192.168.1.6:768--->1.1.1.1:12288; 2.2.2.2:768;
    [2005/07/07 04:20:03-0000/00/00 00:00:00];
    Operator 8: Data flow created
    """

  @Test func recordOverFourLinesOpens() {
    let result = parse(dialect, ComwareTests.created)
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .icmp)
    #expect(event.inside == ip("192.168.1.6") && event.insidePort == 768)
    #expect(event.outside == ip("1.1.1.1") && event.outsidePort == 12288)
    #expect(event.destination == ip("2.2.2.2") && !event.fields.contains(.destinationPort))
    #expect(event.time == at("2005-07-07T04:20:03Z") && event.resolution == 1_000_000_000)
    #expect(event.fields.contains(.assumedZone) && !event.fields.contains(.assumedYear))
    #expect(result.texts.string(event.exporter) == "DeviceA")
    // The same with blanks in place of line breaks, and with CR LF.
    for mark in [" ", "\r\n"] {
      let other = parse(dialect, ComwareTests.created.replacing("\n", with: mark))
      #expect(other.event == event)
    }
  }

  @Test func endClosesAndTellsTheStart() throws {
    let event = parse(dialect, try #require(sampleLines["h3c-comware"]?[0])).event
    #expect(event.kind == .sessionClose && event.time == at("2005-07-07T04:20:09Z"))
    #expect(event.start == at("2005-07-07T04:20:03Z"))
  }

  @Test func linesOfARecordHangTogether() throws {
    func role(_ line: String) -> LineRole { dialect.role(of: LineCursor(Array(line.utf8).span)) }
    #expect(
      ComwareTests.created.split(separator: "\n").map { role(String($0)) }
        == [.begins, .continues, .continues, .ends])
    #expect(role(ComwareTests.created.replacing("\n", with: " ")) == .alone)
    #expect(role("<189>Dec  4 17:42:33 2019 H3C %%10SHELL/5/SHELL_LOGOUT: x logged out") == .alone)
    // A line of another program between two records is neither lost nor part of one.
    let got = try read(
      Array((ComwareTests.created + "\n<13>x: hello\n" + ComwareTests.created).utf8))
    #expect(got.events.count == 2 && got.report.skipped == 1)
    #expect(got.events.map(\.location.record) == [1, 6])
  }

  @Test func fieldsOfVersion7AreNumbered() throws {
    let result = parse(dialect, try #require(sampleLines["h3c-comware"]?[1]))
    let event = result.event
    #expect(event.kind == .sessionClose && event.proto == .tcp)
    #expect(event.inside == ip("192.168.187.12") && event.insidePort == 40912)
    #expect(event.outside == ip("192.0.2.188") && event.outsidePort == 9460)
    #expect(event.destination == ip("198.51.100.238") && event.destinationPort == 80)
    #expect(event.time == at("2019-12-01T08:15:43Z") && event.start == at("2019-12-01T08:10:51Z"))
    #expect(event.fields.isDisjoint(with: [.assumedYear, .assumedZone]))
    #expect(event.packets == 15 && event.bytes == 4397)
    #expect(event.realm == .none && !event.fields.contains(.subscriber))
  }

  @Test func destinationNATOfAStrangerHasNoInside() {
    let event = parse(
      dialect,
      "10.16.18.1 kern.info fw-01 %%10 VsysId:1 nat/6/NAT_IPV4_MATCH: Protocol(1001)=TCP;"
        + "Application(1002)=cPanel;SrcIPAddr(1003)=68.183.184.83;SrcPort(1004)=46644;"
        + "NatSrcIPAddr(1005)=68.183.184.83;NatSrcPort(1006)=46644;DstIPAddr(1007)=102.134.120.157;"
        + "DstPort(1008)=22;NatDstIPAddr(1009)=10.17.0.13;NatDstPort(1010)=22;"
        + "RcvDSLiteTunnelPeer(1040)=;BeginTime_e(1013)=03132026162009;EndTime_e(1014)=;"
        + "Event(1048)=(8)Session created; VlanID(1175)=--;"
    ).event
    #expect(event.kind == .sessionOpen && event.time == at("2026-03-13T16:20:09Z"))
    #expect(!event.fields.contains(.inside) && event.outside == ip("102.134.120.157"))
    #expect(event.outsidePort == 22 && event.destination == ip("68.183.184.83"))
  }

  @Test func peerOfATunnelIsRealmAndSubscriber() {
    let result = parse(
      dialect,
      "<190>Dec 01 16:15:43 2019 fw %%10NAT/6/NAT_FLOW: Protocol(1001)=UDP;SrcIPAddr(1003)=10.0.0.2;"
        + "SrcPort(1004)=5;NatSrcIPAddr(1005)=192.0.2.1;NatSrcPort(1006)=6;DstIPAddr(1007)=9.9.9.9;"
        + "DstPort(1008)=53;RcvDSLiteTunnelPeer(1040)=2001:db8::1;Event(1048)=(8)Sessioncreated;")
    #expect(result.texts.string(result.event.realm) == "2001:db8::1")
    #expect(result.texts.string(result.event.subscriber) == "2001:db8::1")
    // Without a begin the header tells the time, which is local.
    #expect(result.event.time == at("2019-12-01T16:15:43Z"))
    #expect(result.event.fields.contains(.assumedZone))
  }

  @Test(arguments: [
    ComwareTests.created.replacing("Operator 8", with: "Operator 6"),
    "<188>Dec  1 19:35:56 2019 H3C %%10IPS/4/IPS_IPV4_INTERZONE: Protocol(1001)=TCP; "
      + "SrcIPAddr(1003)=192.168.221.39; DstIPAddr(1007)=192.168.187.12;",
    "<190>May 18 11:20:10 2016 FW %%10FILTER/6/ZONE_DP_FLT_EXECUTION_TCP_LOG(l): "
      + "policyActType(1071)=denied;protType(1001)=TCP(6);srcIPAddr(1017)=10.167.77.99;",
    "%@250005%Jul 7 04:20:04:72 2005 DeviceA USERLOG/7/ACL: denied",
    "<190>Dec 01 16:15:43 2019 fw %%10NAT/6/NAT_FLOW: SrcIPAddr(1003)=10.0.0.2;Event(1048)=(6)Active;",
  ])
  func otherMessagesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test(arguments: [
    (ComwareTests.created.replacing("12288", with: "70000"), RejectReason.portOutOfRange),
    (ComwareTests.created.replacing("2005/07/07", with: "2005/02/30"), .malformedTime),
    (ComwareTests.created.replacing("2.2.2.2:768;", with: ""), .malformedAddress),
    (
      "ICMP; 192.168.1.6:768--->1.1.1.1:12288; 2.2.2.2:768;\n[2005/07/07 04:20:03-",
      .malformedRecord
    ),
    ("%%10NAT/6/NAT_FLOW: SrcIPAddr(1003)=10.0.0.2;Event(1048)=(8)x", .missingField),
    ("%%10NAT/6/NAT_FLOW: BeginTime_e(1013)=13012019081051;", .malformedTime),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(dialect, line).fault == reason)
  }
}
