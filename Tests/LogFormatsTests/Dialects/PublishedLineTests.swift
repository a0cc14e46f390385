import LogFormats
import NATModel
import Testing

/// Every line that the survey of formats quotes as published by a vendor, an operator or a program's
/// own tests, with all that is in it.
///
/// Lines that their publisher cut stand as cut: they show what is made of a record without its end.
@Suite struct PublishedLineTests {
  /// What a line gives.
  enum Outcome: Sendable {
    /// Events in the words of `natlens.event/1`.
    case events([String])
    /// No event, because there is none in it.
    case skipped
    /// A record that cannot be taken for one.
    case rejected(RejectReason)
  }

  struct Line: Sendable {
    var dialect: String
    var text: String
    var outcome: Outcome

    init(_ dialect: String, _ text: String, _ outcome: Outcome) {
      self.dialect = dialect
      self.text = text
      self.outcome = outcome
    }
  }

  @Test(arguments: PublishedLineTests.lines.indices)
  func published(index: Int) throws {
    let line = PublishedLineTests.lines[index]
    let dialect = try #require(LogDialects.dialect(line.dialect))
    let result = parse(dialect, line.text)
    switch line.outcome {
    case .events(let events): #expect(rendered(result) == events, "\(line.text)")
    case .skipped: #expect(result.isSkipped && result.events.isEmpty, "\(line.text)")
    case .rejected(let reason):
      #expect(result.fault == reason && result.events.isEmpty, "\(line.text)")
    }
  }

