import LogFormats
import NATModel

/// One good line for each shape of record, by dialect: material for prefixes and mutations.
let sampleLines = [
  sessionSamples, companionSamples, carrierSamples, platformSamples, firewallSamples,
].reduce(into: [:]) { all, more in all.merge(more) { first, _ in first } }

private let sessionSamples: [String: [String]] = [
  "conntrack": [
    "[1514557030.811279]\t [DESTROY] tcp      6 src=192.168.17.22 dst=23.56.184.45 sport=55787 "
      + "dport=80 packets=7 bytes=450 src=23.56.184.45 dst=192.168.8.17 sport=80 dport=55787 "
      + "packets=5 bytes=1679 [ASSURED] delta-time=3 id=77",
    "ipv6     10 icmpv6   58 29 src=fd00::1 dst=2001:db8::2 type=128 code=0 id=7 "
      + "src=2001:db8::2 dst=fd00::1 type=129 code=0 id=7 mark=0 use=1",
  ],
  "cisco-asa": [
    "<166>Oct 10 2018 12:34:56 fw1 : %ASA-6-302013: Built outbound TCP connection 11757 for "
      + "outside:192.168.205.104/80 (192.168.205.104/80) to inside:172.31.98.44/1772 "
      + "(203.0.113.9/40001)(LOCAL\\alice)",
    "Oct 10 2018 12:34:56 localhost CiscoASA[999]: %ASA-6-302014: Teardown TCP connection 11749 "
      + "for outside:192.168.211.242/80 to inside:172.31.98.44/1758 duration 0:01:07 bytes 38110 "
      + "TCP Reset-I",
    "May  5 18:40:50 dev01: %ASA-6-305011: Built dynamic TCP translation from "
      + "fw111:10.10.10.10/57006 to out111:192.168.2.2/57006",
    "%ASA-6-305015: Released 512 block of ports for translation from in:100.64.0.1 to "
      + "out:203.0.113.1/1024-1535",
    "May  5 18:16:21 dev01: %ASA-6-302021: Teardown ICMP connection for faddr 192.168.2.2/0 gaddr "
      + "81.2.69.144/2 laddr 10.10.10.10/2 type 8 code 0",
    "%ASA-6-305018: MAP translation from inside:2001:DB8::2/57964-outside:2001:DB8:FFFF::1/22 to "
      + "inside:192.168.101.210/57964-outside:192.168.100.203/22",
    "Nov 24 2003 12:00:00: %PIX-6-302002: Teardown TCP connection 3 faddr 192.0.2.9/80 gaddr "
      + "203.0.113.1/1024 laddr 10.0.0.1/4000 duration 0:00:07 bytes 1234 (TCP FINs)",
  ],
  "juniper-srx": [
    "<14>1 2023-01-31T12:42:18.657Z vSRX RT_FLOW - RT_FLOW_SESSION_CLOSE [junos@2636.1.1 "
      + "reason=\"a \\\"]\" source-address=\"10.1.1.100\" source-port=\"38128\" "
      + "destination-address=\"67.43.156.15\" destination-port=\"443\" "
      + "nat-source-address=\"192.168.222.164\" nat-source-port=\"25257\" protocol-id=\"6\" "
      + "session-id=\"298\" packets-from-client=\"2865\" bytes-from-client=\"166523\" "
      + "elapsed-time=\"110\" username=\"N/A\"]",
    "Dec 17 08:05:30 RT_FLOW: RT_FLOW_SESSION_CLOSE: session closed TCP FIN: "
      + "10.10.10.2/53836->10.10.10.1/22 junos-ssh 10.10.10.3/53837->10.10.10.1/22 None None 6 "
      + "log-host-traffic untrust junos-host 5 78(6657) 122(13305) 45 UNKNOWN UNKNOWN",
    "RT_NAT - RT_SRC_NAT_PBA_RELEASE [internal-ip=\"10.0.10.10\" block-port-low=\"48640\" "
      + "block-port-high=\"48895\" reflexive-ip=\"1.2.84.172\" epoch-time-64=\"624b0cc7\"]",
    "<14>Jun 30 22:44:25 BNG-01 RT_NAT: RT_SRC_NAT_PBA_ALLOC: Subscriber 100.64.60.74 "
      + "used/maximum [10/15] blocks, allocates port block [24064-24191] from 203.0.113.100 in "
      + "source pool EXAMPLE_POOL lsys_id: 0 epoch 0x6a44007a",
  ],
  "mikrotik": [
    "<134>Aug 30 18:33:17 BRAS-01 firewall,info forward: in:<pppoe-P2-musa> out:vlan2436, "
      + "connection-state:new,snat proto TCP (SYN), 100.68.180.230:35420->99.124.164.160:22, NAT "
      + "(100.68.180.230:35420->103.125.177.119:35420)->99.124.164.160:22, len 60",
    "forward: in:bridge out:ether1, proto ICMP (type 8, code 0), 10.0.0.1->9.9.9.9, NAT "
      + "(10.0.0.1->203.0.113.1)->9.9.9.9, len 84",
  ],
  "access-log": [
    "203.0.113.1:20026 - - [24/Nov/2026:12:06:28 +0000] \"GET /p/74a7?x=1 HTTP/1.1\" 200 3864 "
      + "\"-\" \"Mozilla/5.0 Lab/1\" \"push.chat.test\" \"198.18.0.11:443\"",
    "shop.example:443 [2001:db8::7]:4711 - ann [10/Oct/2000:13:55:36 -0700] \"GET /a\\\"b "
      + "HTTP/1.0\" 200 23",
  ],
  "natlens-event": [
    "{\"kind\":\"session-open\",\"time\":\"2026-11-23T23:41:32.036786Z\",\"proto\":6,"
      + "\"inside\":\"100.64.0.2\",\"inside_port\":54484,\"outside\":\"203.0.113.1\","
      + "\"outside_port\":1176,\"destination\":\"203.0.113.80\",\"destination_port\":8080,"
      + "\"subscriber\":\"a\\u00e9\\n\",\"x\":{\"y\":[1,\"}\"]},\"file\":\"ct.log\",\"record\":1}",
    "{\"kind\":\"session\",\"start\":\"2026-11-23T23:41:32Z\",\"end\":\"2026-11-23T23:41:33Z\","
      + "\"inside\":\"fd00::1\",\"session\":18446744073709551615,\"bytes\":12}",
    "{\"kind\":\"block-allocate\",\"time\":\"2026-11-23T23:41:32Z\",\"inside\":\"10.0.0.1\","
      + "\"outside\":\"203.0.113.1\",\"outside_port\":1024,\"outside_port_last\":2047}",
  ],
]

/// Why an event cannot be true of any record, or `nil`.
func impossibility(_ event: Event) -> String? {
  if event.has([.start, .time]), event.start > event.time { return "starts after it ends" }
  if event.has([.outsidePort, .outsidePortLast]), event.outsidePortLast < event.outsidePort {
    return "block ends before it begins"
  }
  if event.fields.contains(.outsidePortLast), !event.fields.contains(.outsidePort) {
    return "block without a first port"
  }
  if event.fields.contains(.time), event.resolution == 0 { return "time without resolution" }
  let addresses: [(EventFields, IPAddress)] = [
    (.inside, event.inside), (.outside, event.outside), (.destination, event.destination),
  ]
  for (field, address) in addresses {
    if !event.fields.contains(field), address != .unspecified { return "address without its flag" }
  }
  return nil
}
