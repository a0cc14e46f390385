import NATModel
import Testing

@testable import PacketCapture

/// Our packet and conversation counts against those of tshark 4.0.17, over every real capture that
/// holds packets.
///
/// tshark counts each layer of a tunnel as a conversation of its own, we the innermost one. Every
/// difference is listed with its reason; one that is not listed fails, and so does a listed one that
/// has gone away.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
struct ConversationTests {
  /// What we count in one file, as far as it differs from tshark.
  struct Difference {
    var packets: Int?
    var tcp: Int?
    var udp: Int?
    /// Files that cannot be read at all.
    var isUnreadable = false
    /// Why, and who is right.
    var reason: String
  }

  @Test(
    "packets and conversations equal tshark's or differ for a listed reason",
    arguments: SharedCaptures.files(in: [
      "browse", "dns", "tls", "quic", "file", "link", "ip", "fuzz", "radius", "nat", "flow",
      "flow-malformed",
    ]))
  func conversations(file: String) throws {
    let theirs = try #require(SharedCaptures.figures[file])
    let listed = ConversationTests.differences[file]
    if listed?.isUnreadable == true {
      #expect(throws: CaptureError.self) { try CaptureRun.of(path: SharedCaptures.path(file)) }
      return
    }
    let ours = try CaptureRun.of(path: SharedCaptures.path(file))
    #expect(Int(ours.statistics.packets) == listed?.packets ?? theirs.packets)
    #expect(Int(ours.statistics.tcpConversations) == listed?.tcp ?? theirs.tcp_streams)
    #expect(Int(ours.statistics.udpConversations) == listed?.udp ?? theirs.udp_streams)
    #expect(ours.damage == nil)
    #expect(ours.report.records == ours.statistics.packets)
    ConformanceTests.checkFlows(ours)
  }
}

extension ConversationTests {
  /// Where we count otherwise than tshark, why, and who is right.
  static let differences: [String: Difference] = {
    let custom = "tshark counts custom blocks as packets; they hold none"
    let outer =
      "tshark counts the tunnel as a conversation beside the ones inside; the user has those"
    let length = "tshark counts datagrams whose UDP length contradicts IP's; no host accepts them"
    var all: [String: Difference] = [
      "browse/ndpi-instagram.pcap": Difference(
        tcp: 30,
        reason: "tshark counts the connection quoted in ICMP errors; no packet of it is there"),
      "browse/tcp-reassembly-pcapplusplus.pcap": Difference(
        tcp: 1, udp: 1,
        reason: "tshark counts packet headers sampled inside an sFlow datagram; they are elsewhere"),
      "file/file-pcap-invalid-version-1.pcap": Difference(isUnreadable: true, reason: "version 1"),
      "file/file-pcapng-invalid-vers-1.pcapng": Difference(
        isUnreadable: true, reason: "version 0.1"),
      "file/file-shb-option-too-long.pcapng": Difference(
        isUnreadable: true, reason: "block lengths contradict each other"),
      "file/file-wireshark-samples-test.pcapng": Difference(udp: 1145, reason: outer),
      "fuzz/fuzz-wireshark-2006-06-26-2594.pcap": Difference(
        udp: 208,
        reason: "13 conversations of impossible lengths not counted, 2 of first fragments counted"),
      "fuzz/fuzz-wireshark-2020-02-16-11740.pcap": Difference(udp: 61, reason: length),
      "ip/ip-fragmented-garbage.pcap": Difference(
        tcp: 2, reason: "two of four joined packets state a TCP header shorter than twenty octets"),
      "ip/ip-v4-fragmented-3.pcap": Difference(
        tcp: 1, reason: "the first fragment has ports; tshark drops what it cannot join"),
      "link/link-gtp-iphone.pcap": Difference(
        udp: 6, reason: outer + "; it also counts one quoted in an ICMP error"),
      "link/link-gtpu-ext-header.pcap": Difference(udp: 0, reason: outer),
      "link/link-gtpu-fragmentation.pcap": Difference(udp: 0, reason: outer),
      "link/link-teredo.pcap": Difference(
        tcp: 5, udp: 4,
        reason: "Teredo between clients is opened too, by its addresses: an IPv6 connection inside"),
      "radius/radius-malformed-attr-asan.pcap": Difference(udp: 0, reason: length),
    ]
    for order in ["be", "le"] {
      for (number, packets) in [("017", 0), ("018", 4), ("102", 5), ("202", 8)] {
        all["file/pcapng-test\(number)-\(order).pcapng"] = Difference(
          packets: packets, reason: custom)
      }
    }
    return all
  }()
}
