import NATModel
import Testing

@testable import PacketCapture

/// Every link header and encapsulation around the same two packets.
@Suite struct LinkLayerTests {
  static let packet4 = PacketBuilder.ipv4(
    .client, .server, proto: 17, PacketBuilder.udp(5000, 443, [1, 2, 3]))
  static let packet6 = PacketBuilder.ipv6(
    .client6, .server6, next: 17, PacketBuilder.udp(5000, 443, [1, 2, 3]))
  static let line4 = "udp 100.64.0.1:5000 > 198.51.100.80:443 31 3+0"
  static let line6 = "udp 2001:db8:1::1:5000 > 2001:db8:ffff::80:443 51 3+0"

  /// A frame of each kind, with the link type it needs.
  static let frames: [(name: String, link: LinkType, bytes: [UInt8])] = {
    typealias Build = PacketBuilder
    return [
      ("Ethernet", .ethernet, Build.ethernet(0x0800, packet4)),
      ("Ethernet padded", .ethernet, Build.ethernet(0x0800, packet4 + [0, 0, 0, 0, 0, 0])),
      ("802.3 SNAP", .ethernet, Build.ethernet(8 + packet4.count, Build.snap(0x0800, packet4))),
      ("VLAN", .ethernet, Build.ethernet(0x8100, Build.vlan(0x0800, packet4))),
      (
        "QinQ", .ethernet,
        Build.ethernet(0x88a8, Build.vlan(0x8100, Build.vlan(0x0800, packet4)))
      ),
      ("MPLS", .ethernet, Build.ethernet(0x8847, Build.mpls(3, packet4))),
      (
        "pseudowire", .ethernet,
        Build.ethernet(
          0x8847, Build.mpls(2, [0, 0, 0, 0] + Build.ethernet(0x0800, packet4)))
      ),
      ("PPPoE", .ethernet, Build.ethernet(0x8864, Build.pppoe([0, 0x21], packet4))),
      ("PPPoE short protocol", .ethernet, Build.ethernet(0x8864, Build.pppoe([0x21], packet4))),
      ("PPP", .ppp, [0xff, 3, 0, 0x21] + packet4),
      ("PPP compressed", .ppp, [0x21] + packet4),
      ("PPP HDLC", .pppHDLC, [0, 0x21] + packet4),
      ("PPPoE link", .pppoe, Build.pppoe([0, 0x21], packet4)),
      ("null, little", .null, [2, 0, 0, 0] + packet4),
      ("null, big", .null, [0, 0, 0, 2] + packet4),
      ("loop", .loop, [0, 0, 0, 2] + packet4),
      ("cooked", .linuxCooked, Build.linuxCooked(0x0800, packet4)),
      ("cooked 2", .linuxCooked2, Build.linuxCooked2(0x0800, packet4)),
      ("Cisco HDLC", .ciscoHDLC, [0x0f, 0] + Build.uint16(0x0800) + packet4),
      ("raw", .raw, packet4),
      ("raw in files", .rawInFiles, packet4),
      ("IPv4", .ipv4, packet4),
      ("IP in IP", .raw, Build.ipv4(.client2, .server2, proto: 4, packet4)),
      ("DS-Lite", .raw, Build.ipv6(.client6, .server6, next: 4, packet4)),
    ]
  }()

  @Test("every link leads to the same packet", arguments: frames.indices)
  func leadsToPacket(index: Int) {
    let frame = LinkLayerTests.frames[index]
    let (packet, fault) = decode(frame.bytes, link: frame.link)
    #expect(fault == nil, "\(frame.name)")
    #expect(packet.line == LinkLayerTests.line4, "\(frame.name)")
  }

  @Test("IPv6 in every number space")
  func ipv6() {
    let packet = LinkLayerTests.packet6
    let frames: [(LinkType, [UInt8])] = [
      (.ethernet, PacketBuilder.ethernet(0x86dd, packet)), (.raw, packet), (.ipv6, packet),
      (.ppp, [0, 0x57] + packet), (.null, [30, 0, 0, 0] + packet), (.null, [0, 0, 0, 24] + packet),
      (.linuxCooked2, PacketBuilder.linuxCooked2(0x86dd, packet)),
      (.raw, PacketBuilder.ipv4(.client, .server, proto: 41, packet)),
    ]
    for (link, bytes) in frames {
      #expect(decode(bytes, link: link).packet.line == LinkLayerTests.line6)
    }
  }

