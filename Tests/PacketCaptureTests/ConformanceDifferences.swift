extension ConformanceTests {
  /// Where we count otherwise than tshark, why, and who is right.
  static let differences: [String: Difference] = {
    let googleQUIC =
      "tshark has names of Google's QUIC (Q0nn) in a field of its own; these are they"
    let quoted = "tshark counts the Initials quoted in ICMP errors; no datagram of them is there"
    let version2 = "tshark numbers packets of version 2 its own way; its Initials have type 1"
    let ssdp = "tshark reads SSDP over UDP as HTTP; a multicast address is no host of a web site"
    let icmp = "tshark counts the connection quoted in ICMP errors; no packet of it is there"
    let noInterface = "libpcap wants an interface before the first packet"
    let snapLength = "libpcap wants one snap length for all interfaces of a pcapng file"
    let linkType = "libpcap wants one link type for all interfaces of a pcapng file"
    var all: [String: Difference] = [
      "browse/ndpi-1kxun.pcap": Difference(
        missingHosts: ["239.255.255.250", "ff02::c"], reason: ssdp),
      "browse/ndpi-iphone.pcap": Difference(missingHosts: ["239.255.255.250"], reason: ssdp),
      "browse/ndpi-instagram.pcap": Difference(tcp: 30, reason: icmp),
      "browse/ndpi-reddit.pcap": Difference(
        hellos: 59,
        reason: "59 segments begin with a ClientHello, none twice; tshark counts one of them twice"),
      "browse/ndpi-http-ipv6.pcap": Difference(addedNames: ["www.google.it"], reason: googleQUIC),
      "browse/ndpi-wechat.pcap": Difference(
        addedNames: ["ssl.gstatic.com", "docs.google.com"], reason: googleQUIC),
      "browse/tcp-reassembly-pcapplusplus.pcap": Difference(
        tcp: 1, udp: 1,
        reason: "tshark counts packet headers sampled inside an sFlow datagram; we do not"),
      "dns/zeek-ipv6-fragmented-dns.pcap": Difference(
        a: 1, reason: "the last answer is in a later IP fragment; tshark joins fragments"),
      "file/file-pcap-invalid-version-1.pcap": Difference(isUnreadable: true, reason: "version 1"),
      "file/file-pcapng-invalid-vers-1.pcapng": Difference(
        isUnreadable: true, reason: "version 0.1"),
      "file/file-shb-option-too-long.pcapng": Difference(
        isUnreadable: true, reason: "block lengths contradict each other"),
      "file/file-wireshark-samples-test.pcapng": Difference(
        missingHosts: ["239.255.255.250", "ff02::c"], reason: ssdp),
      "ip/ip-fragmented-garbage.pcap": Difference(
        tcp: 0, reason: "TCP headers cut in two by fragmentation are rejected; tshark joins them"),
      "ip/ip-v4-fragmented-3.pcap": Difference(
        tcp: 1, reason: "the first fragment has ports; tshark drops what it cannot join"),
      "link/link-80211-http.pcap": Difference(
        tcp: 0, missingHosts: ["qq.com"], reason: "802.11 is not read yet"),
      "link/link-null-http2.pcap": Difference(
        addedHosts: ["nghttp2.org"],
        reason: "the authority of an HTTP/2 request; tshark has it in a field of its own"),
      "link/link-gre-pptp-ppp.pcap": Difference(
        udp: 0, dns: 0, responses: 0, reason: "GRE is not opened yet"),
      "link/link-gre-sample.pcap": Difference(
        tcp: 0, udp: 0, dns: 0, reason: "GRE is not opened yet"),
      "link/link-gtp-iphone.pcap": Difference(
        tcp: 0, udp: 1, reason: "GTP-U is not opened yet"),
      "link/link-gtpu-ext-header.pcap": Difference(tcp: 0, reason: "GTP-U is not opened yet"),
      "link/link-gtpu-fragmentation.pcap": Difference(
        tcp: 0, missingHosts: ["o-o.preferred.telekomrs-beg1.v2.lscache8.c.youtube.com"],
        reason: "GTP-U is not opened yet"),
      "link/link-nflog-http.pcap": Difference(
        tcp: 0, missingHosts: ["www.example.net"], reason: "NFLOG is not read yet"),
      "link/link-sll-kakaotalk-talk.pcap": Difference(
        hellos: 3, reason: "one ClientHello is on port 9001, where tshark does not look for TLS"),
      "link/zeek-raw-packets.pcap": Difference(missingHosts: ["239.255.255.250"], reason: ssdp),
      "quic/ndpi-doq.pcapng": Difference(
        dns: 0, responses: 0,
        reason: "DNS inside QUIC is encrypted; tshark takes its packets for plain DNS by the port"),
      "quic/ndpi-quic-draft29.pcap": Difference(
        hellos: 1, reason: "the hello sent again after a Retry is known by its connection id"),
      "quic/ndpi-quic-fuzz-overflow.pcapng": Difference(
        udp: 1, reason: "a fragment with a UDP header has ports; tshark wants the other fragments"),
      "quic/ndpi-quic-interop.pcapng": Difference(initials: 171, reason: quoted),
      "quic/ndpi-quic-v2.pcapng": Difference(initials: 2, reason: version2),
      "quic/ndpi-youtube-gquic.pcap": Difference(
        addedNames: [
          "yt3.ggpht.com", "pagead2.googlesyndication.com", "googleads.g.doubleclick.net",
        ], reason: googleQUIC),
      "quic/tcpdump-quic-version-negotiation.pcap": Difference(
        hellos: 1, addedNames: ["localhost"],
        reason:
          "tshark keeps the keys of the refused version; without that packet it reads the name"),
      "quic/zeek-quic-fuzz-decrypt-crash.pcap": Difference(
        initials: 0, reason: "lengths of 9728 in datagrams of 248 octets: these are no Initials"),
      "quic/zeek-quicv2-http3.pcap": Difference(initials: 3, reason: version2),
      "tls/ndpi-tls-missing-ch-frag.pcap": Difference(
        hellos: 1, addedNames: ["r1---sn-5f5nxgvh5o-hjul.googlevideo.com"],
        reason: "a later segment of the hello is lost, but the first one holds the whole name"),
    ]
    for order in ["be", "le"] {
      func add(_ number: String, _ difference: Difference) {
        all["file/pcapng-test\(number)-\(order).pcapng"] = difference
      }
      add("002", Difference(isUnreadable: true, reason: noInterface))
      add("017", Difference(isUnreadable: true, reason: noInterface))
      add("004", Difference(packets: 0, udp: 0, isDamaged: true, reason: snapLength))
      add("005", Difference(packets: 1, udp: 1, isDamaged: true, reason: snapLength))
      add("008", Difference(packets: 1, udp: 1, isDamaged: true, reason: snapLength))
      add("014", Difference(isDamaged: true, reason: linkType))
      add("018", Difference(packets: 4, reason: "tshark counts four custom blocks as packets"))
      for number in ["006", "101", "102", "201", "202"] {
        add(number, Difference(packets: 0, udp: 0, isDamaged: true, reason: linkType))
      }
    }
    return all
  }()
}
