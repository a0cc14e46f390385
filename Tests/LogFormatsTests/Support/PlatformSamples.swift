/// Good records of CG-NAT platforms, as ``sampleLines``; each gives one event.
let platformSamples: [String: [String]] = [
  "vpp": [
    "<134>1 2018-11-12T11:25:30.252715Z 172.16.4.1 NAT 5901 SADD [nsess SSUBIX=\"0\" SVLAN=\"0\" "
      + "IATYP=\"IPv4\" ISADDR=\"172.16.1.2\" ISPORT=\"6303\" XATYP=\"IPv4\" XSADDR=\"10.0.0.3\" "
      + "XSPORT=\"16253\" PROTO=\"6\"]",
    "<134>1 2019-01-20T23:43:41.087236Z 172.16.3.1 NAT 15634 SDEL [nsess SSUBIX=\"0\" SVLAN=\"7\" "
      + "IATYP=\"IPv4\" ISADDR=\"172.16.1.2\" ISPORT=\"6303\" XATYP=\"IPv4\" XSADDR=\"10.0.0.3\" "
      + "XSPORT=\"16253\" PROTO=\"6\" XDADDR=\"172.16.2.2\" XDPORT=\"80\" IDADDR=\"10.9.9.9\" "
      + "IDPORT=\"8080\"]",
    "<134>1 2019-01-20T23:43:41Z 172.16.3.1 NAT 1 APMADD [napmap SSUBIX=\"3\" "
      + "SV6ENC=\"2001:db8::7\" IATYP=\"IPv4\" ISADDR=\"192.168.1.2\" ISPORT=\"5000\" "
      + "XATYP=\"IPv4\" XSADDR=\"203.0.113.3\" XSPORT=\"1024\" PROTO=\"17\"]",
  ],
  "jool": [
    "[  312.493235] alpha 2015/4/8 16:13:2 (GMT) - Mapped 2001:db8::5#19945 to 192.0.2.2#8208 (UDP)",
    "Apr  8 17:05:48 gw kernel: [ 3478.498559] alpha 2015/4/8 17:5:48 (GMT) - Forgot session "
      + "1::5#47073|64:ff9b::c000:205#80|192.0.2.2#63527|192.0.2.5#80|TCP",
  ],
  "nfware": [
    "A VRF 0 6 INT 10.0.0.1:57938 EXT 100.64.0.1:28475 DST 185.165.123.206:443 DIR OUT",
    "<134>1 2026-11-24T12:00:00Z cgn nfware - - - D VRF blue INT 10.0.0.1 EXT 100.64.0.1:1024-1535",
  ],
  "6wind": [
    "Jun 14 12:17:35 dut-vm fp-cgnat[2484]: NEW CONN: fwd proto 6 10.100.0.1:4241 -> "
      + "10.200.0.1:33815, back proto 6 10.200.0.1:33815 --> 10.175.0.3:10752",
    "Jun 11 08:07:30 vsr fp-cgnat[4269]: USER 100.64.0.1 (matching rule 1): DESTROY BLOCK (pool "
      + "\"mypool\", ip public 192.0.2.33, proto 6, port 1 - 512)",
  ],
  "netelastic": [
    "<134>1 2026-11-24T12:00:00.000Z HG NAT 5964 SADD [nsess TRIG=\"OPKT\" PROTO=\"6\" SSUBIX=\"0\" "
      + "IATYP=\"IPv4\" USERNAME=\"sub001\" ISADDR=\"100.75.0.9\" IDADDR=\"198.51.100.7\" "
      + "ISPORT=\"4000\" IDPORT=\"443\" XATYP=\"IPv4\" XSADDR=\"203.0.113.9\" "
      + "XDADDR=\"198.51.100.7\" XSPORT=\"10001\" XDPORT=\"443\"] time='2026-11-24 12:00:00'.",
    "Nov 24 12:00:00 HG NAT 5964 SDEL [nsess TRIG=\"FIN\" PROTO=\"17\" SSUBIX=\"0\" IATYP=\"IPv4\" "
      + "ISADDR=\"100.75.0.9\" IDADDR=\"198.51.100.7\" ISPORT=\"4000\" IDPORT=\"53\" "
      + "XSADDR=\"203.0.113.9\" XSPORT=\"10001\"] time='2026-11-24 12:00:03'",
    "<134>1 2026-11-24T12:00:00.000Z HG NAT 5964 PRADD [nprng TRIG=\"OPKT\" SSUBIX=\"0\" "
      + "ISADDR=\"100.75.0.9\" XSADDR=\"203.0.113.9\" XSPORT=\"1024-2047\"] time=''",
  ],
  "nat-acct": [
    "<141>Apr 15 17:21:45 115.243.77.202 NAT_ACCT:START udp SourceIp :20.142.142.146  Sourceport:63 "
      + "TransIP :115.243.77.202 TransPort:1035 DestIp :14.14.14.2 Destport:63"
  ],
  "h3c-comware": [
    "%@250006%Jul 7 04:20:10:72 2005 DeviceA USERLOG/7/NAT:\n"
      + "ICMP; 192.168.1.6:768--->1.1.1.1:12288; 2.2.2.2:768;\n"
      + "[2005/07/07 04:20:03-2005/07/07 04:20:09];\nOperator 1: Normal over",
    "<6> Dec 01 16:15:43 2019 F1050-1&2 %%10session/6/SESSION_IPV4_FLOW: Protocol(1001)=TCP;"
      + "Application(1002)=http;SrcIPAddr(1003)=192.168.187.12;SrcPort(1004)=40912;"
      + "NatSrcIPAddr(1005)=192.0.2.188;NatSrcPort(1006)=9460;DstIPAddr(1007)=198.51.100.238;"
      + "DstPort(1008)=80;NatDstIPAddr(1009)=198.51.100.238;NatDstPort(1010)=80;"
      + "InitPktCount(1044)=6;InitByteCount(1046)=920;RplyPktCount(1045)=9;"
      + "RplyByteCount(1047)=3477;RcvVPNInstance(1042)=;SndVPNInstance(1043)=;"
      + "RcvDSLiteTunnelPeer(1040)=;SndDSLiteTunnelPeer(1041)=;BeginTime_e(1013)=12012019081051;"
      + "EndTime_e(1014)=12012019081543;Event(1048)=(1)Normal over;",
  ],
]
