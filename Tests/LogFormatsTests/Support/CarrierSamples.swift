/// Good lines of carriers' NAT devices, as ``sampleLines``.
let carrierSamples: [String: [String]] = [
  "juniper-mx": [
    "{service_set_3}MSVCS_LOG_SESSION_OPEN: App:none, xe-3/1/1.0#012 24.0.0.2:18575 "
      + "[198.51.100.17:1048] -> 23.0.0.2:63 (UDP)",
    "2026-07-19T16:13:02.123456+00:00 <158>2026-07-19 16:13:02: CGN-KTA{CGN_VRF0_LOG}"
      + "[jservices-nat]: JSERVICES_NAT_RULE_MATCH: proto 17 (UDP) application: any, "
      + "xe-2/0/0.32767:10.20.0.5:28760 -> 162.4.32.33:53, Match NAT rule-set: (null), "
      + "rule: CGN_PLUS_0, term: 1",
    "JSERVICES_SESSION_CLOSE: application:icmpv6, ge-2/1/4.0 2001::2:54045 [80.0.0.8:1024] -> "
      + "[100.1.1.2] 64:ff9b::6401:102:32768 (ICMPV6 ECHO REQUEST)",
    "Jul 19 13:18:14 10.0.0.1 2024-07-19 13:18: 14: CGN-1{ss1}[jservices-nat]: "
      + "JSERVICES_NAT_PORT_BLOCK_ALLOC: 100.64.0.7 -> 203.0.113.9:1024-1535 0x669a65a6",
    "Jul 19 13:18:14 10.0.0.1 2024-07-19 13:18:14: CGN-1{ss1}[jservices-nat]: "
      + "JSERVICES_NAT_PORT_BLOCK_ACTIVE: 100.64.0.7 -> 203.0.113.9:1024-1535 0x669a65a0",
  ],
  "huawei-ne": [
    "<134> 1 2010 Nov 28 18:45:18 10.137.228.131 huawei - NAT444:UserbasedA [ - 172.31.1.94  "
      + "172.30.1.4  33792 34047 ]",
    "<134> 1 2010 Nov 28 18:45:18 10.137.228.131 huawei - DSLITE:SessionbasedW [ 6 192.168.1.2 "
      + "2001:db8::7 172.30.1.4 40000 33792 33792 ]",
    "<142> 1 <2010> <Nov> <28> <18:52:27> 10.137.228.131 huawei - <NAT444>:<PortW> "
      + "1290970337|172.31.1.93|172.30.1.5|33792|34047",
    "<142> 1 <2010> <Nov> <28> <18:52:27> 10.137.228.131 huawei - <NAT444>:<SessionW> "
      + "1290970337|1290970347|172.31.1.93|172.30.1.5|33792|198.51.100.7|443|6",
    "<134> 1 2010-11-28T18:52:12.33Z 10.137.228.131 - - NAT444userbased - %%01SEC/6/BIND(l): A "
      + "initial portrange is assigned, in nat444 scene. privateip='172.31.1.91' "
      + "publicip='172.30.1.6' publicportrange='33792~34047' time='2010-11-28 18:52:12'",
  ],
  "cisco-ios": [
    "12:17:12.503: %IPNAT-6-NAT_CREATED: Created tcp 10.0.0.1:43800 10.17.3.32:1024 "
      + "192.168.0.1:80 10.17.3.2:80",
    "<189>29: r1: *Jan  6 2022 22:11:43.398 UTC: %IPNAT-6-DELETED: icmp 10.0.0.1:7 "
      + "203.0.113.1:7 192.0.2.9:7 192.0.2.9:7",
    "<14>123456789: HOSTNAME: May 21 12:00:01.123 gmt: %IOSXE-6-PLATFORM: F0: cpp_cp: QFP:0.0 "
      + "Thread:105 TS:00000000000000 %NAT-6-LOG_TRANSLATION: Created Translation UDP "
      + "192.168.0.11:44593 192.168.0.11:21129 192.168.0.11:53 192.168.0.11:53 "
      + "12................",
    "%IPNAT-6-NAT_CREATED: Created --- 10.0.0.1 203.0.113.1 --- ---",
  ],
  "cisco-xr-cgn": [
    "1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - [UserbasedA - 192.168.1.2 VRFName - 8.8.8.1 - "
      + "22345 23001]",
    "<134> 1 2023 May 31 11:30:00 10.0.0.1 - - DSLITE - [SessionbasedWD 6 192.168.1.2 a-b "
      + "2001:db8::7 8.8.8.1 40000 22345 - 203.0.113.9 443][Portblockrunout - 192.168.1.2 a-b - "
      + "8.8.8.1 - 1 2]",
  ],
  "a10-cgn": [
    "2025-05-02T11:34:56.87+00:00 10.254.254.57 cgn0.thn2/cgn-demo  CEF:0|A10|CFW|6.0.0-P1|"
      + "CGN 106|Nat Port Batch Pool Allocated|5|proto=UDP src=100.65.140.73 "
      + "sourceTranslatedAddress=99.99.99.12 sourceTranslatedPort=22016 cn3=22271 "
      + "cn3Label=Last Nat Port",
    "2025-05-02T11:34:59.11+00:00 10.254.254.57 cgn0.thn2/cgn-demo  CEF:0|A10|CFW|6.0.0-P1|"
      + "CGN 100|Nat Port Allocated|5|proto=ICMP src=100.65.250.67 spt=735 "
      + "sourceTranslatedAddress=99.99.99.9 sourceTranslatedPort=20209 dst=8.8.4.4 dpt=0",
    "Nov 24 12:00:00 ax1 NAT-TCP-C: 10.0.0.1:4000<->192.0.2.9:443,203.0.113.1:5000<-->"
      + "192.0.2.9:443",
    "Nov 24 12:00:00 ax1 NAT-UDP-F: 10.0.0.1:4000<-->203.0.113.1:5000 to 192.0.2.9:53",
    "FIXED-NAT-PORTS 10.10.10.172->192.168.9.173:3000-4000",
  ],
  "f5-cgnat": [
    "<134>Nov 24 12:00:00 bigip1 LSN_ADD 10.0.0.1%3:4000 TCP 203.0.113.1%0:5000 192.0.2.9 443",
    "ip_protocol=\"TCP\",lsn_event=\"LSN_DELETE\",start=\"1562105093001\","
      + "cli=\"192.168.0.0:53954\",nat=\"10.0.0.1:47501\",duration=\"5809\","
      + "pem_subscriber_id=\"alice\"",
    "lsn_event=\"LSN_PB_RELEASED\",lsn_client=\"10.0.0.1\",lsn_pb=\"203.0.113.1: 1024 - 2047\"",
    "{\n    \"ip_protocol\":\"TCP\",\n    \"lsn_event\":\"LSN_DELETE\",\n    "
      + "\"start\":\"1562105093001\",\n    \"cli\":\"192.168.0.0:53954\",\n    "
      + "\"nat\":\"10.0.0.1:47501\",\n    \"duration\":\"5809\",\n    "
      + "\"pem_subscriber_id\":\"No-lookup\"\n}",
  ],
  "fortigate": [
    "<189>date=2020-04-23 time=12:14:28 devname=\"fw3\" devid=\"x\" logid=\"0000000013\" "
      + "type=\"traffic\" subtype=\"forward\" vd=\"v1\" eventtime=1587230069291463928 "
      + "tz=\"-0500\" srcip=192.168.50.50 srcport=56603 dstip=67.43.156.13 dstport=442 "
      + "sessionid=2345 proto=6 action=\"close\" policyname=\"a \\\" b\" user=\"alice\" "
      + "trandisp=\"snat\" transip=67.43.156.14 transport=603 duration=126 sentbyte=923 "
      + "rcvdbyte=77654 sentpkt=113 rcvdpkt=70",
    "Oct 5 23:29:36 172.16.200.26 date=2022-10-06 time=02:29:35 sn=F2K61FTK21900840 vd=cgn-hw1 "
      + "pid=805306369 type=sess act=end tran=snat proto=6 ipold=v4 ipnew=v4 sip=10.1.100.11 "
      + "dip=172.16.200.155 sport=40836 dport=80 nsip=172.16.201.182 ndip=172.16.200.155 "
      + "nsport=8117 ndport=80 dur=2936 sentp=6 sentb=398 rcvdp=4 rcvdb=1307",
  ],
  "econat": [
    "2019-03-12T22:01:32+03:00 nat-100.ip-ho |  151.101.246.002:00443 F 091.245.129.236:01049 E "
      + "010.010.013.140:50671   TCP"
  ],
]

/// Dialects that put several records in one line: one of them may be rejected beside events.
let dialectsOfManyRecords: Set<String> = ["cisco-xr-cgn", "a10-cgn", "econat"]
