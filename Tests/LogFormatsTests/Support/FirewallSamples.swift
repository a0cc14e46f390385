/// Good records of firewalls that translate, as ``sampleLines``; each gives one event, apart from
/// those of logs that are no translations.
let firewallSamples: [String: [String]] = [
  "ulogd": [
    "Nov 24 12:13:32 cgnat [NEW] ORIG: SRC=100.64.0.12 DST=198.18.0.11 PROTO=TCP SPT=51658 DPT=443 "
      + "PKTS=0 BYTES=0 , REPLY: SRC=198.18.0.11 DST=203.0.113.1 PROTO=TCP SPT=443 DPT=4780 "
      + "PKTS=0 BYTES=0 ",
    "ulogd[9441]: [DESTROY] ORIG: SRC=192.168.130.1 DST=192.168.130.60 PROTO=ICMP TYPE=0 CODE=8 "
      + "PKTS=1 BYTES=84 , REPLY: SRC=192.168.130.60 DST=192.168.130.1 PROTO=ICMP TYPE=0 CODE=8 "
      + "PKTS=0 BYTES=0",
    "timestamp=2026/11/24-12:13:32,orig.ip.saddr=100.64.0.12,orig.ip.daddr=198.18.0.11,"
      + "orig.ip.protocol=6,orig.l4.sport=51658,orig.l4.dport=443,orig.raw.pktlen=10,"
      + "orig.raw.pktcount=1,reply.ip.saddr=198.18.0.11,reply.ip.daddr=203.0.113.1,"
      + "reply.ip.protocol=6,reply.l4.sport=443,reply.l4.dport=4780,reply.raw.pktlen=5,"
      + "reply.raw.pktcount=1,ct.mark=0,ct.id=7,ct.event=4,flow.start.sec=1795522400,"
      + "flow.start.usec=5,flow.end.sec=1795522412,flow.end.usec=700000",
    "{\"timestamp\": \"2026-11-24T12:13:32.000005+0100\", \"dvc\": \"Netfilter\", "
      + "\"orig.ip.protocol\": 17, \"orig.l4.sport\": 5000, \"orig.l4.dport\": 53, "
      + "\"reply.l4.sport\": 53, \"reply.l4.dport\": 1024, \"orig.ip.saddr.str\": \"100.64.0.12\", "
      + "\"orig.ip.daddr.str\": \"9.9.9.9\", \"reply.ip.saddr.str\": \"9.9.9.9\", "
      + "\"reply.ip.daddr.str\": \"203.0.113.1\", \"ct.event\": 1}",
  ],
  "paloalto": [
    "Nov 30 16:09:08 PA-220 1,2018/11/30 16:09:07,012801096514,TRAFFIC,end,2049,2018/11/30 16:09:07,"
      + "192.168.15.207,175.16.199.1,192.168.1.63,175.16.199.1,new_outbound_from_trust,,,apple-maps,"
      + "vsys1,trust,untrust,ethernet1/2,ethernet1/1,send_to_mac,2018/11/30 16:09:07,22751,1,55113,"
      + "443,16418,443,0x400053,tcp,allow,7734,1758,5976,36,2018/11/30 15:59:04,586,"
      + "computer-and-internet-info,0,32091112,0x0,192.168.0.0-192.168.255.255,United States,0,16,"
      + "20,tcp-fin,0,0,0,0,,PA-220,from-policy,,,0,,0,,N/A,0,0,0,0",
    "1,2021/10/26 14:31:32,,TRAFFIC,start,2561,2021/10/26 14:31:32,81.2.69.193,81.2.69.193,0.0.0.0,"
      + "0.0.0.0,\"any, to \"\"DCs\"\"\",intranet\\sampleuser,,dns,vsys1,LAN,WAN,ethernet1/2,"
      + "ethernet1/1,LFPpan,2021/10/26 14:31:32,15844,1,64624,53,32849,53,0x400000,udp,allow,93,93,"
      + "0,1,2021/10/26 14:31:31,0,any,,7022390495259151731,,,,2021-10-26T14:31:32.772-07:00",
  ],
  "checkpoint": [
    "<134>1 2022-01-16T22:05:23Z NPLDCA00001 CheckPoint 16760 - [action:\"Block\"; flags:\"7140628\"; "
      + "time:\"1642370723\"; __policy_id_tag:\"product=VPN-1[db_tag={81DD};policy=VS\\]\"; "
      + "bytes:\"6281\"; dst:\"172.28.11.213\"; elapsed:\"1\"; lastupdatetime:\"1642370729\"; "
      + "packets:\"24\"; proto:\"6\"; s_port:\"51900\"; service:\"80\"; src:\"10.94.110.204\"; "
      + "start_time:\"1642370723\"; xlatedport:\"0\"; xlatedst:\"0.0.0.0\"; xlatesport:\"10401\"; "
      + "xlatesrc:\"81.2.69.144\"]",
    "<134>1 2020-03-29T13:19:22Z gw-da58d3 CheckPoint 1930 - [action:\"Accept\"; dst:\"192.168.1.1\"; "
      + "proto:\"17\"; s_port:\"46915\"; service:\"53\"; src:\"192.168.1.100\"]",
  ],
  "sonicwall": [
    "<134>  id=firewall sn=0040103CE114 time=\"2022-05-16 08:19:21\" fw=10.0.0.96 pri=6 c=0 gcat=6 "
      + "m=1235 srcMac=00:06:b1:dd:4f:d4 src=10.0.0.96:54606:X1 srcZone=Untrusted "
      + "natSrcV6=[2a02:cf40::1]:1234 dst=169.254.169.254:80:X1 natDstV6=[2a02:cf40::2]:5678 "
      + "proto=tcp/http sent=52 app=9 msg=\"\" note=\"stack traffic always trusted\" n=153 "
      + "fw_action=\"forward\"",
    "id=firewall sn=0040103CE114 time=\"2022-05-16 08:19:21 UTC\" fw=10.0.0.96 pri=6 c=1024 m=537 "
      + "msg=\"Connection Closed\" usr=\"ann\" src=10.0.0.9:54606:X0 dst=198.51.100.7:443:X1 "
      + "natSrc=203.0.113.9:1024 natDst=198.51.100.7:443 proto=udp/https sent=52 rcvd=100 n=1",
  ],
  "netscreen": [
    "Jun  2 14:55:46 fire00 fire00: NetScreen device_id=fire00  [Root]system-notification-00257"
      + "(traffic): start_time=\"2006-06-02 14:55:45\" duration=59 policy_id=1 service=dns proto=17 "
      + "src zone=Trust dst zone=Untrust action=Permit sent=136 rcvd=12 src=192.168.2.1 "
      + "dst=198.51.100.4 src_port=55687 dst_port=53 src-xlated ip=203.0.113.7 port=1024 dst-xlated "
      + "ip=198.51.100.4 port=53 session_id=48059 reason=Close - AGE OUT",
    "ns: NetScreen device_id=ns  [Root]system-notification-00257(traffic): "
      + "start_time=\\\"2016-06-16 11:45:42\\\" duration=0 policy_id=618 service=icmp proto=1 src "
      + "zone=Trust dst zone=Untrust action=Permit src=192.168.165.33 dst=198.51.100.188 icmp type=8 "
      + "icmp code=0 src-xlated ip=203.0.113.7 dst-xlated ip=198.51.100.188 session_id=4 "
      + "reason=Creation",
  ],
  "pf-state": [
    "all udp 162.202.41.52:17449 (192.168.1.178:56094) -> 79.127.160.158:51820       "
      + "MULTIPLE:MULTIPLE\n   age 08:20:20, expires in 00:01:00, 317323773:165327693 pkts, "
      + "263517066416:102413038016 bytes\n   id: 00000000a1b2c3d4 creatorid: 3e0c",
    "all tcp 127.0.0.1:3129 (140.82.114.3:443) <- 10.99.0.162:59216       FIN_WAIT_2:FIN_WAIT_2\n"
      + "   [2837096760 + 392192] wscale 7  [2817892562 + 65792] wscale 10\n"
      + "   age 00:01:09, expires in 00:00:24, 249:432 pkts, 14863:616615 bytes, anchor 4",
    "em0 tcp 2600:1700::9[52034] -> 2001:db8::1[443]       ESTABLISHED:ESTABLISHED",
  ],
  "pf-log": [
    "<134>Jul  3 19:10:30 filterlog[72237]: 146,,,1535324496,igb1.12,match,block,in,4,0x0,,63,12617,"
      + "0,DF,6,tcp,60,10.170.12.50,175.16.199.1,49724,853,0,S,1891286705,,64240,,mss;sackOK;TS",
    "Mar 30 15:55:20 enigma pf: Mar 30 15:53:25.793256 rule 2/(match) pass in on xl0: "
      + "205.174.165.231.50425 > 192.168.2.10.22: . ack 2450721 win 73",
  ],
  "netfilter-log": [
    "<161>Oct 10 07:25:12 Hostname kernel: [wan-lan-default-D]IN=eth0 OUT= MAC=90:10:20:76:8d:20 "
      + "SRC=67.43.156.15 DST=10.4.0.5 LEN=52 TOS=0x00 PREC=0x00 TTL=63 ID=0 DF PROTO=TCP SPT=38842 "
      + "DPT=443 WINDOW=2853 RES=0x00 ACK URGP=0"
  ],
]
