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
    #expect(decode([1, 2, 3], link: LinkType(rawValue: 105)).fault == .unsupportedLink)
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