  static let lines: [Line] = [
    // Cisco ASA and FTD
    Line(
      "cisco-asa",
      "Oct 10 2018 12:34:56 localhost CiscoASA[999]: %ASA-6-305011: Built dynamic TCP "
        + "translation from inside:172.31.98.44/1772 to outside:192.168.98.44/8256",
      .events([
        "{'kind':'session-open','time':'2018-10-10T12:34:56Z','proto':6,"
          + "'inside':'172.31.98.44','inside_port':1772,'outside':'192.168.98.44',"
          + "'outside_port':8256,'exporter':'localhost','binding':true,'assumed_zone':true}"
      ])),
    Line(
      "cisco-asa",
      "Oct 10 2018 12:34:56 localhost CiscoASA[999]: %ASA-6-302013: Built outbound TCP "
        + "connection 11757 for outside:192.168.205.104/80 (192.168.205.104/80) to "
        + "inside:172.31.98.44/1772 (172.31.98.44/1772)",
      .events([
        "{'kind':'session-open','time':'2018-10-10T12:34:56Z','proto':6,"
          + "'inside':'172.31.98.44','inside_port':1772,'outside':'172.31.98.44',"
          + "'outside_port':1772,'destination':'192.168.205.104','destination_port':80,"
          + "'session':11757,'exporter':'localhost','assumed_zone':true}"
      ])),
    Line(
      "cisco-asa",
      "May  5 18:40:50 dev01: %ASA-6-305011: Built dynamic TCP translation from "
        + "fw111:10.10.10.10/57006 to out111:192.168.2.2/57006",
      .events([
        "{'kind':'session-open','time':'2026-05-05T18:40:50Z','proto':6,"
          + "'inside':'10.10.10.10','inside_port':57006,'outside':'192.168.2.2',"
          + "'outside_port':57006,'exporter':'dev01','binding':true,'assumed_year':true,"
          + "'assumed_zone':true}"
      ])),
    Line(
      "cisco-asa",
      "May  5 18:16:21 dev01: %ASA-6-302021: Teardown ICMP connection for faddr "
        + "192.168.2.2/0 gaddr 81.2.69.144/2 laddr 10.10.10.10/2 type 8 code 0",
      .events([
        "{'kind':'session-close','time':'2026-05-05T18:16:21Z','proto':1,"
          + "'inside':'10.10.10.10','inside_port':2,'outside':'81.2.69.144','outside_port':2,"
          + "'destination':'192.168.2.2','exporter':'dev01','assumed_year':true,"
          + "'assumed_zone':true}"
      ])),
    Line(
      "cisco-asa",
      "%ASA-6-305018: MAP translation from "
        + "inside:2001:DB8:0000:0000:0000:0000:0000:0002/57964-outside:2001:DB8:FFFF:0000:0000:0"
        + "000:0000:0001/22 to inside:192.168.101.210/57964-outside:192.168.100.203/22",
      .events([
        "{'kind':'session-open','inside':'2001:db8::2','inside_port':57964,"
          + "'outside':'192.168.101.210','outside_port':57964,'destination':'2001:db8:ffff::1',"
          + "'destination_port':22}"
      ])),
    // Cisco IOS and IOS XE
    Line(
      "cisco-ios",
      "12:17:12.503: %IPNAT-6-NAT_CREATED: Created tcp 10.0.0.1:43800 10.17.3.32:1024 "
        + "192.168.0.1:80 10.17.3.2:80",
      .events([
        "{'kind':'session-open','proto':6,'inside':'10.0.0.1','inside_port':43800,"
          + "'outside':'10.17.3.32','outside_port':1024,'destination':'10.17.3.2',"
          + "'destination_port':80}"
      ])),
    Line(
      "cisco-ios",
      "12:18:47.751: %IPNAT-6-NAT_DELETED: Deleted tcp 10.0.0.1:43800 10.17.3.32:1024 "
        + "192.168.0.1:80 10.17.3.2:80",
      .events([
        "{'kind':'session-close','proto':6,'inside':'10.0.0.1','inside_port':43800,"
          + "'outside':'10.17.3.32','outside_port':1024,'destination':'10.17.3.2',"
          + "'destination_port':80}"
      ])),
    Line(
      "cisco-ios",
      "<14>123456789: HOSTNAME: May 21 12:00:01.123 gmt: %IOSXE-6-PLATFORM: F0: cpp_cp: "
        + "QFP:0.0 Thread:105 TS:00000000000000 %NAT-6-LOG_TRANSLATION: Created Translation UDP "
        + "192.168.0.11:44593 192.168.0.11:21129 192.168.0.11:53 192.168.0.11:53 "
        + "0................",
      .events([
        "{'kind':'session-open','time':'2026-05-21T12:00:01.123Z','proto':17,"
          + "'inside':'192.168.0.11','inside_port':44593,'outside':'192.168.0.11',"
          + "'outside_port':21129,'destination':'192.168.0.11','destination_port':53,"
          + "'exporter':'HOSTNAME','assumed_year':true}"
      ])),
    // Cisco IOS XR CGN
    Line(
      "cisco-xr-cgn",
      "1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - [UserbasedA - 192.168.1.2 VRFName - "
        + "8.8.8.1 - 22345 23001]",
      .events([
        "{'kind':'block-allocate','time':'2023-05-31T11:30:00Z','inside':'192.168.1.2',"
          + "'outside':'8.8.8.1','outside_port':22345,'outside_port_last':23001,"
          + "'realm':'VRFName','exporter':'10.0.0.1','binding':true,'assumed_zone':true}"
      ])),
    Line(
      "cisco-xr-cgn",
      "<134> 1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - [SessionbasedAD 6 192.168.1.2 "
        + "VRFName - 8.8.8.1 40000 22345 - 203.0.113.9 443]",
      .events([
        "{'kind':'session-open','time':'2023-05-31T11:30:00Z','proto':6,"
          + "'inside':'192.168.1.2','inside_port':40000,'outside':'8.8.8.1',"
          + "'outside_port':22345,'destination':'203.0.113.9','destination_port':443,"
          + "'realm':'VRFName','exporter':'10.0.0.1','assumed_zone':true}"
      ])),
    // Juniper SRX
    Line(
      "juniper-srx",
      "<14>1 2018-06-30T02:17:22.753Z fw0001 RT_FLOW - RT_FLOW_SESSION_CLOSE "
        + "[junos@67.43.156.15 reason=\"idle Timeout\" source-address=\"192.168.255.2\" "
        + "source-port=\"62047\" destination-address=\"67.43.156.15\" destination-port=\"53\" "
        + "service-name=\"junos-dns-udp\" nat-source-address=\"192.168.0.47\" "
        + "nat-source-port=\"20215\" nat-destination-address=\"67.43.156.15\" "
        + "nat-destination-port=\"53\" src-nat-rule-type=\"source rule\" "
        + "src-nat-rule-name=\"rule001\" dst-nat-rule-type=\"N/A\" dst-nat-rule-name=\"N/A\" "
        + "protocol-id=\"17\" policy-name=\"trust-to-untrust-001\" source-zone-name=\"trust\" "
        + "destination-zone-name=\"untrust\" session-id-32=\"9621\" packets-from-client=\"1\" "
        + "bytes-from-client=\"67\" packets-from-server=\"1\" bytes-from-server=\"116\" "
        + "elapsed-time=\"3\" application=\"UNKNOWN\" nested-application=\"UNKNOWN\" "
        + "username=\"N/A\" roles=\"N/A\" packet-incoming-interface=\"fe-0/0/1.0\" "
        + "encrypted=\"UNKNOWN\"]",
      .events([
        "{'kind':'session-close','start':'2018-06-30T02:17:19.753Z',"
          + "'time':'2018-06-30T02:17:22.753Z','proto':17,'inside':'192.168.255.2',"
          + "'inside_port':62047,'outside':'192.168.0.47','outside_port':20215,"
          + "'destination':'67.43.156.15','destination_port':53,'session':9621,'bytes':183,"
          + "'packets':2,'exporter':'fw0001'}"
      ])),
    // Cut by its publisher or here.
    Line(
      "juniper-srx",
      "<14>1 2023-01-31T12:40:28.259Z vSRX RT_FLOW - RT_FLOW_SESSION_CREATE "
        + "[source-address=\"10.1.1.100\" source-port=\"38128\" "
        + "destination-address=\"67.43.156.15\" destination-port=\"443\" connection-tag=\"0\" "
        + "service-name=\"junos-https\" nat-source-address=\"192.168.222.164\" "
        + "nat-source-port=\"25257\" ... ]",
      .rejected(.missingField)),
    Line(
      "juniper-srx",
      "Dec 17 08:05:30 RT_FLOW: RT_FLOW_SESSION_CLOSE: session closed TCP FIN: "
        + "10.10.10.2/53836->10.10.10.1/22 junos-ssh 10.10.10.2/53836->10.10.10.1/22 None None "
        + "6 log-host-traffic untrust junos-host 5 78(6657) 122(13305) 45 UNKNOWN UNKNOWN "
        + "N/A(N/A) ge-0/0/1.0 No ",
      .events([
        "{'kind':'session-close','start':'2025-12-17T08:04:45Z',"
          + "'time':'2025-12-17T08:05:30Z','proto':6,'inside':'10.10.10.2','inside_port':53836,"
          + "'outside':'10.10.10.2','outside_port':53836,'destination':'10.10.10.1',"
          + "'destination_port':22,'session':5,'bytes':19962,'packets':200,'assumed_year':true,"
          + "'assumed_zone':true}"
      ])),
    Line(
      "juniper-srx",
      "<23> Nov 18 09:56:58  INTERNET-ROUTER RT_FLOW: RT_FLOW_SESSION_CREATE: session "
        + "created 192.168.1.102/58662->8.8.8.8/53 junos-dns-udp 68.144.1.1/55893->8.8.8.8/53 "
        + "TRUST-INET-ACCESS None 17 OUTBOUND-INTERNET-ACCESS TRUST INTERNET 6316 N/A(N/A) "
        + "vlan.192",
      .events([
        "{'kind':'session-open','time':'2026-11-18T09:56:58Z','proto':17,"
          + "'inside':'192.168.1.102','inside_port':58662,'outside':'68.144.1.1',"
          + "'outside_port':55893,'destination':'8.8.8.8','destination_port':53,'session':6316,"
          + "'exporter':'INTERNET-ROUTER','assumed_year':true,'assumed_zone':true}"
      ])),
    Line(
      "juniper-srx",
      "RT_NAT - RT_SRC_NAT_PBA_ALLOC [internal-ip=\"10.0.10.10\" block-used=\"1\" "
        + "block-max-per-host=\"4\" block-port-low=\"48640\" block-port-high=\"48895\" "
        + "reflexive-ip=\"1.2.84.172\" nat-pool-name=\"guest\" logical-system-id=\"0\" "
        + "epoch-time-64=\"624b0492\"]",
      .events([
        "{'kind':'block-allocate','time':'2022-04-04T14:45:38Z','inside':'10.0.10.10',"
          + "'outside':'1.2.84.172','outside_port':48640,'outside_port_last':48895,"
          + "'binding':true}"
      ])),
    Line(
      "juniper-srx",
      "<14>Jun 30 22:44:25 SITE-B-BNG-01 RT_NAT: RT_SRC_NAT_PBA_ALLOC: Subscriber "
        + "100.64.60.74 used/maximum [10/15] blocks, allocates port block [24064-24191] from "
        + "203.0.113.100 in source pool EXAMPLE_POOL lsys_id: 0 epoch 0x6a44007a",
      .events([
        "{'kind':'block-allocate','time':'2026-06-30T17:44:26Z','inside':'100.64.60.74',"
          + "'outside':'203.0.113.100','outside_port':24064,'outside_port_last':24191,"
          + "'exporter':'SITE-B-BNG-01','binding':true}"
      ])),
    // Juniper MX
    Line(
      "juniper-mx",
      "{service_set_3}MSVCS_LOG_SESSION_OPEN: App:none, xe-3/1/1.0#012 24.0.0.2:18575 "
        + "[198.51.100.17:1048] -> 23.0.0.2:63 (UDP)",
      .events([
        "{'kind':'session-open','proto':17,'inside':'24.0.0.2','inside_port':18575,"
          + "'outside':'198.51.100.17','outside_port':1048,'destination':'23.0.0.2',"
          + "'destination_port':63}"
      ])),
    Line(
      "juniper-mx",
      "JSERVICES_SESSION_OPEN: application:icmp, ge-2/1/4.0 40.1.1.2:56350 [70.0.0.3:1024] "
        + "->  100.1.1.2:2048 (ICMP ECHO REQUEST)",
      .events([
        "{'kind':'session-open','proto':1,'inside':'40.1.1.2','inside_port':56350,"
          + "'outside':'70.0.0.3','outside_port':1024,'destination':'100.1.1.2'}"
      ])),
    Line(
      "juniper-mx",
      "JSERVICES_SESSION_OPEN: application:icmpv6, ge-2/1/4.0 2001::2:54045 [80.0.0.8:1024] "
        + "-> [100.1.1.2] 64:ff9b::6401:102:32768 (ICMPV6 ECHO REQUEST)",
      .events([
        "{'kind':'session-open','proto':58,'inside':'2001::2','inside_port':54045,"
          + "'outside':'80.0.0.8','outside_port':1024,'destination':'64:ff9b::6401:102'}"
      ])),
    Line(
      "juniper-mx",
      "2026-07-19T16:13:02.123456+00:00 <158>2026-07-19 16:13:02: "
        + "CGN-KTA{CGN_VRF0_LOG}[jservices-nat]: JSERVICES_NAT_RULE_MATCH: proto 17 (UDP) "
        + "application: any, xe-2/0/0.32767:10.20.0.5:28760 -> 162.4.32.33:53, Match NAT "
        + "rule-set: (null), rule: CGN_PLUS_0, term: 1",
      .events([
        "{'kind':'flow','end':'2026-07-19T16:13:02Z','proto':17,"
          + "'inside':'10.20.0.5','inside_port':28760,'destination':'162.4.32.33',"
          + "'destination_port':53,'assumed_zone':true}"
      ])),
    // Huawei NE
    Line(
      "huawei-ne",
      "<134> 1 2010 Nov 28 18:45:18 10.137.228.131 huawei - NAT444:UserbasedA [ - "
        + "172.31.1.94  172.30.1.4  33792 34047 ]",
      .events([
        "{'kind':'block-allocate','time':'2010-11-28T18:45:18Z','inside':'172.31.1.94',"
          + "'outside':'172.30.1.4','outside_port':33792,'outside_port_last':34047,"
          + "'exporter':'10.137.228.131','binding':true,'assumed_zone':true}"
      ])),
    Line(
      "huawei-ne",
      "<142> 1 <2010> <Nov> <28> <18:52:27> 10.137.228.131 huawei - <NAT444>:<PortA> "
        + "1290970347|172.31.1.93|172.30.1.5|33792|134047",
      .rejected(.portOutOfRange)),
    Line(
      "huawei-ne",
      "<134> 1 2010-11-28T18:52:12.33Z 10.137.228.131 - - NAT444userbased - "
        + "%%01SEC/6/BIND(l): A initial portrange is assigned, in nat444 scene. "
        + "privateip='172.31.1.91' publicip='172.30.1.6' publicportrange='33792~34047' "
        + "time='2010-11-28 18:52:12'",
      .events([
        "{'kind':'block-allocate','time':'2010-11-28T18:52:12.330000000Z',"
          + "'resolution':10000000,'inside':'172.31.1.91','outside':'172.30.1.6',"
          + "'outside_port':33792,'outside_port_last':34047,'exporter':'10.137.228.131',"
          + "'binding':true}"
      ])),
    // A10
    Line(
      "a10-cgn",
      "2025-05-02T11:34:56.87+00:00 10.254.254.57 cgn0.thn2/cgn-demo  "
        + "CEF:0|A10|CFW|6.0.0-P1|CGN 106|Nat Port Batch Pool Allocated|5|proto=UDP "
        + "src=100.65.140.73 sourceTranslatedAddress=99.99.99.12 sourceTranslatedPort=22016 "
        + "cn3=22271 cn3Label=Last Nat Port",
      .events([
        "{'kind':'block-allocate','time':'2025-05-02T11:34:56.870000000Z',"
          + "'resolution':10000000,'proto':17,'inside':'100.65.140.73','outside':'99.99.99.12',"
          + "'outside_port':22016,'outside_port_last':22271,'realm':'cgn-demo',"
          + "'exporter':'cgn0.thn2/cgn-demo','binding':true}"
      ])),
    Line(
      "a10-cgn",
      "2025-05-02T11:34:59.11+00:00 10.254.254.57 cgn0.thn2/cgn-demo  "
        + "CEF:0|A10|CFW|6.0.0-P1|CGN 100|Nat Port Allocated|5|proto=ICMP src=100.65.250.67 "
        + "spt=735 sourceTranslatedAddress=99.99.99.9 sourceTranslatedPort=20209 dst=8.8.4.4 "
        + "dpt=0",
      .events([
        "{'kind':'session-open','time':'2025-05-02T11:34:59.110000000Z',"
          + "'resolution':10000000,'proto':1,'inside':'100.65.250.67','inside_port':735,"
          + "'outside':'99.99.99.9','outside_port':20209,"
          + "'realm':'cgn-demo','exporter':'cgn0.thn2/cgn-demo','binding':true}",
        "{'kind':'flow','end':'2025-05-02T11:34:59.110000000Z',"
          + "'resolution':10000000,'proto':1,'inside':'100.65.250.67','inside_port':735,"
          + "'destination':'8.8.4.4','realm':'cgn-demo','exporter':'cgn0.thn2/cgn-demo'}",
      ])),
    Line(
      "a10-cgn",
      "FIXED-NAT-PORTS 10.10.10.172->192.168.9.173:3000-4000",
      .events([
        "{'kind':'block-allocate','inside':'10.10.10.172','outside':'192.168.9.173',"
          + "'outside_port':3000,'outside_port_last':4000,'binding':true}"
      ])),
    Line(
      "a10-cgn",
      "NAT-UDP-C: 100.100.100.100:10000 -> 150.150.150.150: 10000",
      .events([
        "{'kind':'session-open','proto':17,'inside':'100.100.100.100','inside_port':10000,"
          + "'outside':'150.150.150.150','outside_port':10000,'binding':true}"
      ])),
    // F5
    Line(
      "f5-cgnat",
      "lsn_event=\"LSN_DELETE\",start=\"1562092616047\",cli=\"X.X.X.X\",nat=\"Y.Y.Y.Y\","
        + "duration=\"8080\",pem_subscriber_id=\"No-lookup\"",
      .rejected(.malformedAddress)),
    // FortiGate
    // Cut by its publisher or here.
    Line(
      "fortigate",
      "<189>date=2020-04-23 time=12:11:51 devname=\"newfirewall\" devid=\"newrouterid\" "
        + "logid=\"0000000020\" type=\"traffic\" subtype=\"forward\" ... "
        + "eventtime=1587229911390385486 tz=\"-0500\" srcip=192.168.10.10 srcport=6000 ... "
        + "dstip=67.43.156.13 dstport=6000 ... sessionid=4352 proto=17 action=\"accept\" ... "
        + "trandisp=\"snat\" transip=67.43.156.14 transport=60964 ... duration=5462 ...",
      .skipped),
    // Cut by its publisher or here.
    Line(
      "fortigate",
      "... type=sess act=start tran=snat proto=6 ipold=v4 ipnew=v4 sip=10.1.100.11 "
        + "dip=172.16.200.155 sport=40836 dport=80 nsip=172.16.201.182 ndip=172.16.200.155 "
        + "nsport=8117 ndport=80 sentp=0 ...",
      .events([
        "{'kind':'session-open','proto':6,'inside':'10.1.100.11','inside_port':40836,"
          + "'outside':'172.16.201.182','outside_port':8117,'destination':'172.16.200.155',"
          + "'destination_port':80}"
      ])),
    // EcoNAT
    Line(
      "econat",
      "2019-03-12T22:01:32+03:00 nat-100.ip-ho |  151.101.246.002:00443 F "
        + "091.245.129.236:01049 E 010.010.013.140:50671   TCP 005.189.157.090:02517 A "
        + "091.245.129.236:01025 I 010.010.013.140:14567   UDP",
      .events([
        "{'kind':'session-close','time':'2019-03-12T19:01:32Z','proto':6,"
          + "'inside':'10.10.13.140','inside_port':50671,'outside':'91.245.129.236',"
          + "'outside_port':1049,'destination':'151.101.246.2','destination_port':443,"
          + "'exporter':'nat-100.ip-ho'}",
        "{'kind':'session-open','time':'2019-03-12T19:01:32Z','proto':17,"
          + "'inside':'10.10.13.140','inside_port':14567,'outside':'91.245.129.236',"
          + "'outside_port':1025,'destination':'5.189.157.90','destination_port':2517,"
          + "'exporter':'nat-100.ip-ho'}",
      ])),
    // NFWare and 6WIND
    Line(
      "nfware",
      "A VRF 0 6 INT 10.0.0.1:57938 EXT 100.64.0.1:28475 DST 185.165.123.206:443 DIR OUT",
      .events([
        "{'kind':'session-open','proto':6,'inside':'10.0.0.1','inside_port':57938,"
          + "'outside':'100.64.0.1','outside_port':28475,'destination':'185.165.123.206',"
          + "'destination_port':443}"
      ])),
    Line(
      "nfware",
      "A VRF 0 INT 10.0.0.1 EXT 100.64.0.1:1024-1535",
      .events([
        "{'kind':'block-allocate','inside':'10.0.0.1','outside':'100.64.0.1',"
          + "'outside_port':1024,'outside_port_last':1535,'binding':true}"
      ])),
    Line(
      "6wind",
      "Jun 14 12:17:35 dut-vm fp-cgnat[2484]: NEW CONN: fwd proto 6 10.100.0.1:4241 -> "
        + "10.200.0.1:33815, back proto 6 10.200.0.1:33815 --> 10.175.0.3:10752",
      .events([
        "{'kind':'session-open','time':'2026-06-14T12:17:35Z','proto':6,"
          + "'inside':'10.100.0.1','inside_port':4241,'outside':'10.175.0.3',"
          + "'outside_port':10752,'destination':'10.200.0.1','destination_port':33815,"
          + "'exporter':'dut-vm','assumed_year':true,'assumed_zone':true}"
      ])),
    Line(
      "6wind",
      "fp-cgnat[2484]: USER 100.64.0.1 (matching rule 1): NEW BLOCK (pool \"mypool\", ip "
        + "public 192.0.2.33, proto 6, port 1 - 512)",
      .events([
        "{'kind':'block-allocate','proto':6,'inside':'100.64.0.1','outside':'192.0.2.33',"
          + "'outside_port':1,'outside_port_last':512,'binding':true}"
      ])),
    // Comware
    Line(
      "h3c-comware",
      "%@250005%Jul 7 04:20:04:72 2005 DeviceA USERLOG/7/NAT:\nICMP; "
        + "192.168.1.6:768--->1.1.1.1:12288; 2.2.2.2:768;\n[2005/07/07 04:20:03-0000/00/00 "
        + "00:00:00];\nOperator 8: Data flow created",
      .events([
        "{'kind':'session-open','time':'2005-07-07T04:20:03Z','proto':1,"
          + "'inside':'192.168.1.6','inside_port':768,'outside':'1.1.1.1','outside_port':12288,"
          + "'destination':'2.2.2.2','exporter':'DeviceA','assumed_zone':true}"
      ])),
    // conntrack
    Line(
      "conntrack",
      "[1514557030.811279]       [DESTROY] tcp      6 src=192.168.17.22 dst=23.56.184.45 "
        + "sport=55787 dport=80 packets=7 bytes=450 src=23.56.184.45 dst=192.168.8.17 sport=80 "
        + "dport=55787 packets=5 bytes=1679 [ASSURED]",
      .events([
        "{'kind':'session-close','time':'2017-12-29T14:17:10.811279Z','proto':6,"
          + "'inside':'192.168.17.22','inside_port':55787,'outside':'192.168.8.17',"
          + "'outside_port':55787,'destination':'23.56.184.45','destination_port':80,"
          + "'bytes':2129,'packets':12}"
      ])),
    Line(
      "conntrack",
      "    [NEW] tcp      6 120 SYN_SENT src=192.168.2.100 dst=66.102.9.104 sport=33379 "
        + "dport=80 [UNREPLIED] src=66.102.9.104 dst=192.168.2.100 sport=80 dport=33379",
      .events([
        "{'kind':'session-open','proto':6,'inside':'192.168.2.100','inside_port':33379,"
          + "'outside':'192.168.2.100','outside_port':33379,'destination':'66.102.9.104',"
          + "'destination_port':80}"
      ])),
    Line(
      "conntrack",
      "ipv4     2 tcp      6 7428 ESTABLISHED src=110.42.53.227 dst=112.93.49.21 "
        + "sport=39451 dport=10091 packets=18086 bytes=1096158 src=192.168.0.173 "
        + "dst=110.42.53.227 sport=10091 dport=39451 packets=18031 bytes=1159253 [ASSURED] "
        + "mark=0 zone=0 use=2",
      .events([
        "{'kind':'session-open','proto':6,'outside':'112.93.49.21','outside_port':10091,"
          + "'destination':'110.42.53.227','destination_port':39451,'bytes':2255411,"
          + "'packets':36117}"
      ])),
    Line(
      "conntrack",
      "conntrack v1.4.5 (conntrack-tools): 12 flow entries have been shown.",
      .skipped),
    // ulogd
    Line(
      "ulogd",
      "ulogd[9441]: [DESTROY] ORIG: SRC=192.168.130.60 DST=192.168.61.58 PROTO=TCP "
        + "SPT=37971 DPT=8080 PKTS=5 BYTES=1377 , REPLY: SRC=192.168.61.58 DST=192.168.130.60 "
        + "PROTO=TCP SPT=8080 DPT=37971 PKTS=5 BYTES=966",
      .events([
        "{'kind':'session-close','proto':6,'inside':'192.168.130.60','inside_port':37971,"
          + "'outside':'192.168.130.60','outside_port':37971,'destination':'192.168.61.58',"
          + "'destination_port':8080,'bytes':2343,'packets':10}"
      ])),
    // VPP
    Line(
      "vpp",
      "<134>1 2018-11-12T11:25:30.252715Z 172.16.4.1 NAT 5901 SADD [nsess SSUBIX=\"0\" "
        + "SVLAN=\"0\" IATYP=\"IPv4\" ISADDR=\"172.16.1.2\" ISPORT=\"6303\" XATYP=\"IPv4\" "
        + "XSADDR=\"10.0.0.3\" XSPORT=\"16253\" PROTO=\"6\"]",
      .events([
        "{'kind':'session-open','time':'2018-11-12T11:25:30.252715Z','proto':6,"
          + "'inside':'172.16.1.2','inside_port':6303,'outside':'10.0.0.3','outside_port':16253,"
          + "'exporter':'172.16.4.1','binding':true}"
      ])),
    // Jool
    Line(
      "jool",
      "[  312.493235] alpha 2015/4/8 16:13:2 (GMT) - Mapped 2001:db8::5#19945 to "
        + "192.0.2.2#8208 (UDP)",
      .events([
        "{'kind':'session-open','time':'2015-04-08T16:13:02Z','proto':17,"
          + "'inside':'2001:db8::5','inside_port':19945,'outside':'192.0.2.2',"
          + "'outside_port':8208,'binding':true}"
      ])),
    Line(
      "jool",
      "[ 3238.087902] alpha 2015/4/8 17:1:47 (GMT) - Added session "
        + "1::5#47073|64:ff9b::c000:205#80|192.0.2.2#63527|192.0.2.5#80|TCP",
      .events([
        "{'kind':'session-open','time':'2015-04-08T17:01:47Z','proto':6,'inside':'1::5',"
          + "'inside_port':47073,'outside':'192.0.2.2','outside_port':63527,"
          + "'destination':'192.0.2.5','destination_port':80}"
      ])),
    // pf
    Line(
      "pf-state",
      "all udp 162.202.41.52:17449 (192.168.1.178:56094) -> 79.127.160.158:51820       "
        + "MULTIPLE:MULTIPLE\n   age 08:20:20, expires in 00:01:00, 317323773:165327693 pkts, "
        + "263517066416:102413038016 bytes",
      .events([
        "{'kind':'session-open','proto':17,'inside':'192.168.1.178','inside_port':56094,"
          + "'outside':'162.202.41.52','outside_port':17449,'destination':'79.127.160.158',"
          + "'destination_port':51820,'bytes':365930104432,'packets':482651466}"
      ])),
    Line(
      "pf-state",
      "all tcp 127.0.0.1:3129 (140.82.114.3:443) <- 10.99.0.162:59216       "
        + "FIN_WAIT_2:FIN_WAIT_2",
      .events([
        "{'kind':'session-open','proto':6,'inside':'10.99.0.162','inside_port':59216,"
          + "'outside':'10.99.0.162','outside_port':59216,'destination':'140.82.114.3',"
          + "'destination_port':443}"
      ])),
    Line(
      "pf-state",
      "rule 2/(match) pass in on xl0: 205.174.165.231.50425 > 192.168.2.10.22:",
      .skipped),
    // MikroTik
    Line(
      "mikrotik",
      "firewall,info forward: in:<pppoe-P2-musa> out:vlan2436, connection-state:new,snat "
        + "proto TCP (SYN), 100.68.180.230:35420->99.124.164.160:22, NAT "
        + "(100.68.180.230:35420->103.125.177.119:35420)->99.124.164.160:22, len 60",
      .events([
        "{'kind':'session-open','proto':6,'inside':'100.68.180.230','inside_port':35420,"
          + "'outside':'103.125.177.119','outside_port':35420,'destination':'99.124.164.160',"
          + "'destination_port':22,'subscriber':'P2-musa'}"
      ])),
    Line(
      "mikrotik",
      "firewall,info forward: in:<pppoe-DT-1023-03324108448> out:vlan-3333, src-mac "
        + "fc:f2:9f:e9:0f:d0, proto UDP, 10.20.255.253:49196->37.111.148.20:2958, NAT "
        + "(10.20.255.253:49196->103.73.100.12:49196)->37.111.148.20:2958, len 72",
      .events([
        "{'kind':'session-open','proto':17,'inside':'10.20.255.253','inside_port':49196,"
          + "'outside':'103.73.100.12','outside_port':49196,'destination':'37.111.148.20',"
          + "'destination_port':2958,'subscriber':'DT-1023-03324108448'}"
      ])),
    // Enterprise firewalls
    // Cut by its publisher or here.
    Line(
      "paloalto",
      "Nov 30 16:09:08 PA-220 1,2018/11/30 16:09:07,012801096514,TRAFFIC,end,2049,"
        + "2018/11/30 16:09:07,192.168.15.207,175.16.199.1,192.168.1.63,175.16.199.1,"
        + "new_outbound_from_trust,,,apple-maps,vsys1,trust,untrust,ethernet1/2,ethernet1/1,"
        + "send_to_mac,2018/11/30 16:09:07,22751,1,55113,443,16418,443,0x400053,tcp,allow,7734,"
        + "...",
      .rejected(.missingField)),
    // Companions
    Line(
      "bind",
      "client @0x7f0c74087120 192.168.1.3#61568 (abc.com): query: abc.com IN A + "
        + "(192.168.1.2)",
      .events([
        "{'kind':'name','inside':'192.168.1.3','host':'abc.com','source':'dns'}"
      ])),
    // Envelopes
    Line(
      "sshd",
      "Feb 22 10:21:43  sshd[1332]: last message repeated 2 times",
      .skipped),
  ]
}
