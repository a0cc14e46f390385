/// Good records of the companion logs, as ``sampleLines``; each gives one event.
let companionSamples: [String: [String]] = [
  "dnsmasq": [
    "Nov 24 12:13:33 dnsmasq[22360]: 6 100.64.0.18/38913 query[A] media.radio.example from "
      + "100.64.0.18\n"
      + "Nov 24 12:13:33 dnsmasq[22360]: 6 100.64.0.18/38913 config media.radio.example is "
      + "<CNAME>\n"
      + "Nov 24 12:13:33 dnsmasq[22360]: 6 100.64.0.18/38913 config edge-b.cdn.test is 192.0.2.81",
    "Nov 24 12:13:33 gw dnsmasq-dhcp[7]: DHCPACK(br0) 192.168.1.5 aa:bb:cc:00:11:22 laptop",
  ],
  "dhcpd": [
    "Sep 24 15:21:25 server dhcpd[16828]: DHCPACK on 192.168.56.50 to 08:00:27:a5:b8:87 "
      + "(user2) via enp0s8",
    "<30>Mar 27 08:32:59 infoblox.localdomain 10.0.0.1 dhcpd[1761]: DHCPRELEASE of 192.168.0.4 "
      + "from 00:50:56:83:6c:a0 (DESKTOP-ABCD) via eth3 (found) TransID 0286f3d0",
  ],
  "dhcpd-leases": [
    "# a comment\n\nlease 192.168.56.50 {\n  starts 3 2025/09/24 12:08:03;\n"
      + "  ends 3 2025/09/24 12:18:03;\n  cltt 3 2025/09/24 12:08:03;\n"
      + "  binding state active;\n  next binding state free;\n"
      + "  hardware ethernet 08:00:27:a5:b8:87;\n  uid \"\\001\\010;\";\n}",
    "lease 10.0.0.1 {\n  starts epoch 1758715683; # x\n  ends 3 2025/09/24 12:18:03;\n"
      + "  binding state free;\n  uid \"\\001\";\n}",
  ],
  "kea-csv": [
    "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,"
      + "user_context,pool_id\n192.0.2.1,aa:bb:cc:00:11:22,01:aa,40,1642000000,50,1,1,"
      + "one.example.com,0,{ \"a\": 1&#x2c \"b\": 2 },0",
    "address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,state\n"
      + "2001:db8::1,00:01:02,3600,1642000000,6,1800,0,7,128,2",
  ],
  "nfdump-csv": [
    "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out\n2015-10-08 19:03:46,"
      + "2015-10-08 19:03:48,2.001,172.16.32.100,172.16.32.248,123,53,UDP,........,0,0,1,76,2,224,"
      + "0,0",
    "2015-10-08 19:03:47,2015-10-08 19:04:25,38.081,2001:db8::1,2001:db8::2,0,128.0,ICMP6,........"
      + ",0,0,7,672,0,0,0,0,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,00:00:00:00:00:00,0-0-0,0-0-0,0-0-0",
    "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,bps,bpp,flows\n"
      + "2026-02-02 03:04:05.250,1.500,TCP,100.64.0.1,40000,198.18.0.1,443,12,3400,18133,283,1",
  ],
  "radius-detail": [
    "Tue Jun  9 00:03:48 2015\n\tUser-Name = \"taki_dsl_p\"\n\tNAS-IP-Address = 192.168.53.11\n"
      + "\tFramed-IP-Address = 78.92.255.12\n\tNAS-Identifier = \"MT_HAAP_INFOG\"\n"
      + "\tAcct-Status-Type = Interim-Update\n\tAcct-Delay-Time = 0\n"
      + "\tEvent-Timestamp = \"Jun  9 2015 00:03:47 CEST\"\n\tTimestamp = 1433801028\n",
    "Acct-Status-Type = 1\nNAS-Identifier = \"vCGNAT\"\nEvent-Timestamp = 1680103200\n"
      + "NFWare-vCGNAT-Inside-Addr = 192.168.1.30\nNFWare-vCGNAT-Nat-Addr = 10.10.10.30\n"
      + "NFWare-vCGNAT-NAT-Port-Start = 10000\nNFWare-vCGNAT-NAT-Port-End = 10099",
  ],
  "radius-syslog": [
    "<30>Nov 24 10:00:00 aaa1 radiusd[77]: Disconnect: [ann] (did 00-11-22-33-44-55 cli "
      + "AA-BB-CC-00-11-22 port 7 ip 100.64.0.7) 3600 seconds",
    "<181>Sep 14 10:54:09 ise-1 CISE_RADIUS_Accounting 0018032501 1 0 2018-09-14 10:54:09.095 "
      + "+10:00 0221114759 3002 NOTICE Radius-Accounting: RADIUS Accounting watchdog update, "
      + "User-Name=ann\\, b, NAS-IP-Address=10.0.0.9, Framed-IP-Address=100.64.0.7, "
      + "Acct-Status-Type=Interim-Update, Acct-Delay-Time=10, Acct-Session-Time=60, ",
  ],
  "unbound": [
    "<30>Aug 15 16:19:02 unbound[26931]: [26931:0] info: 192.168.1.1 api.opensubtitles.org. A IN",
    "[1516374132] unbound[4243:0] info: 127.0.0.1 www.example.com. AAAA IN",
  ],
  "bind": [
    "Nov 24 12:00:00 ns1 named[7]: client @0x7f0c74087120 192.168.1.3#61568 (abc.com): query: "
      + "abc.com IN A + (192.168.1.2)",
    "24-Nov-2026 12:00:00.123 queries: info: client 2001:db8::1#53 (Example.COM): view internal: "
      + "query: Example.COM IN AAAA +E(0)K (10.0.0.1)",
  ],
  "haproxy": [
    "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in "
      + "static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "
      + "\"GET /index.html?x=1 HTTP/1.1\"",
    "Sep 20 15:42:59 gw haproxy[24551]: Connect from 67.43.156.13:40780 to 192.0.2.1:5000 "
      + "(main/HTTP)",
  ],
  "squid": [
    "1157689312.049   5006 10.105.21.199 TCP_MISS/200 19763 CONNECT login.yahoo.com:443 badeyek "
      + "DIRECT/209.73.177.115 -",
    "1157689320.327   2864 10.105.21.199 TCP_MISS/200 10182 GET http://a.example:80/b?c badeyek "
      + "DIRECT/207.58.145.61 text/html",
  ],
  "caddy": [
    "{\"level\":\"info\",\"ts\":1756272307.0702598,\"logger\":\"http.log.access\",\"msg\":"
      + "\"handled request\",\"request\":{\"remote_ip\":\"61.211.1.233\",\"remote_port\":\"1151\","
      + "\"client_ip\":\"61.211.1.233\",\"proto\":\"HTTP/2.0\",\"method\":\"GET\",\"host\":"
      + "\"awf.example\",\"uri\":\"/rest/cta?a=1\",\"headers\":{\"X\":[\"\\\"a\\\"\"]}},"
      + "\"duration\":0.5,\"status\":200}"
  ],
  "zeek": [
    "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\t"
      + "proto\tduration\torig_bytes\tresp_bytes\n"
      + "1521911720.600725\tC1\t10.164.94.120\t39611\t10.47.3.200\t443\ttcp\t1.5\t10\t20",
    "#path\tdns\n#fields\tts\tid.orig_h\tid.resp_h\tquery\tqtype_name\tanswers\n"
      + "1521911720.865716\t10.47.1.100\t10.0.0.100\tise.wrccdc.org\tA\t"
      + "ise.wrccdc.cpp.edu,134.71.3.16",
    "{\"ts\":1547188415.857497,\"id.orig_h\":\"192.168.86.167\",\"id.orig_p\":38339,"
      + "\"id.resp_h\":\"192.168.86.1\",\"id.resp_p\":443,\"version\":\"TLSv12\","
      + "\"server_name\":\"a.example\",\"cert_chain_fps\":[\"x\"]}",
  ],
  "suricata": [
    "{\"timestamp\":\"2018-07-05T15:51:54.001329-0400\",\"flow_id\":1828507008887644,"
      + "\"event_type\":\"flow\",\"src_ip\":\"192.168.86.85\",\"src_port\":546,\"dest_ip\":"
      + "\"192.0.2.1\",\"dest_port\":547,\"proto\":\"UDP\",\"flow\":{\"pkts_toserver\":1,"
      + "\"pkts_toclient\":0,\"bytes_toserver\":110,\"bytes_toclient\":0,\"start\":"
      + "\"2018-07-05T15:51:23.453468-0400\",\"end\":\"2018-07-05T15:51:23.453468-0400\"}}",
    "{\"timestamp\":\"2018-07-05T15:51:20.213418-0400\",\"event_type\":\"dns\",\"src_ip\":"
      + "\"192.168.86.1\",\"src_port\":53,\"dest_ip\":\"192.168.86.85\",\"dest_port\":39464,"
      + "\"proto\":\"UDP\",\"dns\":{\"type\":\"answer\",\"id\":12308,\"rcode\":\"NOERROR\","
      + "\"rrname\":\"clients.l.google.com\",\"rrtype\":\"A\",\"ttl\":299,\"rdata\":"
      + "\"175.16.199.1\"}}",
    "{\"timestamp\":\"2020-12-09T16:03:50.083307+0000\",\"event_type\":\"tls\",\"src_ip\":"
      + "\"192.168.50.1\",\"src_port\":12509,\"dest_ip\":\"192.0.2.50\",\"dest_port\":443,"
      + "\"proto\":\"TCP\",\"tls\":{\"sni\":\"www.example.com\",\"version\":\"UNDETERMINED\"}}",
  ],
  "postfix": [
    "Aug  4 16:47:52 mail3 postfix/smtpd[31152]: warning: unknown[192.0.2.237]:55729: SASL LOGIN "
      + "authentication failed: authentication failure",
    "May  5 15:51:11 xxx postfix/postscreen[1148]: CONNECT from [216.245.194.173]:60591 to "
      + "[192.0.2.1]:25",
    "Jul 12 07:47:48 saturn postfix/smtpd[8738]: NOQUEUE: reject: RCPT from 1-2-3-4-example.com"
      + "[1.2.3.4]: 554 5.7.1 <smtp@example.com>: Relay access denied; from=<john@example.com>",
  ],
  "sshd": [
    "Feb 12 04:09:18 localhost sshd[26713]: Connection from 115.249.163.77 port 51353 on 127.0.0.1 "
      + "port 22",
    "Jul  3 14:59:17 host sshd-session[1571]: Failed password for root from 192.0.2.1 port 56502 "
      + "ssh2",
    "Jul 17 23:04:01 srv sshd[1300]: Connection closed by authenticating user test 127.0.0.1 port "
      + "12345 192.0.2.11 port 46039 [preauth]",
  ],
  "nfdump-json": [
    [
      "{", "\t\"type\" : \"EVENT\",", "\t\"sampled\" : 0,", "\t\"export_sysid\" : 1,",
      "\t\"first\" : \"1970-01-01T00:00:00.000\",", "\t\"last\" : \"1970-01-01T00:00:00.000\",",
      "\t\"in_packets\" : 0,", "\t\"in_bytes\" : 0,", "\t\"proto\" : 17,",
      "\t\"src_port\" : 35303,", "\t\"dst_port\" : 53,", "\t\"src4_addr\" : \"172.16.100.198\",",
      "\t\"dst4_addr\" : \"10.89.87.1\",", "\t\"ip4_router\" : \"127.0.0.1\",",
      "\t\"src4_xlt_ip\" : \"10.143.52.29\",", "\t\"src_xlt_port\" : \"35304\",",
      "\t\"nat_event_id\" : \"1\",", "\t\"ingress_vrf\" : \"0\",",
      "\t\"t_event\" : \"2025-06-04T15:09:00.450\"", "},",
    ].joined(separator: "\n"),
    [
      "{", "\t\"type\" : \"FLOW\",", "\t\"export_sysid\" : 1,",
      "\t\"first\" : \"2015-08-25T23:04:16.102\",", "\t\"last\" : \"2015-08-25T23:04:18.102\",",
      "\t\"in_packets\" : 1,", "\t\"in_bytes\" : 96,", "\t\"proto\" : 17,",
      "\t\"src_port\" : 123,", "\t\"dst_port\" : 124,", "\t\"src6_addr\" : \"2001:db8::10\",",
      "\t\"dst6_addr\" : \"2001:db8::2621\"", "}",
    ].joined(separator: "\n"),
  ],
]
