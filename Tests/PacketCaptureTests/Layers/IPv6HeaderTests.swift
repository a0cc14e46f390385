import NATModel
import Testing

@testable import PacketCapture

@Suite struct IPv6HeaderTests {
  let datagram = PacketBuilder.udp(1, 2, [9, 9])

  func packet(_ headers: [(type: UInt8, bytes: (UInt8) -> [UInt8])]) -> [UInt8] {
    var next: UInt8 = 17
    var payload = datagram
    for header in headers.reversed() {
      payload = header.bytes(next) + payload
      next = header.type
    }
    return PacketBuilder.ipv6(.client6, .server6, next: next, payload)
  }

  @Test("extension headers lead on to the datagram")
  func extensions() {
    let options = { (next: UInt8) in [next, 1] + [UInt8](repeating: 0, count: 14) }
    let fragment = { (next: UInt8) -> [UInt8] in [next, 0, 0, 0, 1, 2, 3, 4] }
    let authentication = { (next: UInt8) in [next, 4] + [UInt8](repeating: 0, count: 22) }
    let bytes = packet([
      (0, options), (43, options), (44, fragment), (51, authentication), (60, options),
      (135, options),
    ])
    let (packet, fault) = decode(bytes, link: .raw)
    #expect(fault == nil)
    #expect(packet.proto == .udp)
    #expect(packet.sourcePort == 1)
    #expect(packet.fragment == .whole)
    #expect(packet.length == 40 + 4 * 16 + 8 + 24 + 10)
  }

  @Test("fragments say where they belong")
  func fragments() {
    let later = decode(packet([(44, { [$0, 0, 0, 8, 1, 2, 3, 4] })]), link: .raw).packet
    #expect(later.fragment == .later)
    #expect(later.fragmentOffset == 8)
    #expect(later.isLastFragment)
    #expect(later.identification == 0x0102_0304)
    let odd = decode(packet([(44, { [$0, 0, 0, 1, 1, 2, 3, 4] })]), link: .raw)
    #expect(odd.fault == .malformed)
  }

  @Test("an extension that runs past the packet is malformed")
  func tooLong() {
    let bytes = packet([(60, { [$0, 200, 0, 0, 0, 0, 0, 0] })])
    #expect(decode(bytes, link: .raw).fault == .malformed)
  }

  @Test("encrypted payload and no next header end the walk")
  func ends() {
    for next: UInt8 in [50, 59, 132] {
      let bytes = PacketBuilder.ipv6(.client6, .server6, next: next, [1, 2, 3, 4])
      let (packet, fault) = decode(bytes, link: .raw)
      #expect(fault == nil)
      #expect(packet.content == .ip)
      #expect(packet.proto.rawValue == next)
    }
  }

  @Test("IPv4 inside IPv6 keeps the ends of the softwire")
  func softwire() {
    let inner = PacketBuilder.ipv4(.client, .server, proto: 17, datagram)
    let packet = decode(PacketBuilder.ipv6(.client6, .server6, next: 4, inner), link: .raw).packet
    #expect(packet.source == .client)
    #expect(packet.outerSource == .client6)
    #expect(packet.outerDestination == .server6)
    #expect(decode(inner, link: .raw).packet.outerSource == .unspecified)
  }
}