  /// Frames whose inner packet is not reached when they are cut: the packet around it is.
  static let tunnels: [(name: String, kind: Encapsulations, link: LinkType, bytes: [UInt8])] = {
    typealias Build = PacketBuilder
    let frame = Build.ethernet(0x0800, packet4)
    func udp(_ port: Int, _ payload: [UInt8]) -> [UInt8] {
      Build.ipv4(.client2, .server2, proto: 17, Build.udp(40000, port, payload))
    }
    func ip(_ proto: UInt8, _ payload: [UInt8]) -> [UInt8] {
      Build.ipv4(.client2, .server2, proto: proto, payload)
    }
    let direct = Build.ipv4(
      .client2, .server2, proto: 17,
      Build.udp(
        40000, 50000,
        Build.ipv6(
          IPAddress(high: 0x2001_0000_0000_0001, low: 9), .server6, next: 4, packet4)))
    return [
      ("802.11", .wlan, .wlan, Build.wlan(0x0800, packet4)),
      ("802.11 QoS", .wlan, .wlan, Build.wlan(0x0800, packet4, isQoS: true)),
      ("radiotap", .wlan, .radiotap, Build.radiotap(Build.wlan(0x0800, packet4))),
      (
        "radiotap padded", .wlan, .radiotap,
        Build.radiotap(
          Array(Build.wlan(0x0800, [], isQoS: true).prefix(26)) + [0, 0]
            + Build.snap(0x0800, packet4), flags: 0x20)
      ),
      ("prism", .wlan, .prism, [UInt8](repeating: 0, count: 144) + Build.wlan(0x0800, packet4)),
      (
        "AVS", .wlan, .prism,
        [0x80, 0x21, 0x10, 1, 0, 0, 0, 64] + [UInt8](repeating: 0, count: 56)
          + Build.wlan(0x0800, packet4)
      ),
      ("PPI", .wlan, .ppi, [0, 0, 8, 0, 105, 0, 0, 0] + Build.wlan(0x0800, packet4)),
      ("NFLOG", .nflog, .nflog, Build.nflog(2, packet4)),
      ("NFLOG big", .nflog, .nflog, Build.nflog(2, packet4, isBigEndian: true)),
      ("PPP with direction", .ppp, .pppWithDirection, [0, 0xff, 3, 0, 0x21] + packet4),
      ("PPP of pppd", .ppp, .pppWithoutAddress, [1, 3, 0, 0x21] + packet4),
      ("PPP multilink", .ppp, .ppp, [0xff, 3, 0, 0x3d, 0xc0, 0, 0, 1, 0, 0x21] + packet4),
      ("PKTAP", [], .pktap, [12, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0] + frame),
      ("PFLOG", [], .pflog, [61, 2] + [UInt8](repeating: 0, count: 62) + packet4),
      ("ENC", [], .openBSDEncapsulation, [UInt8](repeating: 0, count: 12) + packet4),
      (
        "PBB", .providerBackbone, .ethernet, Build.ethernet(0x88e7, [0, 0, 0, 1] + frame)
      ),
      (
        "pseudowire without control word", .pseudowire, .ethernet,
        Build.ethernet(0x8847, Build.mpls(1, frame))
      ),
      ("GRE", .gre, .raw, ip(47, Build.gre(0x0800, packet4))),
      ("GRE key", .gre, .raw, ip(47, Build.gre(0x0800, flags: 0x2000, words: 1, packet4))),
      ("GRE all", .gre, .raw, ip(47, Build.gre(0x0800, flags: 0xb000, words: 3, packet4))),
      ("GRE Ethernet", .gre, .raw, ip(47, Build.gre(0x6558, frame))),
      (
        "ERSPAN", .erspan, .raw,
        ip(47, Build.gre(0x88be, flags: 0x1000, words: 3, frame))
      ),
      (
        "PPTP", .pptp, .raw,
        ip(
          47,
          [0x30, 0x81, 0x88, 0x0b] + Build.uint16(2 + packet4.count) + [0, 1] + [0, 0, 0, 1]
            + [0, 0, 0, 2] + [0, 0x21] + packet4)
      ),
      ("EtherIP", .etherIP, .raw, ip(97, [0x30, 0] + frame)),
      ("MPLS in IP", .mpls, .raw, ip(137, Build.mpls(1, packet4))),
      (
        "AH", .authentication, .raw,
        ip(51, [4, 4] + [UInt8](repeating: 0, count: 22) + packet4)
      ),
      ("GTP-U", .gtp, .raw, udp(2152, Build.gtp(packet4))),
      (
        "GTP-U extension", .gtp, .raw,
        udp(2152, Build.gtp(packet4, extensions: [1, 0, 0, 0x40, 1, 0, 0, 0]))
      ),
      (
        "GTP 0", .gtp, .raw,
        udp(3386, [0x1e, 0xff] + [UInt8](repeating: 0, count: 18) + packet4)
      ),
      ("L2TP", .l2tp, .raw, udp(1701, Build.l2tp(packet4))),
      ("L2TPv3", .l2tp, .raw, ip(115, [0, 0, 0, 9] + frame)),
      (
        "L2TPv3 cookie and sublayer", .l2tp, .raw,
        ip(115, [0, 0, 0, 9] + [1, 2, 3, 4, 5, 6, 7, 8] + [0x40, 0, 0, 1] + frame)
      ),
      ("L2TPv3 packets", .l2tp, .raw, ip(115, [0, 0, 0, 9] + [1, 2, 3, 4] + packet4)),
      ("L2TPv3 in UDP", .l2tp, .raw, udp(1701, [0, 3, 0, 0] + [0, 0, 0, 9] + frame)),
      ("VXLAN", .vxlan, .raw, udp(4789, Build.vxlan(frame))),
      ("VXLAN GPE", .vxlan, .raw, udp(4790, [0x0c, 0, 0, 1, 0, 0, 7, 0] + packet4)),
      (
        "Geneve", .geneve, .raw,
        udp(6081, [1, 0, 0x65, 0x58, 0, 0, 7, 0, 1, 2, 3, 0] + frame)
      ),
      ("GRE in UDP", .gre, .raw, udp(4754, Build.gre(0x0800, packet4))),
      ("MPLS in UDP", .mpls, .raw, udp(6635, Build.mpls(1, packet4))),
      (
        "Teredo", .teredo, .raw,
        udp(
          3544,
          [0, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0] + [0, 0, 1, 2, 3, 4, 5, 6]
            + Build.ipv6(.client6, .server6, next: 4, packet4))
      ),
      ("Teredo by address", .teredo, .raw, direct),
    ]
  }()

