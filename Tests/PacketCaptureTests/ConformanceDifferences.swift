extension ConformanceTests {
  /// Where we count otherwise than tshark, why, and who is right.
  static let differences: [String: Difference] = {
    let googleQUIC =
      "tshark has names of Google's QUIC (Q0nn) in a field of its own; these are they"
    let quoted = "tshark counts the Initials quoted in ICMP errors; no datagram of them is there"
    let version2 = "tshark numbers packets of version 2 its own way; its Initials have type 1"
    let ssdp = "tshark reads SSDP over UDP as HTTP; a multicast address is no host of a web site"
    return [
      "browse/ndpi-1kxun.pcap": Difference(
        missingHosts: ["239.255.255.250", "ff02::c"], reason: ssdp),
      "browse/ndpi-iphone.pcap": Difference(missingHosts: ["239.255.255.250"], reason: ssdp),
      "browse/ndpi-reddit.pcap": Difference(
        hellos: 59,
        reason: "59 segments begin with a ClientHello, none twice; tshark counts one of them twice"),
      "browse/ndpi-http-ipv6.pcap": Difference(addedNames: ["www.google.it"], reason: googleQUIC),
      "browse/ndpi-wechat.pcap": Difference(
        addedNames: ["ssl.gstatic.com", "docs.google.com"], reason: googleQUIC),
      "file/file-pcap-invalid-version-1.pcap": Difference(isUnreadable: true, reason: "version 1"),
      "file/file-pcapng-invalid-vers-1.pcapng": Difference(
        isUnreadable: true, reason: "version 0.1"),
      "file/file-shb-option-too-long.pcapng": Difference(
        isUnreadable: true, reason: "block lengths contradict each other"),
      "file/file-wireshark-samples-test.pcapng": Difference(
        missingHosts: ["239.255.255.250", "ff02::c"], reason: ssdp),
      "link/link-null-http2.pcap": Difference(
        addedHosts: ["nghttp2.org"],
        reason: "the authority of an HTTP/2 request; tshark has it in a field of its own"),
      "link/link-gtp-iphone.pcap": Difference(
        dns: 6, responses: 3, answers: 3, a: 9, aaaa: 6,
        reason: "tshark reads the DNS inside GTP too, but calls the protocol of such frames GTP"),
      "link/link-teredo.pcap": Difference(
        addedHosts: ["ipv6.google.com"],
        reason: "a request inside Teredo between clients, which tshark does not open"),
      "link/link-sll-kakaotalk-talk.pcap": Difference(
        hellos: 3, reason: "one ClientHello is on port 9001, where tshark does not look for TLS"),
      "link/zeek-raw-packets.pcap": Difference(missingHosts: ["239.255.255.250"], reason: ssdp),
      "quic/ndpi-doq.pcapng": Difference(
        dns: 0, responses: 0,
        reason: "DNS inside QUIC is encrypted; tshark takes its packets for plain DNS by the port"),
      "quic/ndpi-quic-draft29.pcap": Difference(
        hellos: 1, reason: "the hello sent again after a Retry is known by its connection id"),
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
  }()
}
