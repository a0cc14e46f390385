extension ConformanceTests {
  /// Where we count otherwise than tshark, why, and who is right.
  static let differences: [String: Difference] = {
    let quic = "names in QUIC Initials are not read yet"
    let ssdp = "tshark reads SSDP over UDP as HTTP; a multicast address is no host of a web site"
    return [
      "browse/ndpi-1kxun.pcap": Difference(
        missingHosts: ["239.255.255.250", "ff02::c"], reason: ssdp),
      "browse/ndpi-iphone.pcap": Difference(missingHosts: ["239.255.255.250"], reason: ssdp),
      "browse/ndpi-reddit.pcap": Difference(
        hellos: 59,
        reason: "59 segments begin with a ClientHello, none twice; tshark counts one of them twice"),
      "browse/ndpi-sites.pcapng": Difference(
        hellos: 55,
        missingNames: [
          "classroom.google.com", "hangouts.google.com", "plus.google.com", "www.threads.net",
        ], reason: quic),
      "file/file-pcap-invalid-version-1.pcap": Difference(isUnreadable: true, reason: "version 1"),
      "file/file-pcapng-invalid-vers-1.pcapng": Difference(
        isUnreadable: true, reason: "version 0.1"),
      "file/file-shb-option-too-long.pcapng": Difference(
        isUnreadable: true, reason: "block lengths contradict each other"),
      "file/file-wireshark-samples-test.pcapng": Difference(
        missingHosts: ["239.255.255.250", "ff02::c"], reason: ssdp),
      "link/link-dlt9-ppp.pcap": Difference(
        hellos: 0, missingNames: ["server4"], reason: quic),
      "link/link-gtp-iphone.pcap": Difference(
        dns: 6, responses: 3, a: 9, aaaa: 6,
        reason: "tshark reads the DNS inside GTP too, but calls the protocol of such frames GTP"),
      "link/link-teredo.pcap": Difference(
        addedHosts: ["ipv6.google.com"],
        reason: "a request inside Teredo between clients, which tshark does not open"),
      "link/link-sll-kakaotalk-talk.pcap": Difference(
        hellos: 3, reason: "one ClientHello is on port 9001, where tshark does not look for TLS"),
      "link/zeek-raw-packets.pcap": Difference(missingHosts: ["239.255.255.250"], reason: ssdp),
      "tls/ndpi-tls-missing-ch-frag.pcap": Difference(
        hellos: 1, addedNames: ["r1---sn-5f5nxgvh5o-hjul.googlevideo.com"],
        reason: "a later segment of the hello is lost, but the first one holds the whole name"),
    ]
  }()
}