  @Test("every tunnel leads to the same packet and is noted", arguments: tunnels.indices)
  func tunnelLeadsToPacket(index: Int) {
    let frame = LinkLayerTests.tunnels[index]
    let (packet, fault) = decode(frame.bytes, link: frame.link)
    #expect(fault == nil, "\(frame.name)")
    #expect(packet.line == LinkLayerTests.line4, "\(frame.name)")
    #expect(packet.encapsulations.isSuperset(of: frame.kind), "\(frame.name)")
  }

  @Test("what only looks like a tunnel stays a datagram")
  func noTunnel() {
    for port in [2152, 3386, 1701, 4789, 4790, 6081, 6635, 3544, 50000] {
      for content: [UInt8] in [[], [0x30], [UInt8](repeating: 0xff, count: 60)] {
        let bytes = PacketBuilder.ipv4(
          .client, .server, proto: 17, PacketBuilder.udp(40000, port, content))
        let (packet, fault) = decode(bytes, link: .raw)
        // An MPLS stack without end is malformed whoever sent it.
        guard port != 6635 else { continue }
        #expect(fault == nil, "\(port)")
        #expect(packet.content == .udp)
        #expect(packet.destinationPort == UInt16(port))
      }
    }
  }

  @Test("a control message of L2TPv3, or a frame it does not fit, stays a packet")
  func noL2TPv3() {
    for content: [UInt8] in [
      [], [0, 0, 0, 0] + [UInt8](repeating: 0x45, count: 40),
      [0, 0, 0, 1] + [UInt8](repeating: 0x45, count: 40), [0, 0, 1],
    ] {
      let bytes = PacketBuilder.ipv4(.client, .server, proto: 115, content)
      let (packet, fault) = decode(bytes, link: .raw)
      #expect(fault == nil && packet.content == .ip && packet.encapsulations.isEmpty)
    }
  }

