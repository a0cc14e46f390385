import NATModel

/// Builds packets and messages byte by byte, good ones unless a length is overridden.
enum PacketBuilder {
  static func uint16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }
  static func uint24(_ value: Int) -> [UInt8] { [UInt8(value >> 16 & 0xff)] + uint16(value) }
  static func uint32(_ value: UInt32) -> [UInt8] {
    uint16(Int(value >> 16)) + uint16(Int(value & 0xffff))
  }
  static func bytes(_ address: IPAddress) -> [UInt8] {
    if address.isIPv4 { return uint32(address.ipv4) }
    return [address.high, address.low].flatMap {
      uint32(UInt32($0 >> 32)) + uint32(UInt32($0 & 0xffff_ffff))
    }
  }

  // MARK: Links

  static func ethernet(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 2, count: 12) + uint16(type) + payload
  }

  static func vlan(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    uint16(100) + uint16(type) + payload
  }

  static func mpls(_ labels: Int, _ payload: [UInt8]) -> [UInt8] {
    (1...labels).flatMap { [0, 1, $0 == labels ? 1 : 0, 64] as [UInt8] } + payload
  }

  static func pppoe(_ proto: [UInt8], _ payload: [UInt8], length: Int? = nil) -> [UInt8] {
    [0x11, 0] + uint16(7) + uint16(length ?? proto.count + payload.count) + proto + payload
  }

  static func snap(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    [0xaa, 0xaa, 3, 0, 0, 0] + uint16(type) + payload
  }

  static func linuxCooked(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    uint16(0) + uint16(1) + uint16(6) + [UInt8](repeating: 0, count: 8) + uint16(type) + payload
  }

  static func linuxCooked2(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    uint16(type) + [UInt8](repeating: 0, count: 18) + payload
  }

  /// An 802.11 data frame to an access point, as QoS data or not.
  static func wlan(_ type: Int, _ payload: [UInt8], isQoS: Bool = false) -> [UInt8] {
    [isQoS ? 0x88 : 0x08, 1, 0, 0] + [UInt8](repeating: 2, count: 18) + [0, 0]
      + (isQoS ? [0, 0] : []) + snap(type, payload)
  }

  /// A radiotap header with a time and flags before a frame.
  static func radiotap(_ frame: [UInt8], flags: UInt8 = 0) -> [UInt8] {
    [0, 0, 17, 0, 3, 0, 0, 0] + [UInt8](repeating: 9, count: 8) + [flags] + frame
  }

  /// An NFLOG record, its attributes in little-endian or big-endian order.
  static func nflog(_ family: UInt8, _ payload: [UInt8], isBigEndian: Bool = false) -> [UInt8] {
    func half(_ value: Int) -> [UInt8] { isBigEndian ? uint16(value) : uint16(value).reversed() }
    return [family, 0, 0, 5] + half(8) + half(1) + [8, 0, 1, 0] + half(5) + half(10) + [7, 0, 0, 0]
      + half(4 + payload.count) + half(9) + payload
  }

  // MARK: Tunnels

  static func gre(_ type: Int, flags: Int = 0, words: Int = 0, _ payload: [UInt8]) -> [UInt8] {
    uint16(flags) + uint16(type) + [UInt8](repeating: 0, count: words * 4) + payload
  }

  static func gtp(_ payload: [UInt8], extensions: [UInt8] = []) -> [UInt8] {
    let optional: [UInt8] = extensions.isEmpty ? [] : [0, 1, 0, 0x85] + extensions
    return [extensions.isEmpty ? 0x30 : 0x34, 0xff] + uint16(optional.count + payload.count)
      + uint32(42) + optional + payload
  }

  static func l2tp(_ payload: [UInt8]) -> [UInt8] {
    uint16(0x4002) + uint16(8 + 2 + payload.count) + uint16(1) + uint16(2) + [0, 0x21] + payload
  }

  static func vxlan(_ frame: [UInt8]) -> [UInt8] { [8, 0, 0, 0, 0, 0, 7, 0] + frame }

  // MARK: IP

  static func ipv4(
    _ source: IPAddress, _ destination: IPAddress, proto: UInt8, options: [UInt8] = [],
    fragment: Int = 0, length: Int? = nil, _ payload: [UInt8]
  ) -> [UInt8] {
    let header = 20 + options.count
    return [0x40 | UInt8(header / 4), 0] + uint16(length ?? header + payload.count) + uint16(77)
      + uint16(fragment) + [64, proto] + uint16(0) + bytes(source) + bytes(destination) + options
      + payload
  }

  static func ipv6(
    _ source: IPAddress, _ destination: IPAddress, next: UInt8, length: Int? = nil,
    _ payload: [UInt8]
  ) -> [UInt8] {
    [0x60, 0, 0, 0] + uint16(length ?? payload.count) + [next, 64] + bytes(source)
      + bytes(destination) + payload
  }

  static func ip(
    _ source: IPAddress, _ destination: IPAddress, proto: UInt8, _ payload: [UInt8]
  ) -> [UInt8] {
    source.isIPv4
      ? ipv4(source, destination, proto: proto, payload)
      : ipv6(source, destination, next: proto, payload)
  }

  // MARK: Transport

  static func tcp(
    _ source: Int, _ destination: Int, sequence: UInt32 = 1000, flags: UInt8 = 0x18,
    options: [UInt8] = [], _ payload: [UInt8] = []
  ) -> [UInt8] {
    uint16(source) + uint16(destination) + uint32(sequence) + uint32(1)
      + [UInt8((20 + options.count) / 4) << 4, flags] + uint16(1024) + uint16(0) + uint16(0)
      + options + payload
  }

  static func udp(
    _ source: Int, _ destination: Int, length: Int? = nil, _ payload: [UInt8] = []
  ) -> [UInt8] {
    uint16(source) + uint16(destination) + uint16(length ?? 8 + payload.count) + uint16(0) + payload
  }

  static func icmp(_ type: UInt8, identifier: Int) -> [UInt8] {
    [type, 0] + uint16(0) + uint16(identifier) + uint16(1) + [UInt8](repeating: 0x61, count: 8)
  }

  // MARK: Files

  /// A classic capture file.
  static func pcap(
    _ packets: [(nanoseconds: Int64, bytes: [UInt8])], linkType: UInt32 = 1,
    isBigEndian: Bool = false, isNano: Bool = true, snapLength: Int = 65535
  ) -> [UInt8] {
    func word(_ value: UInt32) -> [UInt8] { isBigEndian ? uint32(value) : uint32(value).reversed() }
    func half(_ value: Int) -> [UInt8] { isBigEndian ? uint16(value) : uint16(value).reversed() }
    var file = word(isNano ? 0xa1b2_3c4d : 0xa1b2_c3d4) + half(2) + half(4) + word(0) + word(0)
    file += word(UInt32(snapLength)) + word(linkType)
    for (time, bytes) in packets {
      let fraction = time % 1_000_000_000 / (isNano ? 1 : 1000)
      let kept = bytes.prefix(snapLength)
      file += word(UInt32(time / 1_000_000_000)) + word(UInt32(fraction))
      file += word(UInt32(kept.count)) + word(UInt32(bytes.count)) + kept
    }
    return file
  }
}

extension IPAddress {
  /// Addresses the tests use: a subscriber behind a CG-NAT, another one, and two servers.
  static let client = IPAddress(ipv4: 0x6440_0001)  // 100.64.0.1
  static let client2 = IPAddress(ipv4: 0x6440_0002)
  static let server = IPAddress(ipv4: 0xc633_6450)  // 198.51.100.80
  static let server2 = IPAddress(ipv4: 0xcb00_7107)  // 203.0.113.7
  static let client6 = IPAddress(high: 0x2001_0db8_0001_0000, low: 1)
  static let server6 = IPAddress(high: 0x2001_0db8_ffff_0000, low: 0x80)
}
