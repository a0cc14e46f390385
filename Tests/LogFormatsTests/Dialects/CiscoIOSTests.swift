import LogFormats
import NATModel
import Testing

@Suite struct CiscoIOSTests {
  let dialect = CiscoIOS()

  /// The server on the wire is the fourth endpoint, not the third.
  @Test func classicRecords() {
    let endpoints =
      "tcp 10.0.0.1:43800 10.17.3.32:1024 192.168.0.1:80 10.17.3.2:80"
    let rest =
      "'proto':6,'inside':'10.0.0.1','inside_port':43800,'outside':'10.17.3.32',"
      + "'outside_port':1024,'destination':'10.17.3.2','destination_port':80}"
    #expect(
      rendered(
        parse(dialect, "12:17:12.503: %IPNAT-6-NAT_CREATED: Created " + endpoints))
        == ["{'kind':'session-open'," + rest])
    #expect(
      rendered(
        parse(dialect, "12:18:47.751: %IPNAT-6-NAT_DELETED: Deleted " + endpoints))
        == ["{'kind':'session-close'," + rest])
    #expect(
      rendered(parse(dialect, "%IPNAT-6-CREATED: " + endpoints))
        == ["{'kind':'session-open'," + rest])
  }

  @Test func platformTagIsNoneOfTheNATs() {
    let result = parse(
      dialect,
      "<14>123456789: HOSTNAME: May 21 12:00:01.123 gmt: %IOSXE-6-PLATFORM: F0: cpp_cp: QFP:0.0 "
        + "Thread:105 TS:00000000000000 %NAT-6-LOG_TRANSLATION: Created Translation UDP "
        + "192.168.0.11:44593 192.168.0.11:21129 192.168.0.11:53 192.168.0.11:53 "
        + "0................")
    #expect(
      rendered(result) == [
        "{'kind':'session-open','time':'2026-05-21T12:00:01.123Z','proto':17,"
          + "'inside':'192.168.0.11','inside_port':44593,'outside':'192.168.0.11',"
          + "'outside_port':21129,'destination':'192.168.0.11','destination_port':53,"
          + "'exporter':'HOSTNAME','assumed_year':true}"
      ])
    let inVRF = parse(
      dialect,
      "%NAT-6-LOG_TRANSLATION: Deleted Translation TCP 10.0.0.1:1 203.0.113.1:2 192.0.2.1:3 "
        + "192.0.2.1:3 7")
    #expect(inVRF.event.kind == .sessionClose && inVRF.texts.string(inVRF.event.realm) == "7")
  }

  @Test func portlessAndStaticEntries() {
    let icmp = parse(
      dialect, "%IPNAT-6-NAT_CREATED: Created icmp 10.0.0.1:7 203.0.113.1:9 192.0.2.9:7 192.0.2.9:7"
    ).event
    #expect(icmp.proto == .icmp && icmp.insidePort == 7 && icmp.outsidePort == 9)
    #expect(icmp.fields.contains(.destination) && !icmp.fields.contains(.destinationPort))
    let gre = parse(
      dialect, "%IPNAT-6-NAT_CREATED: Created gre 10.0.0.1 203.0.113.1 192.0.2.9 192.0.2.9"
    ).event
    #expect(gre.proto.rawValue == 47 && !gre.fields.contains(.insidePort))
    let fixed = parse(
      dialect, "%IPNAT-6-NAT_CREATED: Created --- 10.0.0.1 203.0.113.1 --- ---"
    ).event
    #expect(fixed.fields == [.binding, .inside, .outside])
    let nat64 = parse(
      dialect,
      "%NAT-6-LOG_TRANSLATION: Created Translation TCP [2001:db8::1]:1 203.0.113.1:2 "
        + "64:ff9b::1:3 64:ff9b::1:3 0"
    ).event
    #expect(nat64.inside == ip("2001:db8::1") && nat64.insidePort == 1)
    #expect(nat64.destination == ip("64:ff9b::1") && nat64.destinationPort == 3)
  }

  @Test(arguments: [
    "Feb  8 04:00:48 192.168.100.2 585917: Feb  8 04:00:47.272: %SEC-6-IPACCESSLOGP: list 177 "
      + "denied udp 192.168.100.195(55250) -> 192.168.100.255(15600), 1 packet",
    "<190>2361044: sw01: Jan 16 2022 22:11:43 AEST: %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success",
    "%IPNAT-4-ADDR_ALLOC_FAILURE: Address allocation failed for 10.0.0.1, pool p might be exhausted",
    "%ASA-6-305011: Built dynamic TCP translation from a:10.0.0.1/1 to b:192.0.2.1/2",
  ])
  func otherMessagesAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }

  @Test func otherMessagesAreWeakEvidence() {
    func strength(_ line: String) -> Recognition.Strength {
      let bytes = Array(line.utf8)
      return dialect.recognise(LineCursor(bytes.span)).strength
    }
    #expect(strength("%SEC-6-IPACCESSLOGP: list 177 denied") == .weak)
    #expect(strength("%PIM-SW1-6-INVALID_RP_JOIN: x") == .weak)
    #expect(strength("%ASA-6-302013: x") == .none && strength("100% of 5-3-A: x") == .none)
  }

  @Test(arguments: [
    ("Created tcp 10.0.0.1:43800 10.17.3.32:1024 192.168.0.1:80", RejectReason.missingField),
    ("Created tcp 10.0.0.1:70000 10.17.3.32:1024 192.168.0.1:80 1.1.1.1:1", .portOutOfRange),
    ("Created tcp 10.0.0:1 10.17.3.32:1024 192.168.0.1:80 1.1.1.1:1", .malformedAddress),
    ("Created warp 10.0.0.1:1 10.17.3.32:1024 192.168.0.1:80 1.1.1.1:1", .malformedRecord),
    ("Created icmp 10.0.0.1:1 10.17.3.32 1.1.1.1:1 1.1.1.1:1", .malformedPort),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, "%IPNAT-6-NAT_CREATED: " + text).fault == reason)
  }
}