  @Test("no variant of any tunnel traps")
  func hostileTunnels() {
    for frame in LinkLayerTests.tunnels {
      variants(of: frame.bytes) { bytes in
        for original in [bytes.count, frame.bytes.count] {
          let (packet, _) = decode(bytes, link: frame.link, originalLength: original)
          #expect(packet.payload.upperBound <= bytes.count)
          #expect(packet.missing >= 0)
        }
      }
    }
  }

  @Test("packets in packets without end are malformed")
  func nested() {
    var bytes = LinkLayerTests.packet4
    for _ in 0..<20 { bytes = PacketBuilder.ipv4(.client, .server, proto: 4, bytes) }
    #expect(decode(bytes, link: .raw).fault == .malformed)
  }

  @Test("what is not IP holds nothing of interest, and is no fault")
  func notIP() {
    let frames: [(LinkType, [UInt8])] = [
      (.ethernet, PacketBuilder.ethernet(0x0806, [UInt8](repeating: 0, count: 28))),
      (.ethernet, PacketBuilder.ethernet(40, [0x42, 0x42, 3] + [UInt8](repeating: 0, count: 37))),
      (.ethernet, PacketBuilder.ethernet(8, [0xaa, 0xaa, 3, 0, 0, 0x0c, 1, 2])),
      (.ethernet, PacketBuilder.ethernet(0x8863, [0x11, 9, 0, 0, 0, 0])),
      (
        .ethernet, PacketBuilder.ethernet(0x8864, PacketBuilder.pppoe([0xc0, 0x21], [1, 1, 0, 4]))
      ),
      (.null, [7, 0, 0, 0, 1, 2, 3]), (.linuxCooked, PacketBuilder.linuxCooked(0x0806, [1])),
      (.linuxCooked, PacketBuilder.linuxCooked(1, [1])),
    ]
    for (link, bytes) in frames {
      let (packet, fault) = decode(bytes, link: link)
      #expect(fault == nil)
      #expect(packet.content == .none)
    }
  }

  @Test("a link type that is not read is told apart")
  func unsupported() {
    #expect(decode([1, 2, 3], link: LinkType(rawValue: 147)).fault == .unsupportedLink)
  }

  @Test("a frame cut by the snap length is truncated, a frame that is too short is malformed")
  func cut() {
    for frame in LinkLayerTests.frames where frame.name != "Ethernet padded" {
      let whole = frame.bytes.count
      for length in 0..<whole - 3 {
        let bytes = Array(frame.bytes[..<length])
        #expect(
          decode(bytes, link: frame.link, originalLength: whole).fault == .truncated,
          "\(frame.name) \(length)")
        #expect(decode(bytes, link: frame.link).fault != nil, "\(frame.name) \(length)")
      }
      // Header whole, payload cut: the packet is good and says what is missing.
      let (packet, fault) = decode(
        Array(frame.bytes[..<(whole - 2)]), link: frame.link, originalLength: whole)
      #expect(fault == nil)
      #expect(packet.missing == 2)
    }
  }

  @Test("no variant of any frame traps")
  func hostile() {
    for frame in LinkLayerTests.frames {
      variants(of: frame.bytes) { bytes in
        for original in [bytes.count, frame.bytes.count] {
          let (packet, _) = decode(bytes, link: frame.link, originalLength: original)
          #expect(packet.payload.upperBound <= bytes.count)
          #expect(packet.missing >= 0)
        }
      }
    }
  }

  @Test("headers without end are malformed")
  func tooDeep() {
    var bytes = LinkLayerTests.packet4
    for _ in 0..<300 { bytes = PacketBuilder.vlan(bytes.count == 31 ? 0x0800 : 0x8100, bytes) }
    #expect(decode(PacketBuilder.ethernet(0x8100, bytes)).fault == .malformed)
  }
}
