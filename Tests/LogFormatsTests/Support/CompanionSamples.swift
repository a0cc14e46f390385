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
]
