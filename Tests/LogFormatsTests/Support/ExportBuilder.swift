import NATModel

@testable import LogFormats

/// Builds export messages octet by octet, good ones unless a length is overridden.
enum ExportBuilder {
  /// A moment that messages are exported at, in seconds since 1970.
  static let now: UInt32 = 1_770_000_000

  static func uint16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }

  static func uint32(_ value: UInt32) -> [UInt8] {
    uint16(Int(value >> 16)) + uint16(Int(value & 0xffff))
  }

  static func uint64(_ value: UInt64) -> [UInt8] {
    uint32(UInt32(value >> 32)) + uint32(UInt32(value & 0xffff_ffff))
  }

  static func address(_ text: String) -> [UInt8] {
    guard let address = IPAddress(text) else { return [] }
    return address.isIPv4
      ? uint32(address.ipv4) : uint64(address.high) + uint64(address.low)
  }

  /// Milliseconds of ``now`` as eight octets.
  static var nowMilliseconds: [UInt8] { uint64(UInt64(now) * 1000) }

  static func ipfix(
    _ sets: [[UInt8]], sequence: UInt32 = 0, domain: UInt32 = 0, time: UInt32 = now,
    length: Int? = nil
  ) -> [UInt8] {
    let body = sets.flatMap { $0 }
    return uint16(10) + uint16(length ?? 16 + body.count) + uint32(time) + uint32(sequence)
      + uint32(domain) + body
  }

  static func netflow9(
    _ sets: [[UInt8]], sequence: UInt32 = 0, source: UInt32 = 0, time: UInt32 = now,
    uptime: UInt32 = 1_000_000
  ) -> [UInt8] {
    uint16(9) + uint16(sets.count) + uint32(uptime) + uint32(time) + uint32(sequence)
      + uint32(source) + sets.flatMap { $0 }
  }

  static func set(_ id: Int, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
    uint16(id) + uint16(length ?? 4 + body.count) + body
  }

  static func template(_ id: Int, _ fields: [(Int, Int)], count: Int? = nil) -> [UInt8] {
    uint16(id) + uint16(count ?? fields.count)
      + fields.flatMap { uint16($0.0) + uint16($0.1) }
  }

  static func optionsTemplate(_ id: Int, scopes: Int, _ fields: [(Int, Int)]) -> [UInt8] {
    uint16(id) + uint16(fields.count) + uint16(scopes)
      + fields.flatMap { uint16($0.0) + uint16($0.1) }
  }

  /// One IPFIX message that declares a template and holds records of it.
  static func message(
    _ fields: [(Int, Int)], _ records: [[UInt8]], domain: UInt32 = 0
  ) -> [UInt8] {
    ipfix(
      [set(2, template(256, fields)), set(256, records.flatMap { $0 })], domain: domain)
  }

  /// A NAT44 session record of RFC 8158: fields and values.
  static let sessionFields = [
    (323, 8), (230, 1), (8, 4), (7, 2), (225, 4), (227, 2), (12, 4), (11, 2), (4, 1),
  ]

  static func session(
    _ natEvent: Int, inside: String = "100.64.0.7", port: Int = 40000,
    outside: String = "203.0.113.5", outsidePort: Int = 5000,
    destination: String = "198.51.100.80", destinationPort: Int = 443, proto: Int = 6
  ) -> [UInt8] {
    nowMilliseconds + [UInt8(natEvent)] + address(inside) + uint16(port) + address(outside)
      + uint16(outsidePort) + address(destination) + uint16(destinationPort) + [UInt8(proto)]
  }

  /// A NetFlow v9 or IPFIX session over UDP from a documentation address.
  static let udp = ExportPeer(
    .udp, from: IPAddress(ipv4: 0xc000_0201), 50000, to: IPAddress(ipv4: 0xc000_02fe), 4739)
  static let tcp = ExportPeer(
    .tcp, from: IPAddress(ipv4: 0xc000_0201), 50000, to: IPAddress(ipv4: 0xc000_02fe), 4739)
}
